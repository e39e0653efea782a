// The whole window over a real file: what its parts tell each other.
#include "tests/ui/shell/windowtest.h"
#include "ui/importing/importdialog.h"
#include "ui/editor/findbar.h"
#include "ui/inspector/inspector.h"
#include "ui/palette/quickpick.h"
#include "ui/postlist/postlistmodel.h"
#include "ui/postlist/sidebar.h"
#include "ui/preview/previewpane.h"
#include "ui/proof/proofpane.h"
#include "ui/publish/reviewdialog.h"
#include "ui/session/growingfield.h"
#include "ui/shell/namedialog.h"
#include "ui/widgets/filedialogs.h"
#include "ui/widgets/toast.h"

#include <QApplication>
#include <QClipboard>
#include <QDir>
#include <QFileDialog>
#include <QFileSystemModel>
#include <QImage>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QPlainTextEdit>
#include <QRegularExpression>
#include <QScrollBar>
#include <QTextBlock>
#include <QTextEdit>
#include <QSignalSpy>
#include <QTimer>
#include <QToolButton>

#include <fcntl.h>

using namespace galley;
using namespace galley::test;

class TestWindow : public WindowTest
{
    Q_OBJECT

private Q_SLOTS:
    void init() { begin(); }
    void cleanup() { end(); }
    void publishesInTheFileAndSaysSo();
    void publishRestsWhereNothingHasChanged();
    void proofButtonSaysWhetherItIsSeen();
    void detailsBeginWithTheAddress();
    void anEmptyPostTakesNoTimeToRead();
    void aShortPostHasNoScrollBar();
    void tableCommandsNeedAPost();
    void aNameIsWaitedFor();
    void menuOfOnePostAndOfSeveral();
    void aToastGoesWithWhatItSays();
    void tagsAreOfferedWithTheirCounts();
    void markdownFilesAreTakenIn();
    void askingForFilesLeavesTheLocks();
    void keysOfTheList();
    void detailsAreGoneThroughFromTopToBottom();
    void aDateThatCanNotBeReadIsSaid();
    void anEmptiedAddressIsMadeFromTheTitle();
    void postsToGoToHaveTheDatesOfTheList();
    void whatIsDoneToNoRowIsDoneToTheOpenPost();
    void commandsPickedLastComeFirst();
    void undoOfReplacingAllKeepsThePlace();
    void proofOpensAtTheCursor();
    void detailsLeaveRoomForTheProof();
    void leavingFullScreenBringsTheWindowBack();
    void theProofShowsThatItHasTheKeys();

private:
    QListView *list() const { return m_window->findChild<Sidebar *>()->findChild<QListView *>(); }
    QStringList menuAt(int row) const;
    bool isSaved(qint64 post, const QString &text);
    void write(qint64 post, const QString &text);
};

bool TestWindow::isSaved(qint64 post, const QString &text)
{
    Workspace workspace(m_path, m_clock);
    return finished(workspace.open()) && finished(workspace.post(post))->fields.content == text;
}

// As another program does.
void TestWindow::write(qint64 post, const QString &text)
{
    Workspace workspace(m_path, m_clock);
    if (!finished(workspace.open()))
        qFatal("the blog does not open");
    const PostView view = *finished(workspace.post(post));
    DraftSave save{post, view.fields, {}, view.draftVersion};
    save.fields.content = text;
    if (!finished(workspace.save(save)))
        qFatal("it is not saved");
}

void TestWindow::publishesInTheFileAndSaysSo()
{
    make(QStringLiteral("Tides"), QStringLiteral("The sea."));
    open();
    publishButton()->click();
    ReviewDialog *review = nullptr;
    QTRY_VERIFY_WITH_TIMEOUT((review = m_window->findChild<ReviewDialog *>()) && review->isVisible(), kPatience);
    QTest::keyClick(review, Qt::Key_Return);
    auto *toast = m_window->findChild<Toast *>();
    QTRY_COMPARE_WITH_TIMEOUT(toast->accessibleName(), QStringLiteral("Published in this file"), kPatience);
    QTRY_VERIFY_WITH_TIMEOUT(!publishButton()->isEnabled(), kPatience);
    // From then on it is an update: by its name wherever it is offered, and in what is said of it.
    QTRY_COMPARE_WITH_TIMEOUT(publishButton()->text(), QStringLiteral("Update"), kPatience);
    const QList<QAction *> actions = m_window->actions();
    QVERIFY(std::ranges::any_of(actions, [](const QAction *action) { return action->text() == QStringLiteral("&Review and update…"); }));
    editor()->setFocus();
    QTest::keyClicks(editor(), QStringLiteral("Now. "));
    publishButton()->click();
    QTRY_COMPARE_WITH_TIMEOUT(toast->accessibleName(), QStringLiteral("Updated in this file"), kPatience);
    QCOMPARE(menuAt(0).value(0), QStringLiteral("Update…"));
    QApplication::activePopupWidget()->close();
}

void TestWindow::publishRestsWhereNothingHasChanged()
{
    open({make(QStringLiteral("Tides"), QStringLiteral("The sea."))});
    QPushButton *publish = publishButton();
    QTRY_VERIFY(!publish->isEnabled());
    QVERIFY2(publish->toolTip().startsWith(QLatin1String("Published as it stands")), qPrintable(publish->toolTip()));
    editor()->setFocus();
    QTest::keyClicks(editor(), QStringLiteral("x"));
    QVERIFY(publish->isEnabled()); // at the first key, before it is saved
    QCOMPARE(publish->text(), QStringLiteral("Update"));
    QVERIFY(publish->toolTip().startsWith(QLatin1String("Let readers see what you have changed")));
    QTest::keyClick(editor(), Qt::Key_Backspace);
    const auto listed = [this] { return PostStatus(list()->model()->index(0, 0).data(PostListModel::StatusRole).toInt()); };
    QTRY_VERIFY_WITH_TIMEOUT(!publish->isEnabled(), kPatience); // as readers see it again, so nothing is saved
    QTRY_COMPARE_WITH_TIMEOUT(listed(), PostStatus::Published, kPatience);
    QTest::keyClicks(named<QWidget>(QStringLiteral("Title")), QStringLiteral("!"));
    QVERIFY(publish->isEnabled());
}

