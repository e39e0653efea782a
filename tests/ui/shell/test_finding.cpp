// What is found by its name, and what is found and replaced in all posts, with the way back.
#include "tests/ui/shell/windowtest.h"
#include "ui/editor/findbar.h"
#include "ui/palette/quickpick.h"
#include "ui/findall/findalldialog.h"
#include "ui/preview/previewpane.h"
#include "ui/postlist/syncline.h"
#include "ui/proof/proofpane.h"
#include "ui/widgets/toast.h"

#include <QAction>
#include <QApplication>
#include <QLineEdit>
#include <QListView>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTextBlock>
#include <QTimer>

using namespace galley;
using namespace galley::test;

class TestFinding : public WindowTest
{
    Q_OBJECT

private Q_SLOTS:
    void init() { begin(); }
    void cleanup() { end(); }
    void outlineBeginsWhereTheCaretIs();
    void anyLanguageCanBeChosen();
    void aReplacementIsUndoneFromTheMenu();
    void theUndoIsCalledOffInTheLine();
    void commandsPickedLastComeFirst();
    void undoOfReplacingAllKeepsThePlace();
    void theProofGoesToWhatIsFound();

private:
    QAction *action(const QString &name) const;
    QListView *picking(const QString &action);
    void replaceAll(const QString &sought, const QString &with, int posts);
    QString textOf(qint64 post);
    bool isSaved(qint64 post, const QString &text);
    void write(qint64 post, const QString &text);
};

QAction *TestFinding::action(const QString &name) const
{
    for (QAction *action : m_window->findChildren<QAction *>()) {
        if (QString(action->text()).remove(QLatin1Char('&')) == name)
            return action;
    }
    return nullptr;
}

QListView *TestFinding::picking(const QString &name)
{
    action(name)->trigger();
    return m_window->findChild<QuickPick *>()->findChild<QListView *>();
}

void TestFinding::replaceAll(const QString &sought, const QString &with, int posts)
{
    const auto press = [](QWidget &dialog, const QString &name) {
        for (auto *button : dialog.findChildren<QPushButton *>()) {
            if (button->isVisible() && button->isEnabled() && button->text() == name)
                QMetaObject::invokeMethod(button, "click", Qt::QueuedConnection); // it opens a question, which a timer is to answer
        }
    };
    bool isAsked = false;
    QTimer timer;
    timer.setInterval(20);
    connect(&timer, &QTimer::timeout, this, [&] {
        QWidget *modal = QApplication::activeModalWidget();
        if (auto *dialog = qobject_cast<FindAllDialog *>(modal)) {
            if (!isAsked)
                dialog->setSearch(sought, {TextSearch::Syntax::Words}, with);
            isAsked = true;
            press(*dialog, QStringLiteral("Replace in %1 posts…").arg(posts));
        } else if (modal) {
            timer.stop();
            press(*modal, QStringLiteral("Replace"));
        }
    });
    timer.start();
    action(QStringLiteral("Find in all posts…"))->trigger();
    auto *toast = m_window->findChild<Toast *>();
    QTRY_COMPARE_WITH_TIMEOUT(toast->accessibleName(), QStringLiteral("%1 places changed in %1 posts. Readers see it when you publish.").arg(posts), kPatience);
    toast->hide(); // that chance is gone
}

QString TestFinding::textOf(qint64 post)
{
    Workspace workspace(m_path, m_clock);
    if (!finished(workspace.open()))
        qFatal("the blog does not open");
    return finished(workspace.post(post))->fields.content;
}

bool TestFinding::isSaved(qint64 post, const QString &text)
{
    Workspace workspace(m_path, m_clock);
    return finished(workspace.open()) && finished(workspace.post(post))->fields.content == text;
}

// As another program does.
void TestFinding::write(qint64 post, const QString &text)
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

void TestFinding::outlineBeginsWhereTheCaretIs()
{
    make(QStringLiteral("Tides"), QStringLiteral("Before\n\n## One\n\ntext\n\n##\n\nhere\n\n### Three\n"));
    open();
    const auto current = [this](int line) {
        editor()->setTextCursor(QTextCursor(editor()->document()->findBlockByNumber(line)));
        const QModelIndex index = picking(QStringLiteral("Outline…"))->currentIndex();
        QTest::keyClick(m_window->findChild<QuickPick *>()->findChild<QLineEdit *>(), Qt::Key_Escape);
        return index.data().toString().trimmed();
    };
    QCOMPARE(current(0), QStringLiteral("One"));
    QCOMPARE(current(4), QStringLiteral("One"));
    QCOMPARE(current(8), QStringLiteral("(no words)"));
    QCOMPARE(current(10), QStringLiteral("Three"));
    editor()->setTextCursor(QTextCursor(editor()->document()->findBlockByNumber(10)));
    picking(QStringLiteral("Outline…"));
    auto *field = m_window->findChild<QuickPick *>()->findChild<QLineEdit *>();
    QTest::keyClick(field, Qt::Key_Up); // from there, not from the first
    QTest::keyClick(field, Qt::Key_Return);
    QTRY_COMPARE_WITH_TIMEOUT(editor()->textCursor().blockNumber(), 6, kPatience);
}

