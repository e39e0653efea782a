// What is found by its name, and what is found and replaced in all posts, with the way back.
#include "tests/ui/shell/windowtest.h"
#include "ui/findall/findalldialog.h"
#include "ui/palette/quickpick.h"
#include "ui/postlist/syncline.h"
#include "ui/widgets/toast.h"

#include <QAction>
#include <QApplication>
#include <QLineEdit>
#include <QListView>
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

private:
    QAction *action(const QString &name) const;
    QListView *picking(const QString &action);
    void replaceAll(const QString &sought, const QString &with, int posts);
    QString textOf(qint64 post);
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
    QTest::keyClicks(field, QStringLiteral("German"));
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
    QTRY_COMPARE_WITH_TIMEOUT(line->text(), QStringLiteral("Undoing… 0 of 30 posts · Cancel"), kPatience);
    line->click();
    auto *toast = m_window->findChild<Toast *>();
    QTRY_COMPARE_WITH_TIMEOUT(toast->accessibleName(), QStringLiteral("Undone: 25 posts are as they were before. Stopped; the Edit menu undoes the rest."), kPatience);
    action(QStringLiteral("Undo the replacement in 5 posts"))->trigger();
    QTRY_COMPARE_WITH_TIMEOUT(toast->accessibleName(), QStringLiteral("Undone: 5 posts are as they were before."), kPatience);
}

QTEST_MAIN(TestFinding)
#include "test_finding.moc"
