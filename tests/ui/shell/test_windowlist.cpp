// The list in the window: its keys and menus, posts and tags by their names, and what is said of a post that is published.
#include "tests/ui/shell/windowtest.h"
#include "ui/palette/quickpick.h"
#include "ui/postlist/postlistmodel.h"
#include "ui/postlist/sidebar.h"
#include "ui/publish/reviewdialog.h"
#include "ui/widgets/toast.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QPlainTextEdit>
#include <QTimer>

#include <algorithm>

using namespace galley;
using namespace galley::test;

class TestWindowList : public WindowTest
{
    Q_OBJECT

private Q_SLOTS:
    void init() { begin(); }
    void cleanup() { end(); }
    void menuOfOnePostAndOfSeveral();
    void keysOfTheList();
    void whatIsDoneToNoRowIsDoneToTheOpenPost();
    void tagsAreOfferedWithTheirCounts();
    void postsToGoToHaveTheDatesOfTheList();
    void aToastGoesWithWhatItSays();
    void publishesInTheFileAndSaysSo();
    void publishRestsWhereNothingHasChanged();

private:
    QListView *list() const { return m_window->findChild<Sidebar *>()->findChild<QListView *>(); }
    QStringList menuAt(int row) const;
};

/// What the menu of a right click on this row says; it stays open.
QStringList TestWindowList::menuAt(int row) const
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

void TestWindowList::menuOfOnePostAndOfSeveral()
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

void TestWindowList::keysOfTheList()
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

void TestWindowList::whatIsDoneToNoRowIsDoneToTheOpenPost()
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

void TestWindowList::tagsAreOfferedWithTheirCounts()
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

void TestWindowList::postsToGoToHaveTheDatesOfTheList()
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

void TestWindowList::aToastGoesWithWhatItSays()
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

void TestWindowList::publishesInTheFileAndSaysSo()
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

void TestWindowList::publishRestsWhereNothingHasChanged()
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

QTEST_MAIN(TestWindowList)
#include "test_windowlist.moc"
