// Which posts are chosen in the list, by keys, and what stays chosen.
#include "tests/ui/postlist/listworld.h"

#include <QAbstractButton>
#include <QLineEdit>
#include <QListView>
#include <QScrollBar>
#include <QSignalSpy>

#include <algorithm>

using namespace galley;
using namespace galley::test;

class TestChoice : public ListTest
{
    Q_OBJECT

private Q_SLOTS:
    void arrowKeysChooseThePost();
    void chosenPostStaysChosenWhenRowsMove();
    void chosenPostsStayChosenWhenRowsMove();
    void heldKeysChooseNothing();
    void keysOfTheList();
    void theHighlightGoesWithTheCurrentRow();
    void aRowIsOpenedOnceItIsRead();
    void whatIsFoundBeginsWithItsFirst();
    void theOpenPostIsShownAfterASearch();
    void keysStayWhereTheListWas();
};

void TestChoice::arrowKeysChooseThePost()
{
    Listed listed(m_theme, m_clock, 5);
    QVERIFY(listed.isShown());
    QTRY_COMPARE(listed.model.idAt(4), 1004);
    QSignalSpy chosen(&listed.sidebar, &Sidebar::postChosen);
    auto *search = listed.sidebar.findChild<QLineEdit *>();
    search->setFocus();
    QTest::keyClick(search, Qt::Key_Down);
    QCOMPARE(chosen.last()[0].toLongLong(), 1000);
    auto *list = listed.sidebar.findChild<QListView *>();
    QTest::keyClick(list, Qt::Key_Down);
    QCOMPARE(chosen.last()[0].toLongLong(), 1001);
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualRect(listed.model.index(3)).center());
    QCOMPARE(chosen.last()[0].toLongLong(), 1003);
}

void TestChoice::chosenPostStaysChosenWhenRowsMove()
{
    Listed listed(m_theme, m_clock, 5);
    QTRY_COMPARE(listed.model.idAt(0), 1000);
    QSignalSpy chosen(&listed.sidebar, &Sidebar::postChosen);
    listed.sidebar.choose(1003);
    auto *list = listed.sidebar.findChild<QListView *>();
    QCOMPARE(list->currentIndex().row(), 3);
    std::rotate(listed.blog.m_posts.begin(), listed.blog.m_posts.begin() + 3, listed.blog.m_posts.end());
    listed.sidebar.refresh();
    QTRY_COMPARE(list->currentIndex().row(), 0);
    QCOMPARE(chosen.size(), 0); // the author chose nothing
}

void TestChoice::chosenPostsStayChosenWhenRowsMove()
{
    Listed listed(m_theme, m_clock, 6);
    listed.sidebar.resize(260, 700);
    QVERIFY(listed.isShown());
    QTRY_COMPARE(listed.model.idAt(5), 1005);
    connect(&listed.sidebar, &Sidebar::postChosen, &listed.sidebar, &Sidebar::choose); // as the window opens it
    auto *list = listed.sidebar.findChild<QListView *>();
    const auto click = [list, &listed](int row, Qt::KeyboardModifiers keys) {
        QTest::mouseClick(list->viewport(), Qt::LeftButton, keys, list->visualRect(listed.model.index(row)).center());
    };
    click(1, Qt::NoModifier);
    click(4, Qt::ControlModifier);
    const QList<qint64> both{1001, 1004};
    QCOMPARE(listed.sidebar.chosenPosts(), both);
    QSignalSpy chosen(&listed.sidebar, &Sidebar::postChosen);
    // Another computer wrote one, and deleted two.
    PostSummary another = listed.blog.m_posts.front();
    another.id = 2000;
    listed.blog.m_posts.insert(listed.blog.m_posts.begin(), another);
    listed.blog.m_posts.erase(listed.blog.m_posts.begin() + 3, listed.blog.m_posts.begin() + 5);
    listed.sidebar.setCounts(listed.blog.counts());
    listed.sidebar.refresh();
    QTRY_COMPARE(listed.model.idAt(0), 2000);
    QCOMPARE(listed.model.rowCount(), 5);
    QCOMPARE(listed.sidebar.chosenPosts(), both);
    QList<qint64> marked;
    for (const QModelIndex &index : list->selectionModel()->selectedIndexes())
        marked += listed.model.idAt(index.row());
    std::ranges::sort(marked);
    QCOMPARE(marked, both);
    QCOMPARE(chosen.size(), 0);
    // One of them is deleted there, too.
    std::erase_if(listed.blog.m_posts, [](const PostSummary &post) { return post.id == 1001; });
    listed.sidebar.setCounts(listed.blog.counts());
    listed.sidebar.refresh();
    QTRY_COMPARE(listed.model.rowCount(), 4);
    QTRY_COMPARE(listed.sidebar.chosenPosts(), QList<qint64>{1004});
    QCOMPARE(chosen.size(), 0);
}

