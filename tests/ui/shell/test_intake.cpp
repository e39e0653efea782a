// Markdown files that come into the blog, and the dialogs that ask for files. GALLEY_PICTURES=DIR keeps what the import says.
#include "tests/ui/shell/windowtest.h"
#include "ui/importing/importdialog.h"
#include "ui/postlist/sidebar.h"
#include "ui/widgets/filedialogs.h"

#include <QAction>
#include <QApplication>
#include <QDir>
#include <QFileDialog>
#include <QFileSystemModel>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPlainTextEdit>
#include <QRegularExpression>
#include <QTextEdit>
#include <QTimer>

#include <algorithm>
#include <fcntl.h>

using namespace galley;
using namespace galley::test;

class TestIntake : public WindowTest
{
    Q_OBJECT

private Q_SLOTS:
    void init() { begin(); }
    void cleanup() { end(); }
    void markdownFilesAreTakenIn();
    void askingForFilesLeavesTheLocks();

private:
    QListView *list() const { return m_window->findChild<Sidebar *>()->findChild<QListView *>(); }
};

void TestIntake::markdownFilesAreTakenIn()
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
    int ticks = 0;
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
                if (const QString pictures = qEnvironmentVariable("GALLEY_PICTURES"); !pictures.isEmpty()) {
                    if (++ticks % 20 != 0)
                        return; // until it has its size
                    dialog->grab().save(QStringLiteral("%1/import-%2.png").arg(pictures).arg(lines.size()));
                }
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

void TestIntake::askingForFilesLeavesTheLocks()
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

QTEST_MAIN(TestIntake)
#include "test_intake.moc"