void TestWindow::proofButtonSaysWhetherItIsSeen()
{
    make(QStringLiteral("Tides"), QStringLiteral("The sea."));
    open();
    auto *button = named<QToolButton>(QStringLiteral("Proof"));
    auto *proof = m_window->findChild<PreviewPane *>();
    QVERIFY(button->isChecked() && proof->isVisible());
    press(Qt::Key_F4); // wide enough for both
    QVERIFY(m_window->findChild<Inspector *>()->isVisible());
    QVERIFY(button->isChecked());
    m_window->resize(900, 600); // now Details cover it
    QTRY_VERIFY(!button->isChecked());
    button->click(); // the way back to it
    QVERIFY(button->isChecked());
    QTRY_VERIFY(!m_window->findChild<Inspector *>()->isVisible());
    press(Qt::Key_F4);
    QTRY_VERIFY(!button->isChecked());
    press(Qt::Key_F4);
    QTRY_VERIFY(button->isChecked());
    m_window->resize(760, 600); // no room
    QTRY_VERIFY(!proof->isVisible());
    QVERIFY(!button->isChecked());
    press(Qt::Key_F4); // Details are shown all the same
    QTRY_VERIFY(m_window->findChild<Inspector *>()->isVisible());
    QVERIFY(!button->isChecked());
    press(Qt::Key_F4);
    m_window->resize(1440, 900);
    QTRY_VERIFY(proof->isVisible());
    QVERIFY(button->isChecked());
    button->click();
    QVERIFY(!proof->isVisible() && !button->isChecked());
    m_window->resize(1200, 800);
    QCoreApplication::processEvents();
    QVERIFY(!proof->isVisible() && !button->isChecked());
}

void TestWindow::detailsBeginWithTheAddress()
{
    const QString longLine = QStringLiteral("Repairing a 1954 rangefinder with patience, a toothpick and a good deal of luck at the kitchen table");
    make(QStringLiteral("Harbours"), QStringLiteral("Boats."));
    make(QStringLiteral("A lens"), QStringLiteral("Glass."), longLine);
    open();
    QTest::qWait(0);
    press(Qt::Key_F4);
    auto *details = m_window->findChild<Inspector *>();
    const auto field = [details](const char *name) {
        for (QLineEdit *edit : details->findChildren<QLineEdit *>()) {
            if (edit->accessibleName() == QLatin1String(name))
                return edit;
        }
        qFatal("no field %s", name);
        return static_cast<QLineEdit *>(nullptr);
    };
    QTRY_VERIFY(field("Address")->hasFocus());
    auto *list = m_window->findChild<Sidebar *>()->findChild<QListView *>();
    QTRY_COMPARE_WITH_TIMEOUT(list->model()->rowCount(), 2, kPatience);
    const auto show = [&](const char *title) {
        for (int row = 0; row < 2; ++row) {
            const QModelIndex index = list->model()->index(row, 0);
            if (index.data().toString() == QLatin1String(title))
                QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualRect(index).center());
        }
    };
    show("A lens");
    QTRY_COMPARE_WITH_TIMEOUT(field("Address")->text(), QStringLiteral("a-lens"), kPatience);
    QCOMPARE(field("Subtitle")->text(), longLine);
    QCOMPARE(field("Subtitle")->cursorPosition(), 0);
    // The author stands in a field while another post comes: nothing of the former one stays in it.
    field("Address")->setFocus();
    QTest::keyClick(m_window.get(), Qt::Key_P, Qt::ControlModifier);
    QTRY_VERIFY(!field("Address")->hasFocus());
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    QTRY_COMPARE_WITH_TIMEOUT(named<QPlainTextEdit>(QStringLiteral("Title"))->toPlainText(), QStringLiteral("Harbours"), kPatience);
    QTRY_COMPARE_WITH_TIMEOUT(field("Address")->text(), QStringLiteral("harbours"), kPatience);
}

void TestWindow::anEmptyPostTakesNoTimeToRead()
{
    make(QStringLiteral("Tides"), {});
    open();
    auto *proof = m_window->findChild<PreviewPane *>();
    QVERIFY2(!proof->header().meta.contains(QLatin1String("min")), qPrintable(proof->header().meta));
    editor()->setFocus();
    QTest::keyClicks(editor(), QStringLiteral("Sea"));
    QTRY_VERIFY(proof->header().meta.contains(QLatin1String("1 min read")));
}

void TestWindow::aShortPostHasNoScrollBar()
{
    make(QStringLiteral("Tides"), QStringLiteral("One\n\nTwo\n\nThree"));
    open();
    const auto isPainted = [this] {
        const QImage bar = editor()->verticalScrollBar()->grab().toImage();
        for (int y = 0; y < bar.height(); ++y) {
            if (bar.pixel(bar.width() / 2, y) != bar.pixel(bar.width() / 2, 0))
                return true;
        }
        return false;
    };
    QVERIFY(editor()->verticalScrollBar()->isVisible());
    QVERIFY(!isPainted());
    editor()->insertPlainText(QStringLiteral("Many lines.\n\n").repeated(60));
    QTRY_VERIFY(isPainted());
}

void TestWindow::tableCommandsNeedAPost()
{
    open(); // without any
    QAction *tableMenu = nullptr;
    for (QMenu *menu : m_window->findChildren<QMenu *>()) {
        if (menu->title().remove(QLatin1Char('&')) == QLatin1String("Table"))
            tableMenu = menu->menuAction();
    }
    QVERIFY(tableMenu && !tableMenu->isEnabled());
    QTest::keyClick(m_window.get(), Qt::Key_N, Qt::ControlModifier);
    QTRY_VERIFY_WITH_TIMEOUT(tableMenu->isEnabled(), kPatience);
}