void TestFinding::anyLanguageCanBeChosen()
{
    make(QStringLiteral("Tides"), QStringLiteral("Das Meer."));
    open();
    picking(QStringLiteral("Language of this post…"));
    auto *field = m_window->findChild<QuickPick *>()->findChild<QLineEdit *>();
    QTest::keyClicks(field, QStringLiteral("wel"));
    QCOMPARE(field->accessibleDescription(), QStringLiteral("Welsh, no dictionary: not checked, cy"));
    field->selectAll();
    QTest::keyClicks(field, QStringLiteral("de")); // by its code
    QTest::keyClick(field, Qt::Key_Return);
    QTRY_COMPARE_WITH_TIMEOUT(m_spelling->language(), QStringLiteral("de"), kPatience);
    auto *toast = m_window->findChild<Toast *>();
    QTRY_VERIFY_WITH_TIMEOUT(toast->accessibleName().startsWith(QStringLiteral("This post is not checked, for no dictionary for German")), kPatience);
    QCOMPARE(picking(QStringLiteral("Language of this post…"))->currentIndex().data(Qt::AccessibleTextRole).toString(), QStringLiteral("German, as it is now, de"));
}

void TestFinding::aReplacementIsUndoneFromTheMenu()
{
    const qint64 tides = make(QStringLiteral("Tides"), QStringLiteral("A rope."));
    make(QStringLiteral("Waves"), QStringLiteral("The rope."));
    make(QStringLiteral("Sand"), QStringLiteral("No rope."));
    open();
    const auto undoing = [this] { return action(QStringLiteral("Undo the replacement in 3 posts")); };
    QVERIFY(!undoing());
    QVERIFY(!action(QStringLiteral("Undo the replacement"))->isVisible());
    replaceAll(QStringLiteral("rope"), QStringLiteral("line"), 3);
    replaceAll(QStringLiteral("line"), QStringLiteral("cord"), 3);
    QCOMPARE(textOf(tides), QStringLiteral("A cord."));
    auto *toast = m_window->findChild<Toast *>();
    for (const char *before : {"A line.", "A rope."}) { // the last one first
        QVERIFY(undoing() && undoing()->isVisible());
        undoing()->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(toast->accessibleName(), QStringLiteral("Undone: 3 posts are as they were before."), kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(toast->isVisible(), kPatience);
        QCOMPARE(textOf(tides), QString::fromLatin1(before));
    }
    QVERIFY(!undoing()->isVisible());
}

void TestFinding::theUndoIsCalledOffInTheLine()
{
    {
        Workspace workspace(m_path, m_clock);
        QVERIFY(finished(workspace.open()));
        PostFields fields;
        fields.content = QStringLiteral("A rope.");
        for (int i = 0; i < 30; ++i)
            QVERIFY(finished(workspace.newPost(fields)));
        m_posts = 30;
    }
    open();
    replaceAll(QStringLiteral("rope"), QStringLiteral("line"), 30);
    QTRY_COMPARE_WITH_TIMEOUT(m_window->findChild<MarkdownEditor *>()->toPlainText(), QStringLiteral("A line."), kPatience);
    auto *line = m_window->findChild<SyncLine *>();
    action(QStringLiteral("Undo the replacement in 30 posts"))->trigger();
    QTRY_COMPARE_WITH_TIMEOUT(line->text(), QStringLiteral("Undoing… 0 of 30 · Cancel"), kPatience);
    line->click();
    auto *toast = m_window->findChild<Toast *>();
    QTRY_COMPARE_WITH_TIMEOUT(toast->accessibleName(), QStringLiteral("Undone: 25 posts are as they were before. Stopped; the Edit menu undoes the rest."), kPatience);
    action(QStringLiteral("Undo the replacement in 5 posts"))->trigger();
    QTRY_COMPARE_WITH_TIMEOUT(toast->accessibleName(), QStringLiteral("Undone: 5 posts are as they were before."), kPatience);
}

void TestFinding::commandsPickedLastComeFirst()
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
void TestFinding::undoOfReplacingAllKeepsThePlace()
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

void TestFinding::theProofGoesToWhatIsFound()
{
    const QString tide = QStringLiteral("The tide comes and goes as it did before, twice a day.\n\n").repeated(60);
    make(QStringLiteral("Tides"), tide + QStringLiteral("A needle.\n\n") + tide);
    open();
    auto *proof = m_window->findChild<PreviewPane *>();
    QTRY_VERIFY_WITH_TIMEOUT(proof->verticalScrollBar()->maximum() > 1500, kPatience);
    QCOMPARE(proof->topLine(), 0.0);
    action(QStringLiteral("Find…"))->trigger();
    auto *field = m_window->findChild<FindBar *>()->findChild<QLineEdit *>();
    QTRY_VERIFY_WITH_TIMEOUT(field->hasFocus(), kPatience);
    QTest::keyClicks(field, QStringLiteral("needle"));
    QTest::keyClick(field, Qt::Key_Return);
    QTRY_COMPARE_WITH_TIMEOUT(editor()->textCursor().blockNumber(), 120, kPatience);
    QTRY_VERIFY_WITH_TIMEOUT(proof->topLine() > 60 && proof->topLine() <= 120, kPatience);
}

QTEST_MAIN(TestFinding)
#include "test_finding.moc"
