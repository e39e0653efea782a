#include "core/base/timestamp.h"
#include "ui/postlist/postlistmodel.h"
#include "ui/postlist/posttimes.h"
#include "ui/postlist/searchquery.h"
#include "ui/postlist/sidebar.h"
#include "ui/postlist/snippet.h"
#include "ui/theme/theme.h"

#include <QAbstractButton>
#include <QAction>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QScrollBar>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace galley;

namespace {

class FixedClock final : public Clock
{
public:
    QDateTime now() const override { return *parseTimestamp(QStringLiteral("2026-11-22T12:00:00Z")); }
};

// A blog of so many posts, answered page by page as a workspace does, later.
class Blog
{
public:
    explicit Blog(int posts)
    {
        for (int i = 0; i < posts; ++i) {
            PostSummary post;
            post.id = 1000 + i;
            post.title = QStringLiteral("Post %1").arg(i);
            post.subtitle = QStringLiteral("about %1").arg(i);
            post.status = i % 10 == 0 ? PostStatus::Draft : PostStatus::Published;
            post.publishedAt = QStringLiteral("2026-11-22T11:59:30Z");
            post.updatedAt = post.publishedAt;
            post.date = post.publishedAt;
            m_posts.push_back(post);
        }
    }

    QFuture<Result<std::vector<PostSummary>>> list(const PostQuery &query)
    {
        ++calls;
        std::vector<PostSummary> rows;
        int skipped = 0;
        for (const PostSummary &post : m_posts) {
            if ((query.status && post.status != *query.status) || !post.title.contains(query.text))
                continue;
            if (skipped++ < query.offset)
                continue;
            if (int(rows.size()) == query.limit)
                break;
            rows.push_back(post);
        }
        return QtFuture::makeReadyFuture(Result<std::vector<PostSummary>>(std::move(rows)));
    }

    PostListModel::CountFound counting()
    {
        return [this](const PostQuery &query) {
            const auto holds = [&query](const PostSummary &post) {
                return (!query.status || post.status == *query.status) && post.title.contains(query.text);
            };
            return QtFuture::makeReadyFuture(Result<qint64>(std::ranges::count_if(m_posts, holds)));
        };
    }

    PostCounts counts() const
    {
        PostCounts counts;
        counts.all = qint64(m_posts.size());
        for (const PostSummary &post : m_posts)
            ++(post.status == PostStatus::Draft ? counts.drafts : counts.published);
        return counts;
    }

    std::vector<PostSummary> m_posts;
    int calls = 0;
};

// So many posts, and the sidebar that lists them.
struct Listed
{
    Listed(const Theme &theme, const Clock &clock, int posts)
        : blog(posts),
          model([this](const PostQuery &query) { return blog.list(query); }, blog.counting(), clock),
          sidebar(theme, &newPost)
    {
        sidebar.setCounts(blog.counts());
        sidebar.setModel(&model);
    }

    bool isShown()
    {
        sidebar.show();
        return QTest::qWaitForWindowExposed(&sidebar);
    }

    Blog blog;
    PostListModel model;
    QAction newPost;
    Sidebar sidebar;
};

} // namespace

class TestPostList : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fetchesOnlyWhatIsLookedAt();
    void searchGrowsPageByPage();
    void lateAnswersOfAnOldQueryAreDropped();
    void refreshKeepsRowsInPlace();
    void sidebarFiltersAndSearches();
    void searchSaysHowManyItFinds();
    void whatIsSoughtIsMarked();
    void arrowKeysChooseThePost();
    void chosenPostStaysChosenWhenRowsMove();
    void chosenPostsStayChosenWhenRowsMove();
    void heldKeysChooseNothing();
    void keysOfTheList();
    void theHighlightGoesWithTheCurrentRow();
    void aRowIsOpenedOnceItIsRead();
    void whatIsFoundBeginsWithItsFirst();
    void theOpenPostIsShownAfterASearch();
    void emptyStatesInvite();
    void aNewPostIsAlwaysOffered();
    void secondLineSaysWhatItIsAbout();
    void longTitlesTakeBothLines();
    void editedPostsShowTheDateThatReadersSee();
    void secondLineShowsWhereTheWordsAre();
    void moments();
    void keysStayWhereTheListWas();
    void rowsAreSpoken();
    void tagsAreSearched_data();
    void tagsAreSearched();
    void sortsAsChosen();