void TestWindow::aNameIsWaitedFor()
{
    NameDialog dialog(*m_theme, {QStringLiteral("New blog"), QStringLiteral("What is it called?"), QStringLiteral("Choose where…")}, {}, nullptr);
    dialog.show();
    QVERIFY(QTest::qWaitForWindowActive(&dialog));
    QPushButton *next = nullptr;
    for (QPushButton *button : dialog.findChildren<QPushButton *>()) {
        if (button->text() == QString::fromUtf8("Choose where…"))
            next = button;
    }
    QVERIFY(next && !next->isEnabled());
    auto *field = dialog.findChild<QLineEdit *>();
    QVERIFY(field->hasFocus());
    QTest::keyClicks(field, QStringLiteral("  "));
    QTest::keyClick(field, Qt::Key_Return);
    QVERIFY(dialog.isVisible() && !next->isEnabled());
    QTest::keyClicks(field, QStringLiteral("Salt "));
    QVERIFY(next->isEnabled());
    QTest::keyClick(field, Qt::Key_Return);
    QVERIFY(!dialog.isVisible());
    QCOMPARE(dialog.result(), int(QDialog::Accepted));
    QCOMPARE(dialog.name(), QStringLiteral("Salt"));
}

/// What the menu of a right click on this row says; it stays open.
QStringList TestWindow::menuAt(int row) const
{
    const QPoint place = list()->visualRect(list()->model()->index(row, 0)).center();
    Q_EMIT list()->customContextMenuRequested(place);
    if (!QTest::qWaitFor([] { return qobject_cast<QMenu *>(QApplication::activePopupWidget()) != nullptr; }, kPatience))
        qFatal("no menu opens");
    QStringList texts;
    for (const QAction *action : qobject_cast<QMenu *>(QApplication::activePopupWidget())->actions()) {
        if (!action->isSeparator() && action->isVisible())
            texts += action->text().remove(QLatin1Char('&')) + (action->isEnabled() ? QString() : QStringLiteral(" (off)"));
    }
    return texts;
}

void TestWindow::aToastGoesWithWhatItSays()
{
    const qint64 tides = make(QStringLiteral("Tides"), QStringLiteral("The sea."));
    open({tides, make(QStringLiteral("Waves"), QStringLiteral("The wind."))});
    auto *toast = m_window->findChild<Toast *>();
    QTRY_COMPARE_WITH_TIMEOUT(list()->model()->rowCount(), 2, kPatience);
    const auto update = [this, toast] {
        editor()->setFocus();
        QTest::keyClicks(editor(), QStringLiteral("Now. "));
        publishButton()->click();
        return QTest::qWaitFor([toast] { return toast->isVisible() && toast->accessibleName() == QStringLiteral("Updated in this file"); }, kPatience)
            && QTest::qWaitFor([this] { return !publishButton()->isEnabled(); }, kPatience); // all of it has been shown
    };
    QVERIFY(update());
    QVERIFY(toast->isVisible());
    QTest::keyClicks(editor(), QStringLiteral("x")); // not as it was published any more
    QVERIFY(!toast->isVisible());
    QVERIFY(update());
    const qint64 open = list()->currentIndex().row();
    list()->setCurrentIndex(list()->model()->index(open == 0 ? 1 : 0, 0));
    QTRY_VERIFY_WITH_TIMEOUT(!toast->isVisible(), kPatience); // another post is shown
}

void TestWindow::tagsAreOfferedWithTheirCounts()
{
    Workspace workspace(m_path, m_clock);
    QVERIFY(finished(workspace.open()));
    for (int i = 0; i < 4; ++i) {
        PostFields fields;
        fields.title = QStringLiteral("Post %1").arg(i);
        fields.content = QStringLiteral("Words.");
        fields.tags = QStringLiteral("sea, rope & sail, tag%1, tag%2, tag%3, tag%4").arg(i).arg(i + 10).arg(i + 20).arg(i + 30);
        QVERIFY(finished(workspace.newPost(fields)));
        ++m_posts;
    }
    open();
    auto *sidebar = m_window->findChild<Sidebar *>();
    const auto menu = [sidebar] {
        Q_EMIT sidebar->arrangeWanted(sidebar->mapToGlobal(QPoint(100, 40)));
        if (!QTest::qWaitFor([] { return qobject_cast<QMenu *>(QApplication::activePopupWidget()) != nullptr; }, kPatience))
            qFatal("no menu opens");
        return qobject_cast<QMenu *>(QApplication::activePopupWidget());
    };
    QStringList texts;
    QAction *rope = nullptr;
    for (QAction *action : menu()->actions()) {
        texts += action->text();
        if (action->text().startsWith(QStringLiteral("rope")))
            rope = action;
    }
    const qsizetype first = texts.indexOf(QStringLiteral("All posts")) + 1;
    QCOMPARE(texts.mid(first, 3), (QStringList{QStringLiteral("rope && sail\t4"), QStringLiteral("sea\t4"), QStringLiteral("tag0\t1")}));
    QCOMPARE(texts.last(), QStringLiteral("All 18 tags…"));
    QCOMPARE(texts.size(), first + 10 + 1);
    rope->trigger();
    QApplication::activePopupWidget()->close();
    QCOMPARE(sidebar->searchedTag(), QStringLiteral("rope & sail"));
    const QList<QAction *> again = menu()->actions();
    QVERIFY(std::ranges::any_of(again, [](const QAction *action) { return action->text().startsWith(QStringLiteral("rope")) && action->isChecked(); }));
    again.last()->trigger(); // all of them, by their letters
    QApplication::activePopupWidget()->close();
    QuickPick *pick = nullptr;
    QTRY_VERIFY_WITH_TIMEOUT((pick = m_window->findChild<QuickPick *>()) && pick->isVisible(), kPatience);
    QTest::keyClicks(pick->findChild<QLineEdit *>(), QStringLiteral("tag33"));
    QTest::keyClick(pick->findChild<QLineEdit *>(), Qt::Key_Return);
    QTRY_COMPARE_WITH_TIMEOUT(sidebar->searchedTag(), QStringLiteral("tag33"), kPatience);
    QTRY_COMPARE_WITH_TIMEOUT(list()->model()->rowCount(), 1, kPatience);
}