void TestChoice::heldKeysChooseNothing()
{
    Listed listed(m_theme, m_clock, 6);
    QTRY_COMPARE(listed.model.idAt(0), 1000);
    listed.sidebar.choose(1003);
    QTest::keyPress(&listed.sidebar, Qt::Key_Control, Qt::ControlModifier); // as for Ctrl+Return
    std::rotate(listed.blog.m_posts.begin(), listed.blog.m_posts.begin() + 3, listed.blog.m_posts.end());
    listed.sidebar.refresh();
    auto *list = listed.sidebar.findChild<QListView *>();
    QTRY_COMPARE(list->currentIndex().row(), 0);
    QTest::keyRelease(&listed.sidebar, Qt::Key_Control);
    QCOMPARE(list->selectionModel()->selectedIndexes().size(), 1);
    QCOMPARE(listed.sidebar.chosenPosts(), QList<qint64>{1003});
}

void TestChoice::keysOfTheList()
{
    Listed listed(m_theme, m_clock, 50);
    QVERIFY(listed.isShown());
    QTRY_COMPARE(listed.model.idAt(3), 1003);
    listed.sidebar.choose(1003);
    auto *list = listed.sidebar.findChild<QListView *>();
    QSignalSpy writing(&listed.sidebar, &Sidebar::writingWanted);
    QSignalSpy deletion(&listed.sidebar, &Sidebar::deletionWanted);
    QTest::keyClick(list, Qt::Key_Return);
    QCOMPARE(writing.size(), 1);
    QCOMPARE(writing[0][0].toLongLong(), 1003);
    QTest::keyClick(list, Qt::Key_Enter);
    QCOMPARE(writing.size(), 2);
    QTest::keyClick(list, Qt::Key_Delete);
    QCOMPARE(deletion.size(), 1);
    auto *search = listed.sidebar.findChild<QLineEdit *>();
    QTest::keyClicks(search, QStringLiteral("Post 10"));
    QTRY_COMPARE(listed.model.rowCount(), 1);
    QTest::keyClick(list, Qt::Key_Escape);
    QCOMPARE(search->text(), QString());
    QTRY_COMPARE(listed.model.rowCount(), 50);
}

void TestChoice::theHighlightGoesWithTheCurrentRow()
{
    Listed listed(m_theme, m_clock, 30);
    listed.sidebar.resize(260, 500);
    QVERIFY(listed.isShown());
    QTRY_COMPARE(listed.model.idAt(29), 1029);
    connect(&listed.sidebar, &Sidebar::postChosen, &listed.sidebar, &Sidebar::choose); // as the window opens it
    listed.sidebar.choose(1007);
    qint64 open = 1007;
    connect(&listed.sidebar, &Sidebar::postChosen, &listed.sidebar, [&open](qint64 id) { open = id; });
    auto *list = listed.sidebar.findChild<QListView *>();
    const auto marked = [&] {
        QList<qint64> ids;
        for (const QModelIndex &index : list->selectionModel()->selectedIndexes())
            ids += listed.model.idAt(index.row());
        return ids;
    };
    const std::pair<Qt::Key, qint64> steps[] = {{Qt::Key_Down, 1008}, {Qt::Key_Up, 1007}, {Qt::Key_Home, 1000}, {Qt::Key_End, 1029}};
    for (const auto &[key, id] : steps) {
        QTest::keyClick(list, key, Qt::ControlModifier);
        QCOMPARE(open, id);
        QCOMPARE(marked(), QList<qint64>{id});
        QCOMPARE(listed.sidebar.chosenPosts(), QList<qint64>{id});
    }
    QTest::keyClick(list, Qt::Key_Home);
    const auto click = [&](int row) {
        QTest::mouseClick(list->viewport(), Qt::LeftButton, Qt::ControlModifier, list->visualRect(listed.model.index(row)).center());
    };
    click(0); // alone, it stays
    QCOMPARE(marked(), QList<qint64>{1000});
    click(2);
    QCOMPARE(marked().size(), 2);
    click(2); // the other one is left
    QCOMPARE(marked(), QList<qint64>{1000});
    QCOMPARE(open, 1000);
    QCOMPARE(listed.sidebar.chosenPosts(), QList<qint64>{1000});
}