private:
    FixedClock m_clock;
    QTemporaryDir m_folder;
    QSettings m_settings{m_folder.filePath(QStringLiteral("s.ini")), QSettings::IniFormat};
    Theme m_theme{m_settings};
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

void TestPostList::whatIsSoughtIsMarked()
{
    Listed listed(m_theme, m_clock, 2);
    listed.blog.m_posts[0].title = QString::fromUtf8("Much too long a title to be seen as a whole in so narrow a list: two Cafés");
    listed.sidebar.resize(260, 500);
    QVERIFY(listed.isShown());
    auto *list = listed.sidebar.findChild<QListView *>();
    const Tokens &t = m_theme.tokens();
    const QRgb behind = blend(t.side, t.warn, 0.28).rgb();
    const auto marks = [&] {
        const QImage row = list->viewport()->grab(list->visualRect(listed.model.index(0))).toImage();
        int count = 0;
        for (int x = 0; x < row.width(); ++x) {
            for (int y = 0; y < row.height(); ++y)
                count += row.pixel(x, y) == behind ? 1 : 0;
        }
        return count;
    };
    QTRY_COMPARE(listed.model.idAt(1), 1001);
    QCOMPARE(marks(), 0);
    listed.sidebar.findChild<QLineEdit *>()->setText(QString::fromUtf8("Café"));
    QTRY_COMPARE(listed.model.rowCount(), 1);
    QVERIFY(marks() > 50);
}

void TestPostList::arrowKeysChooseThePost()
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

void TestPostList::chosenPostStaysChosenWhenRowsMove()
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

void TestPostList::chosenPostsStayChosenWhenRowsMove()
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

void TestPostList::heldKeysChooseNothing()
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

void TestPostList::keysOfTheList()
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

void TestPostList::theHighlightGoesWithTheCurrentRow()
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

void TestPostList::aRowIsOpenedOnceItIsRead()
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

void TestPostList::whatIsFoundBeginsWithItsFirst()
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

void TestPostList::theOpenPostIsShownAfterASearch()
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

void TestPostList::secondLineSaysWhatItIsAbout()
{
    Blog blog(4);
    for (PostSummary &post : blog.m_posts)
        post.glimpse = QStringLiteral("…the **lamp** that\n\nburned");
    blog.m_posts[0].isFoundByText = true;
    blog.m_posts[1].subtitle.clear();
    blog.m_posts[1].tags = QStringLiteral("sea");
    blog.m_posts[2].subtitle.clear();
    blog.m_posts[3].subtitle.clear();
    blog.m_posts[3].glimpse.clear();
    bool isAsked = true;
    PostListModel model([&](const PostQuery &query) {
        isAsked = isAsked && query.wantsGlimpses;
        return blog.list(query);
    }, blog.counting(), m_clock);
    model.show({}, 4);
    QTRY_COMPARE(model.idAt(3), 1003);
    QVERIFY(isAsked);
    const auto line = [&](int row) { return model.index(row).data(PostListModel::SubtitleRole).toString(); };
    QCOMPARE(line(0), QString::fromUtf8("…the lamp that burned")); // before its subtitle: what was sought is there
    QCOMPARE(line(1), QStringLiteral("sea"));
    QCOMPARE(line(2), QString::fromUtf8("…the lamp that burned"));
    QCOMPARE(line(3), QStringLiteral("Published"));
    PostSummary typed = blog.m_posts[0]; // as the window makes it from what is written
    typed.isFoundByText = false;
    typed.glimpse = QStringLiteral("The first words");
    model.update(typed);
    QCOMPARE(line(0), QString::fromUtf8("…the lamp that burned"));
    typed.id = 1002;
    typed.subtitle.clear();
    model.update(typed);
    QCOMPARE(line(2), QStringLiteral("The first words"));
}