void TestWindow::markdownFilesAreTakenIn()
{
    const QString folder = m_folder->filePath(QStringLiteral("md"));
    const auto put = [&folder](const QString &name, const QByteArray &bytes) {
        QFile file(QDir(folder).filePath(name));
        QVERIFY(QDir().mkpath(folder) && file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
    };
    put(QStringLiteral("harbour.md"), "---\ndate: 2024-05-06\n---\n# The harbour\n\n![A boat](boat.png)\n");
    put(QStringLiteral("boats.md"), "---\ndate: 2022-05-06\n---\n# Boats\n");
    put(QStringLiteral("slack.md"), "---\ndate: 2021-05-06\n---\n# Slack water\n\nNothing moves.\n");
    make(QStringLiteral("Tides"), QStringLiteral("The sea."));
    open();
    QString said;
    QString lines;
    bool wantsSecond = false;
    const auto importing = [&](const QString &action, const QString &typed) {
        said.clear();
        QTimer timer; // answers the question for a folder or for files, and then reads what is said
        timer.setInterval(20);
        connect(&timer, &QTimer::timeout, this, [&] {
            QWidget *modal = QApplication::activeModalWidget();
            if (auto *files = qobject_cast<QFileDialog *>(modal)) {
                files->findChild<QLineEdit *>(QStringLiteral("fileNameEdit"))->setText(typed);
                QMetaObject::invokeMethod(files, "accept");
            } else if (auto *dialog = qobject_cast<ImportDialog *>(modal)) {
                const QList<QPushButton *> buttons = dialog->findChildren<QPushButton *>();
                const auto called = [&buttons](const QString &text) {
                    const auto found = std::ranges::find_if(buttons, [&text](const QPushButton *each) { return each->isVisible() && each->text() == text; });
                    return found == buttons.end() ? nullptr : *found;
                };
                QPushButton *button = called(QStringLiteral("Close"));
                if (!button)
                    return;
                if (QPushButton *second = called(QStringLiteral("Take it in as a second post")); second && wantsSecond) {
                    second->click();
                    return;
                }
                QStringList labels;
                for (const QLabel *label : dialog->findChildren<QLabel *>())
                    labels += label->text();
                said = labels.join(QLatin1Char('\n'));
                auto *text = dialog->findChild<QTextEdit *>();
                lines = text->isVisible() ? text->toPlainText() : QString();
                if (const QString pictures = qEnvironmentVariable("GALLEY_PICTURES"); !pictures.isEmpty())
                    dialog->grab().save(QStringLiteral("%1/import-%2.png").arg(pictures).arg(lines.count(QLatin1Char('\n'))));
                button->click();
            }
        });
        timer.start();
        const QList<QAction *> actions = m_window->actions();
        (*std::ranges::find_if(actions, [&action](const QAction *each) { return each->text() == action; }))->trigger();
    };
    const QString wholeFolder = QStringLiteral("Import a &folder of Markdown…");
    const QString chosenFiles = QStringLiteral("&Import Markdown files…");
    importing(wholeFolder, folder);
    QVERIFY2(said.contains(QStringLiteral("3 posts came in. They are drafts")), qPrintable(said));
    QVERIFY2(lines.contains(QStringLiteral("the image “boat.png” is not there")), qPrintable(lines));
    QTRY_COMPARE_WITH_TIMEOUT(list()->model()->rowCount(), 4, kPatience);
    QTRY_COMPARE_WITH_TIMEOUT(named<QPlainTextEdit>(QStringLiteral("Title"))->toPlainText(), QStringLiteral("The harbour"), kPatience);
    put(QStringLiteral("bad.md"), "---\ntitle: [\n---\n");
    put(QStringLiteral("worse.md"), "---\ndate: soon\n---\n");
    put(QStringLiteral("quay.md"), "---\ndate: 2025-05-06\n---\n# The quay\n\nSee [it](bad.md).\n");
    put(QStringLiteral("later.md"), "# Later\n");
    const QString quoted = QStringLiteral("\"%1/%2\"");
    importing(chosenFiles, quoted.arg(folder, QStringLiteral("bad.md")));
    QVERIFY2(said.contains(QStringLiteral("Nothing came in. Mend what is named here")), qPrintable(said));
    QVERIFY2(lines.startsWith(QStringLiteral("Did not come in\nbad.md: line")), qPrintable(lines));
    importing(chosenFiles, QStringList{quoted.arg(folder, QStringLiteral("bad.md")), quoted.arg(folder, QStringLiteral("quay.md")),
                                       quoted.arg(folder, QStringLiteral("worse.md"))}.join(QLatin1Char(' ')));
    QVERIFY2(said.contains(QStringLiteral("1 post came in. It is a draft")), qPrintable(said));
    QVERIFY2(QRegularExpression(QStringLiteral("^Did not come in\nbad.md: line.*\nworse.md: .*\nOf what came in\nquay.md: “bad.md”")).match(lines).hasMatch(),
             qPrintable(lines));
    QTRY_COMPARE_WITH_TIMEOUT(list()->model()->rowCount(), 5, kPatience); // not the one that was not chosen
    QTRY_COMPARE_WITH_TIMEOUT(named<QPlainTextEdit>(QStringLiteral("Title"))->toPlainText(), QStringLiteral("The quay"), kPatience);
    // Written on since: it stays out, until the author wants both. An empty one is no post.
    put(QStringLiteral("slack.md"), "---\ndate: 2026-05-06\n---\n# Slack water\n\n![No](boat.png)\n");
    put(QStringLiteral("empty.md"), "\n");
    const QString slackAndEmpty = QStringList{quoted.arg(folder, QStringLiteral("slack.md")), quoted.arg(folder, QStringLiteral("empty.md"))}.join(QLatin1Char(' '));
    importing(chosenFiles, slackAndEmpty);
    QVERIFY2(said.contains(QStringLiteral("Nothing came in. 1 file stayed out: its post is here already, with another text.")), qPrintable(said));
    QCOMPARE(lines, QStringLiteral("Did not come in\nslack.md: “Slack water” is here already, with another text.\nempty.md: the file is empty."));
    wantsSecond = true;
    importing(chosenFiles, slackAndEmpty);
    QVERIFY2(said.contains(QStringLiteral("1 post came in.")), qPrintable(said));
    QVERIFY2(lines.contains(QStringLiteral("Of what came in\nslack.md, line 6: the image “boat.png” is not there")), qPrintable(lines));
    QVERIFY2(lines.contains(QStringLiteral("“Slack water” came in as a second post, with the address “slack-2”.")), qPrintable(lines));
    QTRY_COMPARE_WITH_TIMEOUT(list()->model()->rowCount(), 6, kPatience);
    QTRY_COMPARE_WITH_TIMEOUT(named<QPlainTextEdit>(QStringLiteral("Title"))->toPlainText(), QStringLiteral("Slack water"), kPatience);
}

void TestWindow::askingForFilesLeavesTheLocks()
{
    make(QStringLiteral("Tides"), QStringLiteral("The sea."));
    open();
    QTRY_COMPARE_WITH_TIMEOUT(list()->model()->rowCount(), 1, kPatience);
    const QStringList blogs = QDir(m_folder->path()).entryList({QStringLiteral("*.galley"), QStringLiteral("*-shm")}, QDir::Files);
    QCOMPARE(blogs.size(), 2);
    std::vector<int> files; // left open: closing one would drop the locks itself
    for (const QString &name : blogs)
        files.push_back(::open(qPrintable(m_folder->filePath(name)), O_RDWR | O_CLOEXEC));
    const auto isLocked = [](int file) {
        struct flock lock = {};
        lock.l_type = F_WRLCK;
        lock.l_whence = SEEK_SET;
        return fcntl(file, F_OFD_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
    };
    QVERIFY(std::ranges::all_of(files, isLocked));
    bool wasListed = false;
    QTimer timer;
    timer.setInterval(20);
    connect(&timer, &QTimer::timeout, this, [&] {
        auto *dialog = qobject_cast<QFileDialog *>(QApplication::activeModalWidget());
        auto *model = dialog ? dialog->findChild<QFileSystemModel *>() : nullptr;
        if (!model || !model->index(m_folder->filePath(blogs[0])).isValid() || wasListed)
            return;
        wasListed = true;
        QTimer::singleShot(300, dialog, &QDialog::reject); // long enough to look into files, for one that does
    });
    timer.start();
    QCOMPARE(askForFolder(m_window.get(), QStringLiteral("Which?"), m_folder->path()), QString());
    QVERIFY(wasListed);
    QVERIFY(std::ranges::all_of(files, isLocked));
}

void TestWindow::menuOfOnePostAndOfSeveral()
{
    make(QStringLiteral("Harbours"), QStringLiteral("Boats."));
    make(QStringLiteral("Tides"), QStringLiteral("The sea."));
    open();
    QTRY_COMPARE_WITH_TIMEOUT(list()->model()->rowCount(), 2, kPatience);
    const QString title = list()->model()->index(0, 0).data().toString();
    QTest::mouseClick(list()->viewport(), Qt::LeftButton, {}, list()->visualRect(list()->model()->index(0, 0)).center());
    QCOMPARE(menuAt(0), (QStringList{QStringLiteral("Publish…"), QStringLiteral("Unpublish… (off)"), QStringLiteral("Add a tag…"),
                                     QStringLiteral("Take a tag away…"), QStringLiteral("Copy address"), QStringLiteral("Delete post…")}));
    for (QAction *action : qobject_cast<QMenu *>(QApplication::activePopupWidget())->actions()) {
        if (action->text() == QLatin1String("&Copy address"))
            action->trigger();
    }
    QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("/blog/") + title.toLower());
    QApplication::activePopupWidget()->close();
    list()->selectAll();
    QCOMPARE(menuAt(0), (QStringList{QStringLiteral("Add a tag…"), QStringLiteral("Take a tag away…"), QStringLiteral("Publish 2 posts…"),
                                     QStringLiteral("Delete 2 posts…")}));
    QApplication::activePopupWidget()->close();
}

void TestWindow::keysOfTheList()
{
    make(QStringLiteral("Harbours"), QStringLiteral("Boats."));
    make(QStringLiteral("Tides"), QStringLiteral("The sea."));
    open();
    QTRY_COMPARE_WITH_TIMEOUT(list()->model()->rowCount(), 2, kPatience);
    list()->setFocus();
    const int other = list()->currentIndex().row() == 0 ? 1 : 0;
    const QString title = list()->model()->index(other, 0).data().toString();
    QTest::keyClick(list(), other ? Qt::Key_Down : Qt::Key_Up);
    QTest::keyClick(list(), Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(editor()->hasFocus(), kPatience);
    QTRY_COMPARE_WITH_TIMEOUT(named<QPlainTextEdit>(QStringLiteral("Title"))->toPlainText(), title, kPatience);
    // Delete asks about the one that is open.
    QString asked;
    QTimer answer;
    connect(&answer, &QTimer::timeout, this, [&] {
        if (auto *dialog = qobject_cast<QDialog *>(QApplication::activeModalWidget())) {
            asked = dialog->windowTitle();
            dialog->reject();
        }
    });
    answer.start(10);
    list()->setFocus();
    QTest::keyClick(list(), Qt::Key_Delete);
    QTRY_COMPARE_WITH_TIMEOUT(asked, QStringLiteral("Delete “%1”?").arg(title), kPatience);
    asked.clear();
    list()->selectAll();
    QTest::keyClick(list(), Qt::Key_Delete);
    QTRY_COMPARE_WITH_TIMEOUT(asked, QStringLiteral("Delete 2 posts?"), kPatience);
}

void TestWindow::detailsAreGoneThroughFromTopToBottom()
{
    make(QStringLiteral("Harbours"), QStringLiteral("Boats."));
    open();
    press(Qt::Key_F4);
    QTRY_VERIFY_WITH_TIMEOUT(named<QLineEdit>(QStringLiteral("Address"))->hasFocus(), kPatience);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Backtab, Qt::ShiftModifier);
    const auto *details = m_window->findChild<Inspector *>();
    QStringList stops;
    while (QApplication::focusWidget() && details->isAncestorOf(QApplication::focusWidget()) && stops.size() < 20) {
        stops += QApplication::focusWidget()->accessibleName();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    }
    QCOMPARE(stops, (QStringList{QStringLiteral("Close the details"), QStringLiteral("Address"), QStringLiteral("Tags"), QStringLiteral("Subtitle"),
                                 QStringLiteral("Excerpt"), QStringLiteral("Series"), QStringLiteral("Place in the series"), QStringLiteral("Date")}));
}

void TestWindow::aDateThatCanNotBeReadIsSaid()
{
    const qint64 id = make(QStringLiteral("Harbours"), QStringLiteral("Boats."));
    open();
    press(Qt::Key_F4);
    auto *date = named<QLineEdit>(QStringLiteral("Date"));
    date->setFocus();
    QTest::keyClicks(date, QStringLiteral("yesterday"));
    QTest::keyClick(date, Qt::Key_Return);
    const QString sentence = QStringLiteral("“yesterday” can't be read as a date: write it as 2026-11-22 or 2026-11-22 09:30.");
    QTRY_COMPARE_WITH_TIMEOUT(date->accessibleDescription(), sentence, kPatience);
    const auto *note = named<QLabel>(sentence);
    QCOMPARE(note->palette().color(note->foregroundRole()), m_theme->tokens().warn);
    // What is saved meanwhile leaves it to be put right.
    editor()->setFocus();
    QTest::keyClicks(editor(), QStringLiteral("x"));
    Workspace workspace(m_path, m_clock);
    QVERIFY(finished(workspace.open()));
    QTRY_VERIFY_WITH_TIMEOUT(finished(workspace.post(id))->fields.content.contains(QLatin1Char('x')), kPatience);
    QCOMPARE(date->text(), QStringLiteral("yesterday"));
    date->setFocus();
    date->selectAll();
    QTest::keyClicks(date, QStringLiteral("2026-11-22"));
    QTest::keyClick(date, Qt::Key_Return);
    QTRY_COMPARE_WITH_TIMEOUT(date->accessibleDescription(), QString(), kPatience);
}

void TestWindow::anEmptiedAddressIsMadeFromTheTitle()
{
    make(QStringLiteral("Low water"), QStringLiteral("Boats."));
    open();
    press(Qt::Key_F4);
    auto *address = named<QLineEdit>(QStringLiteral("Address"));
    QTRY_VERIFY_WITH_TIMEOUT(address->hasFocus(), kPatience);
    const auto says = [this](const QString &words) {
        const QList<QLabel *> labels = m_window->findChild<Inspector *>()->findChildren<QLabel *>();
        return std::ranges::any_of(labels, [&words](const QLabel *label) { return label->text() == words; });
    };
    const auto type = [address](const QString &typed) {
        address->setFocus();
        address->selectAll();
        QTest::keyClick(address, Qt::Key_Delete);
        QTest::keyClicks(address, typed);
    };
    type(QStringLiteral("ebb"));
    QTest::keyClick(address, Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(says(QStringLiteral("Readers find it at /blog/ebb")), kPatience);
    for (const auto &[typed, meanwhile] : {std::pair("", "It will be made from the title"), std::pair("!?", "An address needs letters a–z or digits")}) {
        type(QString::fromUtf8(typed));
        QVERIFY(says(QString::fromUtf8(meanwhile)));
        QTest::keyClick(address, Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(address->text(), QStringLiteral("low-water"), kPatience);
        QVERIFY(says(QStringLiteral("Readers find it at /blog/low-water")));
    }
    // One that is a single long word makes nothing wider than the panel.
    type(QStringLiteral("donaudampfschifffahrtselektrizitaetenhauptbetriebswerkbauunterbeamtengesellschaft"));
    QTest::keyClick(address, Qt::Key_Return);
    const auto *details = m_window->findChild<Inspector *>();
    QTRY_VERIFY_WITH_TIMEOUT(details->rect().contains(QRect(address->mapTo(details, QPoint()), address->size())), kPatience);
}

void TestWindow::postsToGoToHaveTheDatesOfTheList()
{
    PostFields fields;
    fields.title = QStringLiteral("Harbours");
    fields.content = QStringLiteral("Boats.");
    fields.publishedAt = QStringLiteral("2020-01-02T12:00:00Z");
    {
        Workspace workspace(m_path, m_clock);
        QVERIFY(finished(workspace.open()));
        QVERIFY(finished(workspace.publish(finished(workspace.newPost(fields))->id)));
    }
    m_posts = 2;
    make(QStringLiteral("Tides"), QStringLiteral("The sea.\n\n## Ebb\n\n```\n# none\n```\n\n### Neap tides\n"));
    open();
    list()->setCurrentIndex(list()->model()->index(0, 0));
    QTRY_COMPARE_WITH_TIMEOUT(named<QPlainTextEdit>(QStringLiteral("Title"))->toPlainText(), QStringLiteral("Tides"), kPatience);
    QTest::keyClick(m_window.get(), Qt::Key_P, Qt::ControlModifier);
    auto *field = named<QLineEdit>(QStringLiteral("Which post?"));
    QTRY_VERIFY_WITH_TIMEOUT(field->accessibleDescription().startsWith(QStringLiteral("Harbours")), kPatience);
    QVERIFY2(field->accessibleDescription().contains(QStringLiteral("2020")), qPrintable(field->accessibleDescription()));
    QTest::keyClick(field, Qt::Key_Escape);
    // The headings of a post are gone to in the same way.
    QTest::keyClick(m_window.get(), Qt::Key_O, Qt::ControlModifier | Qt::ShiftModifier);
    field = named<QLineEdit>(QStringLiteral("Go to which heading?"));
    QTRY_COMPARE_WITH_TIMEOUT(m_window->findChild<QuickPick *>()->findChild<QListView *>()->model()->rowCount(), 2, kPatience);
    QTest::keyClicks(field, QStringLiteral("neap"));
    QTest::keyClick(field, Qt::Key_Return);
    QTRY_COMPARE_WITH_TIMEOUT(editor()->textCursor().block().text(), QStringLiteral("### Neap tides"), kPatience);
}

void TestWindow::whatIsDoneToNoRowIsDoneToTheOpenPost()
{
    const qint64 tides = make(QStringLiteral("Tides"), QStringLiteral("The sea."));
    open();
    QTRY_COMPARE_WITH_TIMEOUT(list()->model()->rowCount(), 1, kPatience);
    auto *sidebar = m_window->findChild<Sidebar *>();
    sidebar->findChild<QLineEdit *>()->setText(QStringLiteral("nowhere"));
    QTRY_COMPARE_WITH_TIMEOUT(list()->model()->rowCount(), 0, kPatience);
    QVERIFY(!list()->currentIndex().isValid());
    QTimer answer;
    connect(&answer, &QTimer::timeout, this, [] {
        auto *dialog = qobject_cast<QDialog *>(QApplication::activeModalWidget());
        if (!dialog)
            return;
        dialog->findChild<QLineEdit *>()->setText(QStringLiteral("sea"));
        dialog->accept();
    });
    answer.start(10);
    const QList<QAction *> actions = m_window->actions();
    (*std::ranges::find_if(actions, [](const QAction *action) { return action->text() == QStringLiteral("Add a &tag…"); }))->trigger();
    answer.stop();
    Workspace workspace(m_path, m_clock);
    QVERIFY(finished(workspace.open()));
    QTRY_COMPARE_WITH_TIMEOUT(finished(workspace.post(tides))->fields.tags, QStringLiteral("sea"), kPatience);
}

void TestWindow::commandsPickedLastComeFirst()
{
    make(QStringLiteral("Tides"), QStringLiteral("The sea."));
    open();
    const auto offered = [this](const QString &typed) {
        QTest::keyClick(m_window.get(), Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
        auto *field = named<QLineEdit>(QStringLiteral("What would you like to do?"));
        QTest::keyClicks(field, typed);
        return field->accessibleDescription();
    };
    const auto pick = [this] {
        auto *field = named<QLineEdit>(QStringLiteral("What would you like to do?"));
        QTest::keyClick(field, Qt::Key_Return);
        return QTest::qWaitFor([field] { return !field->isVisible(); }, kPatience);
    };
    QVERIFY2(offered(QStringLiteral("heading")).startsWith(QLatin1String("Heading 1")), "in the order of the menus");
    QTest::keyClick(named<QLineEdit>(QStringLiteral("What would you like to do?")), Qt::Key_Escape);
    QVERIFY(offered(QStringLiteral("heading 3")).startsWith(QLatin1String("Heading 3")));
    QVERIFY(pick());
    QTRY_COMPARE(editor()->markdown(), QStringLiteral("### The sea."));
    QVERIFY(offered({}).startsWith(QLatin1String("Heading 3")));
    QTest::keyClick(named<QLineEdit>(QStringLiteral("What would you like to do?")), Qt::Key_Escape);
    QVERIFY(offered(QStringLiteral("heading")).startsWith(QLatin1String("Heading 3"))); // among its equals
    QTest::keyClick(named<QLineEdit>(QStringLiteral("What would you like to do?")), Qt::Key_Escape);
    QVERIFY(!offered(QStringLiteral("bold")).startsWith(QLatin1String("Heading 3")));
}

// Wherever the author has left the cursor: what is looked at stays, in the text and in the proof.
void TestWindow::undoOfReplacingAllKeepsThePlace()
{
    QString text;
    for (int i = 0; i < 160; ++i)
        text += QStringLiteral("Paragraph %1 of the tide, and of the tide again, which comes and goes as it did before.\n\n").arg(i);
    const qint64 post = make(QStringLiteral("Tides"), text);
    open();
    auto *proof = m_window->findChild<PreviewPane *>();
    QTRY_VERIFY_WITH_TIMEOUT(proof->verticalScrollBar()->maximum() > 3000, kPatience);
    QSignalSpy shown(m_window->findChild<ProofPane *>(), &ProofPane::shown);
    auto *bar = m_window->findChild<FindBar *>();
    bar->open(FindBar::Mode::Replace);
    const QList<QLineEdit *> fields = bar->findChildren<QLineEdit *>();
    fields[0]->setText(QStringLiteral("tide"));
    fields[1]->setText(QStringLiteral("high water that stays for an hour or two"));
    const auto places = [&] { return std::pair(qRound(editor()->topLine()), qRound(proof->topLine())); };
    const std::pair lookedAt(120, 120);
    for (const int cursor : {0, 300}) {
        editor()->setFocus();
        editor()->setTextCursor(QTextCursor(editor()->document()->findBlockByNumber(cursor)));
        editor()->scrollToLine(120);
        proof->scrollToLine(120);
        QCOMPARE(places(), lookedAt);
        const auto isKept = [&](const auto &change) {
            shown.clear();
            change();
            return QTest::qWaitFor([&] { return !shown.isEmpty(); }, kPatience) && places() == lookedAt;
        };
        QVERIFY(isKept([this] { named<QPushButton>(QStringLiteral("Replace all"))->click(); }));
        QVERIFY(editor()->markdown() != text);
        editor()->setFocus();
        QVERIFY2(isKept([this] { QTest::keyClick(editor(), Qt::Key_Z, Qt::ControlModifier); }), qPrintable(QString::number(cursor)));
        QCOMPARE(editor()->markdown(), text);
        QVERIFY(isKept([this] { QTest::keyClick(editor(), Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier); }));
        QVERIFY(isKept([this] { editor()->undo(); }));
        // As replacing in all posts does, and its undo: written beside the editor.
        QTRY_VERIFY_WITH_TIMEOUT(isSaved(post, text), kPatience);
        editor()->setTextCursor(QTextCursor(editor()->document()->findBlockByNumber(cursor)));
        editor()->scrollToLine(120);
        proof->scrollToLine(120);
        for (const QString &written : {QString(text).replace(QLatin1String("tide"), QLatin1String("ebb")), text}) {
            QVERIFY(isKept([&] { write(post, written); }));
            QTRY_COMPARE_WITH_TIMEOUT(editor()->markdown(), written, kPatience);
        }
    }
    // Any other step goes to where it is.
    editor()->setTextCursor(QTextCursor(editor()->document()));
    QTest::keyClicks(editor(), QStringLiteral("x"));
    editor()->scrollToLine(120);
    editor()->undo();
    QCOMPARE(editor()->topLine(), 0.0);
}

void TestWindow::proofOpensAtTheCursor()
{
    QString text;
    for (int i = 0; i < 40; ++i)
        text += QStringLiteral("Paragraph %1 of the tide, which comes and goes as it did before.\n\n").arg(i);
    make(QStringLiteral("Tides"), text);
    make(QStringLiteral("Ferries"), QStringLiteral("They come and go."));
    open();
    const auto *proof = m_window->findChild<PreviewPane *>();
    const auto go = [&](const QString &title) {
        for (int row = 0; row < list()->model()->rowCount(); ++row) {
            const QModelIndex index = list()->model()->index(row, 0);
            if (index.data(Qt::DisplayRole).toString() == title)
                list()->setCurrentIndex(index);
        }
        list()->setFocus();
        const auto *field = m_window->findChild<GrowingField *>();
        return QTest::qWaitFor([&] { return field->text() == title && proof->header().title == title; }, kPatience);
    };
    const auto shows = [proof](int line) {
        for (int y = 0; y < proof->viewport()->height(); ++y) {
            if (proof->lineAt(QPoint(200, y)) == line)
                return true;
        }
        return false;
    };
    QVERIFY(go(QStringLiteral("Tides")));
    QVERIFY(shows(0) && !shows(60));
    editor()->setTextCursor(QTextCursor(editor()->document()->findBlockByNumber(60)));
    QVERIFY(editor()->isCursorInSight());
    QVERIFY(go(QStringLiteral("Ferries")));
    QVERIFY(go(QStringLiteral("Tides"))); // the keys are the list's
    QVERIFY(!editor()->hasFocus());
    QVERIFY(shows(60));
    // Where the cursor is out of sight: what the text shows.
    editor()->scrollToLine(20);
    QVERIFY(!editor()->isCursorInSight());
    QVERIFY(go(QStringLiteral("Ferries")));
    QVERIFY(go(QStringLiteral("Tides")));
    QCOMPARE(qRound(proof->topLine()), qRound(editor()->topLine()));
    // Back at the start of the text, the title is there too.
    editor()->setFocus();
    editor()->moveCursor(QTextCursor::Start);
    QTRY_COMPARE_WITH_TIMEOUT(proof->verticalScrollBar()->value(), 0, kPatience);
    // A picture that is pasted at the end is seen whole when it has come.
    QImage picture(1200, 900, QImage::Format_RGB32);
    picture.fill(Qt::red);
    QApplication::clipboard()->setImage(picture);
    editor()->moveCursor(QTextCursor::End);
    editor()->paste();
    const auto isWhole = [proof] {
        const QImage seen = proof->viewport()->grab().toImage();
        const auto isRed = [&seen](int y) {
            const QColor colour = seen.pixelColor(seen.width() / 2, y);
            return colour.red() > 200 && colour.green() < 60;
        };
        int height = 0;
        for (int y = 0; y < seen.height(); ++y)
            height += isRed(y);
        return height > 200 && !isRed(0) && !isRed(seen.height() - 1);
    };
    QTRY_VERIFY_WITH_TIMEOUT(isWhole(), kPatience);
}

void TestWindow::detailsLeaveRoomForTheProof()
{
    make(QStringLiteral("Tides"), QStringLiteral("The tide comes and goes as it did before, twice a day.\n\n").repeated(80));
    open();
    auto *proof = m_window->findChild<PreviewPane *>();
    QTRY_VERIFY_WITH_TIMEOUT(proof->verticalScrollBar()->maximum() > 1500, kPatience);
    editor()->scrollToLine(60);
    proof->scrollToLine(60);
    const auto isAtThePlace = [proof] { return qAbs(proof->topLine() - 60) < 0.5; };
    for (const int width : {1440, 2200}) {
        m_window->resize(width, 900);
        QTRY_COMPARE(m_window->width(), width);
        const int all = proof->width();
        press(Qt::Key_F4);
        const auto *details = m_window->findChild<Inspector *>();
        QCOMPARE(proof->width(), all - details->width());
        QTRY_COMPARE_WITH_TIMEOUT(details->x(), proof->geometry().right() + 1, kPatience);
        QVERIFY(isAtThePlace());
        press(Qt::Key_F4);
        QCOMPARE(proof->width(), all);
        QVERIFY(isAtThePlace());
    }
    m_window->resize(900, 600);
    press(Qt::Key_F4);
    const auto *details = m_window->findChild<Inspector *>();
    QTRY_COMPARE_WITH_TIMEOUT(details->geometry(), details->parentWidget()->rect(), kPatience);
}

void TestWindow::leavingFullScreenBringsTheWindowBack()
{
    make(QStringLiteral("Tides"), QStringLiteral("The sea."));
    open();
    const auto state = [this] { return m_window->windowState() & (Qt::WindowFullScreen | Qt::WindowMaximized); };
    auto *toast = m_window->findChild<Toast *>();
    for (const Qt::WindowStates before : {Qt::WindowStates(Qt::WindowMaximized), Qt::WindowStates()}) {
        m_window->setWindowState(before);
        for (const Qt::Key back : {Qt::Key_F11, Qt::Key_Escape}) {
            press(Qt::Key_F11);
            QTRY_VERIFY(state() & Qt::WindowFullScreen);
            press(back);
            QTRY_COMPARE(state(), before);
        }
        QTest::keyClick(m_window.get(), Qt::Key_F11, Qt::ShiftModifier);
        QTRY_VERIFY(state() & Qt::WindowFullScreen);
        QVERIFY(toast->isVisible() && !m_window->findChild<Sidebar *>()->isVisible());
        QTest::keyClick(editor(), Qt::Key_Escape);
        QTRY_COMPARE(state(), before);
        QVERIFY(!toast->isVisible());
    }
}

void TestWindow::theProofShowsThatItHasTheKeys()
{
    make(QStringLiteral("Tides"), QStringLiteral("The sea."));
    open();
    auto *proof = m_window->findChild<ProofPane *>();
    const auto isMarked = [&] { return proof->grab().toImage().pixelColor(0, proof->height() / 2) == m_theme->tokens().accent; };
    editor()->setFocus();
    QVERIFY(!isMarked());
    press(Qt::Key_F6);
    QVERIFY(proof->preview().hasFocus());
    QVERIFY(isMarked());
    press(Qt::Key_F6);
    QVERIFY(!proof->preview().hasFocus());
    QVERIFY(!isMarked());
}

QTEST_MAIN(TestWindow)
#include "test_window.moc"
