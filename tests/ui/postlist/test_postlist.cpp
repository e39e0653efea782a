// Which rows the list reads, and what it says of them all.
#include "tests/ui/postlist/listworld.h"

#include <QAbstractButton>
#include <QAction>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QSignalSpy>

#include <algorithm>

using namespace galley;
using namespace galley::test;

class TestPostList : public ListTest
{
    Q_OBJECT

private Q_SLOTS:
    void fetchesOnlyWhatIsLookedAt();
    void searchGrowsPageByPage();
    void lateAnswersOfAnOldQueryAreDropped();
    void refreshKeepsRowsInPlace();
    void sidebarFiltersAndSearches();
    void searchSaysHowManyItFinds();
    void emptyStatesInvite();
    void aNewPostIsAlwaysOffered();
    void sortsAsChosen();
};

void TestPostList::fetchesOnlyWhatIsLookedAt()
{
    Blog blog(20000);
    PostListModel model([&](const PostQuery &query) { return blog.list(query); }, blog.counting(), m_clock);
    QListView view;
    view.setUniformItemSizes(true);
    view.setModel(&model);
    view.resize(300, 600);
    view.show();
    QVERIFY(QTest::qWaitForWindowExposed(&view));
    model.show({}, 20000);
    QTRY_COMPARE(model.idAt(0), 1000);
    QCOMPARE(model.rowCount(), 20000);
    QVERIFY(blog.calls <= 2);
    view.scrollToBottom();
    QTRY_COMPARE(model.idAt(19999), 20999);
    QVERIFY(blog.calls <= 5);
    QCOMPARE(model.idAt(10000), 0); // nobody looked there
    QCOMPARE(model.index(19999).data(Qt::DisplayRole).toString(), QStringLiteral("Post 19999"));
}

void TestPostList::searchGrowsPageByPage()
{
    Blog blog(120);
    PostListModel model([&](const PostQuery &query) { return blog.list(query); }, blog.counting(), m_clock);
    PostQuery query;
    query.text = QStringLiteral("Post");
    model.show(query, std::nullopt);
    QTRY_COMPARE(model.rowCount(), 50);
    QTRY_COMPARE(model.found(), std::optional<qint64>(120)); // counted before it is read
    QVERIFY(model.canFetchMore({}));
    model.fetchMore({});
    QTRY_COMPARE(model.rowCount(), 100);
    model.fetchMore({});
    QTRY_COMPARE(model.rowCount(), 120);
    QVERIFY(!model.canFetchMore({}));
}

void TestPostList::lateAnswersOfAnOldQueryAreDropped()
{
    QPromise<Result<std::vector<PostSummary>>> first;
    first.start();
    Blog blog(3);
    int calls = 0;
    PostListModel model([&](const PostQuery &query) { return calls++ == 0 ? first.future() : blog.list(query); }, blog.counting(), m_clock);
    model.show({}, 5);
    model.show({}, 3);
    QTRY_COMPARE(model.idAt(0), 1000);
    PostSummary stale;
    stale.id = 7;
    first.addResult(Result<std::vector<PostSummary>>(std::vector<PostSummary>{stale}));
    first.finish();
    QTest::qWait(20);
    QCOMPARE(model.idAt(0), 1000);
}

void TestPostList::refreshKeepsRowsInPlace()
{
    Blog blog(120);
    PostListModel model([&](const PostQuery &query) { return blog.list(query); }, blog.counting(), m_clock);
    model.show({}, 120);
    QTRY_COMPARE(model.idAt(0), 1000);
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    blog.m_posts.erase(blog.m_posts.begin());
    model.refresh(119);
    QCOMPARE(model.rowCount(), 119);
    QTRY_COMPARE(model.idAt(0), 1001);
    QCOMPARE(reset.size(), 0);
}

void TestPostList::sidebarFiltersAndSearches()
{
    Listed listed(m_theme, m_clock, 50);
    QVERIFY(listed.isShown());
    auto *search = listed.sidebar.findChild<QLineEdit *>();
    QCOMPARE(search->placeholderText(), QStringLiteral("Search 50 posts"));
    for (QAbstractButton *button : listed.sidebar.findChildren<QAbstractButton *>()) {
        if (button->text() == QLatin1String("Drafts"))
            QTest::mouseClick(button, Qt::LeftButton);
    }
    QTRY_COMPARE(listed.model.rowCount(), 5);
    QTest::keyClicks(search, QStringLiteral("Post 10"));
    QTRY_COMPARE(listed.model.rowCount(), 1);
    QTest::keyClick(search, Qt::Key_Escape);
    QTRY_COMPARE(listed.model.rowCount(), 5);
    QCOMPARE(search->text(), QString());
}