void TestPostList::longTitlesTakeBothLines()
{
    Listed listed(m_theme, m_clock, 2);
    const QString title = QStringLiteral("On the correspondence between the keeper and the clock, ");
    listed.blog.m_posts[0].title = title + QStringLiteral("part one");
    listed.blog.m_posts[1].title = title + QStringLiteral("part two <i>of two</i>");
    for (PostSummary &post : listed.blog.m_posts)
        post.status = PostStatus::Published;
    listed.sidebar.resize(460, 400);
    QVERIFY(listed.isShown());
    listed.sidebar.refresh();
    QTRY_COMPARE(listed.model.index(1).data(Qt::DisplayRole).toString(), listed.blog.m_posts[1].title);
    auto *list = listed.sidebar.findChild<QListView *>();
    const auto row = [list, &listed](int which) {
        QImage image(list->viewport()->width(), list->visualRect(listed.model.index(which)).height(), QImage::Format_RGB32);
        image.fill(Qt::white);
        QPainter painter(&image);
        QStyleOptionViewItem option;
        option.rect = image.rect();
        list->itemDelegate()->paint(&painter, option, listed.model.index(which));
        return image;
    };
    QVERIFY(row(0) != row(1)); // they differ at their ends
    QVERIFY(listed.model.index(1).data(Qt::ToolTipRole).toString().contains(QLatin1String("part two &lt;i&gt;of two&lt;/i&gt;")));
    listed.model.setMarks({{1000, QStringLiteral("Two versions")}, {1001, QStringLiteral("Two versions")}});
    QVERIFY(row(0) == row(1)); // what the author must see comes before the rest of a title
}

void TestPostList::editedPostsShowTheDateThatReadersSee()
{
    Blog blog(3);
    for (PostSummary &post : blog.m_posts) {
        post.publishedAt = QStringLiteral("2026-03-04T09:00:00Z");
        post.updatedAt = QStringLiteral("2026-11-20T09:00:00Z");
        post.date = post.publishedAt;
    }
    blog.m_posts[0].status = PostStatus::Draft;
    blog.m_posts[0].date = blog.m_posts[0].updatedAt;
    blog.m_posts[1].status = PostStatus::Edited;
    PostListModel model([&](const PostQuery &query) { return blog.list(query); }, blog.counting(), m_clock);
    const auto times = [&model] {
        QStringList list;
        for (int row = 0; row < 3; ++row)
            list += model.index(row).data(PostListModel::TimeRole).toString();
        return list;
    };
    const QString written = QStringLiteral("20 Nov");
    const QString seen = QStringLiteral("4 Mar");
    model.show({}, 3);
    QTRY_COMPARE(times(), (QStringList{written, seen, seen}));
    model.show({.order = PostOrder::Edited}, 3);
    QTRY_COMPARE(times(), (QStringList{written, written, written}));
}

void TestPostList::secondLineShowsWhereTheWordsAre()
{
    Blog blog(3);
    for (PostSummary &post : blog.m_posts)
        post.title = QStringLiteral("Post lamp");
    blog.m_posts[0].isFoundByText = true;
    blog.m_posts[0].glimpse = QStringLiteral("A [long way](/blog/home) home, and *then* at last the **lämp** that burned");
    blog.m_posts[1].title = QStringLiteral("Post");
    blog.m_posts[1].tags = QStringLiteral("lamp, sea");
    PostListModel model([&](const PostQuery &query) {
        PostQuery all = query;
        all.text.clear();
        return blog.list(all);
    }, blog.counting(), m_clock);
    PostQuery query;
    query.text = QStringLiteral("lamp");
    model.show(query, std::nullopt);
    QTRY_COMPARE(model.rowCount(), 3);
    const auto line = [&](int row) { return model.index(row).data(PostListModel::SubtitleRole).toString(); };
    QCOMPARE(line(0), QString::fromUtf8("…then at last the lämp that burned")); // from shortly before it
    QCOMPARE(line(1), QStringLiteral("lamp, sea"));
    QCOMPARE(line(2), QStringLiteral("about 2")); // its title shows it
    QCOMPARE(snippetOf(QStringLiteral("| Lamp, cool | 350 g |"), {QStringLiteral("lamp")}), QStringLiteral("Lamp, cool 350 g"));
    QCOMPARE(model.index(0).data(PostListModel::SoughtRole).toStringList(), QStringList{QStringLiteral("lamp")});
}

