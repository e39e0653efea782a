// What a row of the list shows and says, and what is looked for.
#include "tests/ui/postlist/listworld.h"
#include "core/base/timestamp.h"
#include "ui/postlist/posttimes.h"
#include "ui/postlist/searchquery.h"
#include "ui/postlist/snippet.h"

#include <QLineEdit>
#include <QListView>
#include <QPainter>

using namespace galley;
using namespace galley::test;

class TestRows : public ListTest
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsSoughtIsMarked();
    void secondLineSaysWhatItIsAbout();
    void longTitlesTakeBothLines();
    void editedPostsShowTheDateThatReadersSee();
    void secondLineShowsWhereTheWordsAre();
    void moments();
    void rowsAreSpoken();
    void tagsAreSearched_data();
    void tagsAreSearched();
};

void TestRows::whatIsSoughtIsMarked()
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

void TestRows::secondLineSaysWhatItIsAbout()
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

void TestRows::longTitlesTakeBothLines()
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

void TestRows::editedPostsShowTheDateThatReadersSee()
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

void TestRows::secondLineShowsWhereTheWordsAre()
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

void TestRows::moments()
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

// By ear there is no dot, and no column for the time.
void TestRows::rowsAreSpoken()
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
    QCOMPARE(spoken(1), QStringLiteral("Draft, Draft, 20 Nov, sea"));
    QCOMPARE(spoken(2), QStringLiteral("Bare, Published, 20 Nov, About it"));
    desk.model.setMarks({{1, QStringLiteral("Waiting to be published")}});
    QCOMPARE(spoken(0), QStringLiteral("Bare, Draft, 20 Nov, Waiting to be published"));
}

void TestRows::tagsAreSearched_data()
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

void TestRows::tagsAreSearched()
{
    QFETCH(QString, typed);
    const PostQuery query = queryFor(typed);
    QTEST(query.tag, "tag");
    QTEST(query.text, "words");
    for (const QString &tag : {QStringLiteral("sea"), QStringLiteral("slack water")})
        QCOMPARE(queryFor(typedTag(tag)).tag, tag);
}

QTEST_MAIN(TestRows)
#include "test_rows.moc"