void TestPostList::searchSaysHowManyItFinds()
{
    Listed listed(m_theme, m_clock, 1100);
    QVERIFY(listed.isShown());
    const auto says = [&listed](const QString &words) {
        const QList<QLabel *> labels = listed.sidebar.findChildren<QLabel *>();
        return std::ranges::any_of(labels, [&words](const QLabel *label) { return label->isVisible() && label->text() == words; });
    };
    auto *search = listed.sidebar.findChild<QLineEdit *>();
    QAction *clear = search->actions().constLast();
    QCOMPARE(clear->text(), QStringLiteral("Clear the search"));
    QVERIFY(!clear->isVisible());
    QTest::keyClicks(search, QStringLiteral("Post"));
    QTRY_VERIFY(says(QLocale().toString(1100) + QStringLiteral(" posts"))); // more than are read
    QTest::keyClicks(search, QStringLiteral(" 109"));
    QTRY_VERIFY(says(QStringLiteral("11 posts")));
    QTest::keyClicks(search, QStringLiteral("9"));
    QTRY_VERIFY(says(QStringLiteral("1 post")));
    QTest::keyClicks(search, QStringLiteral("x"));
    QTRY_VERIFY(says(QStringLiteral("Nothing found")));
    QVERIFY(!says(QStringLiteral("1 post")));
    QVERIFY(clear->isVisible());
    clear->trigger();
    QCOMPARE(search->text(), QString());
    QVERIFY(!clear->isVisible());
    QVERIFY(search->hasFocus());
    QTRY_COMPARE(listed.model.rowCount(), 1100);
}

void TestPostList::emptyStatesInvite()
{
    Blog blog(0);
    PostListModel model([&](const PostQuery &query) { return blog.list(query); }, blog.counting(), m_clock);
    QAction newPost;
    Sidebar sidebar(m_theme, &newPost);
    sidebar.setModel(&model);
    sidebar.show();
    QVERIFY(QTest::qWaitForWindowExposed(&sidebar));
    const auto says = [&sidebar](const QString &words) {
        const QList<QLabel *> labels = sidebar.findChildren<QLabel *>();
        return std::ranges::any_of(labels, [&words](const QLabel *label) { return label->isVisible() && label->text() == words; });
    };
    QTRY_VERIFY(says(QStringLiteral("A blank page")));
    QTest::keyClicks(sidebar.findChild<QLineEdit *>(), QStringLiteral("x"));
    QTRY_VERIFY(says(QStringLiteral("Nothing found")));
}

void TestPostList::aNewPostIsAlwaysOffered()
{
    Blog blog(20);
    PostListModel model([&](const PostQuery &query) { return blog.list(query); }, blog.counting(), m_clock);
    QAction newPost(QStringLiteral("&New post"));
    newPost.setShortcut(QKeySequence(QStringLiteral("Ctrl+N")));
    QSignalSpy wanted(&newPost, &QAction::triggered);
    Sidebar sidebar(m_theme, &newPost);
    sidebar.setModel(&model);
    sidebar.setCounts(blog.counts());
    sidebar.show();
    QVERIFY(QTest::qWaitForWindowExposed(&sidebar));
    QAbstractButton *button = nullptr;
    for (QAbstractButton *each : sidebar.findChildren<QAbstractButton *>()) {
        if (each->accessibleName() == QLatin1String("New post"))
            button = each;
    }
    QVERIFY(button && button->isVisible());
    // Also after the action has gone off and on, as it does with each blog.
    newPost.setEnabled(false);
    QVERIFY(!button->isEnabled());
    newPost.setEnabled(true);
    QCOMPARE(button->toolTip(), QStringLiteral("New post (Ctrl+N)"));
    QTest::mouseClick(button, Qt::LeftButton);
    QCOMPARE(wanted.size(), 1);
}

void TestPostList::sortsAsChosen()
{
    Blog blog(20);
    QList<PostQuery> asked;
    PostListModel model([&](const PostQuery &query) {
        asked.append(query);
        return blog.list(query);
    }, blog.counting(), m_clock);
    QAction newPost;
    Sidebar sidebar(m_theme, &newPost);
    sidebar.setCounts(blog.counts());
    sidebar.setOrder(PostOrder::Title); // before there is a blog
    sidebar.setModel(&model);
    QCOMPARE(asked.last().order, PostOrder::Title);
    sidebar.setOrder(PostOrder::Edited);
    QCOMPARE(asked.last().order, PostOrder::Edited);
    sidebar.searchTag(QStringLiteral("slack water"));
    QCOMPARE(asked.last().tag, QStringLiteral("slack water"));
    QCOMPARE(sidebar.findChild<QLineEdit *>()->text(), QStringLiteral("#\"slack water\""));
    QSignalSpy wanted(&sidebar, &Sidebar::arrangeWanted);
    sidebar.findChild<QLineEdit *>()->actions().constFirst()->trigger();
    QCOMPARE(wanted.size(), 1);
}

QTEST_MAIN(TestPostList)
#include "test_postlist.moc"