void TestPostList::moments()
{
    const QLocale english(QLocale::English);
    const QDateTime now(QDate(2026, 11, 22), QTime(12, 0));
    QCOMPARE(shortMoment(now.addSecs(-30), now, english), QStringLiteral("now"));
    QCOMPARE(shortMoment(now.addSecs(-90 * 60), now, english), QStringLiteral("10:30"));
    QCOMPARE(shortMoment(now.addDays(-4), now, english), QStringLiteral("18 Nov"));
    QCOMPARE(shortMoment(now.addYears(-1), now, english), QStringLiteral("22 Nov 2025"));
    const auto listed = [&now](const QString &date, PostOrder order = PostOrder::ByDate) {
        PostSummary post;
        post.date = date;
        post.updatedAt = formatTimestamp(now.addSecs(-90 * 60));
        return listedMoment(post, order, now);
    };
    QCOMPARE(listed(QStringLiteral("2026-11-22T00:00:00Z")), QStringLiteral("today"));
    QCOMPARE(listed(formatTimestamp(QDate(2026, 11, 22).startOfDay())), QStringLiteral("today"));
    QCOMPARE(listed(QStringLiteral("2026-11-20T00:00:00Z")), QStringLiteral("20 Nov"));
    QCOMPARE(listed(formatTimestamp(now.addSecs(-3600))), QStringLiteral("11:00"));
    QCOMPARE(listed(QStringLiteral("2026-11-22T00:00:00Z"), PostOrder::Edited), QStringLiteral("10:30"));
    QCOMPARE(howLongAgo(now.addSecs(-10), now, english), QStringLiteral("just now"));
    QCOMPARE(howLongAgo(now.addSecs(-125), now, english), QStringLiteral("2 min ago"));
    QCOMPARE(howLongAgo(now.addSecs(-3 * 3600), now, english), QStringLiteral("3 hours ago"));
}

void TestPostList::keysStayWhereTheListWas()
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

// By ear there is no dot, and no column for the time.
void TestPostList::rowsAreSpoken()
{
    Listed desk(m_theme, m_clock, 3);
    PostSummary bare;
    bare.id = 1;
    bare.title = QStringLiteral("Bare");
    bare.date = QStringLiteral("2026-11-20T09:00:00Z");
    PostSummary tagged = bare;
    tagged.id = 2;
    tagged.title = QStringLiteral("Draft");
    tagged.tags = QStringLiteral("sea");
    PostSummary seen = bare;
    seen.id = 3;
    seen.subtitle = QStringLiteral("About it");
    seen.status = PostStatus::Published;
    desk.blog.m_posts = {bare, tagged, seen};
    QVERIFY(desk.isShown());
    desk.sidebar.refresh();
    const auto spoken = [&desk](int row) { return desk.model.index(row).data(Qt::AccessibleTextRole).toString(); };
    QTRY_COMPARE(spoken(0), QStringLiteral("Bare, Draft, 20 Nov"));
    QCOMPARE(spoken(1), QStringLiteral("Draft, Draft, sea, 20 Nov"));
    QCOMPARE(spoken(2), QStringLiteral("Bare, Published, About it, 20 Nov"));
    desk.model.setMarks({{1, QStringLiteral("Waiting to be published")}});
    QCOMPARE(spoken(0), QStringLiteral("Bare, Draft, Waiting to be published, 20 Nov"));
}

void TestPostList::tagsAreSearched_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("tag");
    QTest::addColumn<QString>("words");
    QTest::newRow("words") << "tide tables" << "" << "tide tables";
    QTest::newRow("a tag") << "#sea" << "sea" << "";
    QTest::newRow("a tag and words") << " tide  #sea tables" << "sea" << "tide tables";
    QTest::newRow("a tag of two words") << "#\"slack water\" tide" << "slack water" << "tide";
    QTest::newRow("not closed yet") << "#\"slack wa" << "slack wa" << "";
    QTest::newRow("within a word") << "C# and F#" << "" << "C# and F#";
    QTest::newRow("alone") << "# x" << "" << "# x";
    QTest::newRow("the first counts") << "#a #b" << "a" << "#b";
    QTest::newRow("quoted") << "\"guide to it\"" << "" << "guide to it";
    QTest::newRow("quoted, beside a tag") << QString::fromUtf8("#\"slack water\" “to guide” don’t") << "slack water" << QString::fromUtf8("to guide don’t");
}

void TestPostList::tagsAreSearched()
{
    QFETCH(QString, typed);
    const PostQuery query = queryFor(typed);
    QTEST(query.tag, "tag");
    QTEST(query.text, "words");
    for (const QString &tag : {QStringLiteral("sea"), QStringLiteral("slack water")})
        QCOMPARE(queryFor(typedTag(tag)).tag, tag);
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