void TestChoice::aRowIsOpenedOnceItIsRead()
{
    Listed listed(m_theme, m_clock, 400);
    listed.sidebar.resize(260, 500);
    QVERIFY(listed.isShown());
    QTRY_COMPARE(listed.model.idAt(0), 1000);
    listed.sidebar.choose(1001);
    QSignalSpy chosen(&listed.sidebar, &Sidebar::postChosen);
    auto *list = listed.sidebar.findChild<QListView *>();
    QCOMPARE(listed.model.idAt(399), 0);
    QTest::keyClick(list, Qt::Key_End);
    QTRY_COMPARE(chosen.size(), 1);
    QCOMPARE(chosen[0][0].toLongLong(), 1399);
    QCOMPARE(list->currentIndex().row(), 399);
    QCOMPARE(listed.sidebar.chosenPosts(), QList<qint64>{1399});
}

void TestChoice::whatIsFoundBeginsWithItsFirst()
{
    Listed listed(m_theme, m_clock, 1100);
    listed.sidebar.resize(260, 500);
    QVERIFY(listed.isShown());
    QTRY_COMPARE(listed.model.idAt(0), 1000);
    listed.sidebar.choose(1030);
    auto *list = listed.sidebar.findChild<QListView *>();
    QVERIFY(list->verticalScrollBar()->value() > 0);
    auto *search = listed.sidebar.findChild<QLineEdit *>();
    QTest::keyClicks(search, QStringLiteral("Post"));
    QTRY_COMPARE(listed.model.rowCount(), 50);
    QTRY_COMPARE(list->currentIndex().row(), 30); // it is among them
    QCOMPARE(list->indexAt(QPoint(5, 5)).row(), 0);
    QTest::keyClick(search, Qt::Key_Down); // not from where nobody looks
    QCOMPARE(list->currentIndex().row(), 0);
    QTest::keyClick(list, Qt::Key_Down);
    search->setFocus();
    QTest::keyClick(search, Qt::Key_Down); // but on from what is seen
    QCOMPARE(list->currentIndex().row(), 1);
}

void TestChoice::theOpenPostIsShownAfterASearch()
{
    Listed listed(m_theme, m_clock, 1100);
    listed.sidebar.resize(260, 500);
    QVERIFY(listed.isShown());
    QTRY_COMPARE(listed.model.idAt(0), 1000);
    auto *list = listed.sidebar.findChild<QListView *>();
    auto *search = listed.sidebar.findChild<QLineEdit *>();
    QTest::keyClicks(search, QStringLiteral("Post 109"));
    QTRY_COMPARE(listed.model.rowCount(), 11);
    QTest::keyClick(search, Qt::Key_Down);
    QTest::keyClick(list, Qt::Key_Down);
    QCOMPARE(listed.sidebar.chosenPosts(), QList<qint64>{2090});
    QTest::keyClick(list, Qt::Key_Escape);
    QTRY_COMPARE(list->currentIndex().row(), 1090);
    QVERIFY(list->selectionModel()->isSelected(list->currentIndex()));
    QVERIFY(list->viewport()->rect().contains(list->visualRect(list->currentIndex())));
    QCOMPARE(listed.sidebar.chosenPosts(), QList<qint64>{2090});
    // One that is gone to by its name, and whose row was not read yet, is shown as well.
    listed.sidebar.choose(1600);
    QTRY_COMPARE(list->currentIndex().row(), 600);
    QVERIFY(list->viewport()->rect().contains(list->visualRect(list->currentIndex())));
    listed.sidebar.choose(2090);
    QTRY_COMPARE(list->currentIndex().row(), 1090);
    // Where the list does not hold it, what is done to what is chosen is done to it.
    QTest::keyClicks(search, QStringLiteral("Post 108"));
    QTRY_COMPARE(listed.model.rowCount(), 11);
    QVERIFY(!list->currentIndex().isValid());
    QCOMPARE(listed.sidebar.chosenPosts(), QList<qint64>{2090});
}

void TestChoice::keysStayWhereTheListWas()
{
    Listed desk(m_theme, m_clock, 3);
    QVERIFY(desk.isShown());
    desk.sidebar.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&desk.sidebar));
    QAbstractButton *drafts = nullptr;
    for (auto *pill : desk.sidebar.findChildren<QAbstractButton *>()) {
        if (pill->text() == QStringLiteral("Drafts"))
            drafts = pill;
    }
    QVERIFY(drafts);
    drafts->click();
    QTRY_COMPARE(desk.model.rowCount(), 1);
    desk.sidebar.focusList();
    desk.blog.m_posts.erase(desk.blog.m_posts.begin()); // the last draft is published
    desk.sidebar.setCounts(desk.blog.counts());
    desk.sidebar.refresh();
    QTRY_COMPARE(desk.model.rowCount(), 0);
    QTRY_VERIFY(drafts->hasFocus());
}

QTEST_MAIN(TestChoice)
#include "test_choice.moc"
