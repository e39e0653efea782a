// The three-way merge of a post, field by field.

#include "core/base/text.h"
#include "core/model/derived.h"
#include "core/merge/fieldmerge.h"
#include "tests/core/merge/randomtext.h"
#include "tests/support/fixedseed.h"

#include <QTest>

#include <rapidcheck.h>

using namespace galley;
using namespace galley::test;

namespace {

using Clashes = std::vector<PostField>;

View viewOf()
{
    View view;
    view.fields.title = QStringLiteral("Tides");
    view.fields.slug = QStringLiteral("tides");
    view.fields.content = QStringLiteral("The sea comes. The sea goes. It never tires.\n");
    view.fields.tags = QStringLiteral("sea, moon");
    return view;
}

template <typename Change>
View with(View view, Change change)
{
    change(view);
    return view;
}

/// What is written, NULL and "" told apart.
bool isWrittenAlike(const QString &a, const QString &b)
{
    return a == b && a.isNull() == b.isNull();
}

QString mergedTags(const char *base, const char *mine, const char *theirs)
{
    const auto tagged = [](const char *tags) { return with(viewOf(), [&](View &v) { v.fields.tags = QString::fromUtf8(tags); }); };
    const auto merge = mergeViews(tagged(base), tagged(mine), tagged(theirs));
    return merge && merge->clashes.empty() ? merge->view.fields.tags : QStringLiteral("clash");
}

/// A text field that is taken whole.
struct WholeField
{
    PostField field;
    QString PostFields::*member;
};

constexpr WholeField WholeFields[] = {
    {PostField::Title, &PostFields::title}, {PostField::Subtitle, &PostFields::subtitle}, {PostField::Slug, &PostFields::slug}};

/// Few values for each field, so that many are equal.
rc::Gen<View> randomView(const QString &content)
{
    const auto oneOf = [](const QStringList &values) { return rc::gen::elementOf(std::vector<QString>(values.begin(), values.end())); };
    return rc::gen::apply(
        [content](const QString &title, const QString &excerpt, const QString &tags, const QString &publishedAt, qint64 series,
                  const QString &publishAt) {
            View view;
            view.fields.title = title;
            view.fields.content = content;
            view.fields.excerpt = excerpt == QStringLiteral("derived") ? derive(Derivation::FirstLines, content) : excerpt;
            view.fields.tags = tags;
            view.fields.publishedAt = publishedAt;
            if (series > 0)
                view.fields.seriesId = series;
            if (series > 1)
                view.fields.seriesPosition = series;
            view.publishAt = publishAt;
            return view;
        },
        oneOf({QStringLiteral("Tides"), QStringLiteral("Ebb"), QStringLiteral("Flood"), QString()}),
        oneOf({QStringLiteral("derived"), QStringLiteral("Mine. Yours."), QStringLiteral("Mine. Ours."), QString()}),
        oneOf({QStringLiteral("a, b"), QStringLiteral("b, a"), QStringLiteral("b,c"), QString()}),
        oneOf({QStringLiteral("2026-01-02 03:04:05"), QStringLiteral("2026-01-02T03:04:05Z"), QStringLiteral("soon"), QString()}),
        rc::gen::inRange<qint64>(0, 4), oneOf({QStringLiteral("2027-01-01T00:00:00Z"), QStringLiteral("2028-01-01T00:00:00Z"), QString()}));
}

bool isOneOf(const QString &text, const View &a, const View &b, QString PostFields::*member)
{
    return text == a.fields.*member || text == b.fields.*member;
}

} // namespace

class TestFieldMerge : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void namesEachField();
    void takesWholeFields();
    void mergesFieldsApart();
    void mergesTheContent();
    void mergesTags_data();
    void mergesTags();
    void takesNullAndEmptyForOne();
    void comparesMoments();
    void takesSeriesAndPlaceTogether();
    void takesAwayASchedule();
    void letsNoDerivedExcerptClash();
    void keepsAWrittenExcerpt();
    void clashesWithoutABase();
    void keepsUnchangedSides();
    void losesNothing();
};

void TestFieldMerge::initTestCase()
{
    useFixedSeed();
}

void TestFieldMerge::namesEachField()
{
    for (int i = int(PostField::Title); i <= int(PostField::PublishAt); ++i) {
        const QString name = postFieldName(PostField(i));
        QVERIFY(!name.isEmpty());
        QCOMPARE(postFieldFromName(name), std::optional(PostField(i)));
    }
    QCOMPARE(postFieldName(PostField::PublishedAt), QStringLiteral("published_at"));
    QVERIFY(!postFieldFromName(QStringLiteral("preview")));
}

void TestFieldMerge::takesWholeFields()
{
    for (const auto &[field, member] : WholeFields) {
        const auto valued = [&, m = member](const char *text) { return with(viewOf(), [&](View &v) { v.fields.*m = QString::fromUtf8(text); }); };
        const View a = valued("One. Two.");
        const View b = valued("Uno. Two.");
        const View c = valued("One. Dos.");
        const View cleared = valued("");
        QCOMPARE(mergeViews(a, b, a)->view, b);
        QCOMPARE(mergeViews(a, a, b)->view, b);
        QCOMPARE(mergeViews(a, b, b)->view, b);
        QCOMPARE(mergeViews(a, cleared, a)->view, cleared);
        // No sentence merge: half of one address and half of another is none.
        QCOMPARE(mergeViews(a, b, c)->view, b);
        QCOMPARE(mergeViews(a, b, c)->clashes, Clashes{field});
        QCOMPARE(mergeViews(a, cleared, b)->view, cleared);
        QCOMPARE(mergeViews(a, cleared, b)->clashes, Clashes{field});
    }
}

void TestFieldMerge::mergesFieldsApart()
{
    const View base = viewOf();
    const View mine = with(base, [](View &v) {
        v.fields.title = QStringLiteral("Ebb");
        v.fields.slug = QStringLiteral("ebb");
        v.publishAt = QStringLiteral("2027-01-01T00:00:00Z");
    });
    const View theirs = with(base, [](View &v) {
        v.fields.subtitle = QStringLiteral("and flood");
        v.fields.slug = QStringLiteral("flood");
        v.fields.seriesId = 7;
    });
    const auto merge = mergeViews(base, mine, theirs);
    QVERIFY(merge);
    QCOMPARE(merge->clashes, Clashes{PostField::Slug});
    QCOMPARE(merge->view, with(mine, [](View &v) {
                 v.fields.subtitle = QStringLiteral("and flood");
                 v.fields.seriesId = 7;
             }));
}

void TestFieldMerge::mergesTheContent()
{
    const auto written = [](const QString &text) { return with(viewOf(), [&](View &v) { v.fields.content = text; }); };
    const View base = written(QStringLiteral("One. Two. Three."));
    const auto clean = mergeViews(base, written(QStringLiteral("Uno. Two. Three.")), written(QStringLiteral("One. Two. Tres.")));
    QVERIFY(clean->clashes.empty());
    QCOMPARE(clean->view.fields.content, QStringLiteral("Uno. Two. Tres."));
    const auto clash = mergeViews(base, written(QStringLiteral("Uno. Two. Three.")), written(QStringLiteral("Ein. Two. Tres.")));
    QCOMPARE(clash->clashes, Clashes{PostField::Content});
    QCOMPARE(clash->view.fields.content, QStringLiteral("Uno. Two. Tres."));
    const auto formed = mergeViews(written(QStringLiteral("A\nB\n")), written(QStringLiteral("A\nC\n")), written(QStringLiteral("A\r\nB\r\n")));
    QVERIFY(formed->clashes.empty());
    QCOMPARE(formed->view.fields.content, QStringLiteral("A\r\nC\r\n"));
}

void TestFieldMerge::mergesTags_data()
{
    QTest::addColumn<QString>("base");
    QTest::addColumn<QString>("mine");
    QTest::addColumn<QString>("theirs");
    QTest::addColumn<QString>("merged");
    const auto row = [](const char *name, const char *base, const char *mine, const char *theirs, const char *merged) {
        QTest::newRow(name) << QString::fromUtf8(base) << QString::fromUtf8(mine) << QString::fromUtf8(theirs) << QString::fromUtf8(merged);
    };
    row("added on both sides", "a, b", "a, m, b", "a, b, t", "a, m, b, t");
    row("removed on both sides", "a, b, c", "b, c", "a, b", "b");
    row("removed here, added there", "a, b", "b", "a, b, t", "b, t");
    row("put in order here", "a, b, c", "c, b, a", "a, b, c, t", "c, b, a, t");
    row("the same added", "a", "a, x", "a, x, y", "a, x, y");
    row("all removed here", "a, b", "", "a, b, t", "t");
    row("as it was here, spaces aside", "a, b", "a,b", "b, a", "b, a");
    row("only written otherwise there", "a, b", "a, b", "a ,b", "a ,b");
    row("nothing agreed", "", "a, m", "t, a", "a, m, t");
}

void TestFieldMerge::mergesTags()
{
    QFETCH(const QString, base);
    QFETCH(const QString, mine);
    QFETCH(const QString, theirs);
    QFETCH(const QString, merged);
    QCOMPARE(mergedTags(qPrintable(base), qPrintable(mine), qPrintable(theirs)), merged);
}

void TestFieldMerge::takesNullAndEmptyForOne()
{
    const QString empty = QStringLiteral("");
    for (const QString &base : {QString(), empty}) {
        for (const QString &mine : {QString(), empty}) {
            for (const QString &theirs : {QString(), empty}) {
                View b;
                View m;
                View t;
                for (const auto member : {&PostFields::title, &PostFields::subtitle, &PostFields::slug, &PostFields::content,
                                          &PostFields::excerpt, &PostFields::tags, &PostFields::publishedAt}) {
                    b.fields.*member = base;
                    m.fields.*member = mine;
                    t.fields.*member = theirs;
                }
                const auto merge = mergeViews(b, m, t);
                QVERIFY(merge && merge->clashes.empty());
                for (const auto member : {&PostFields::title, &PostFields::subtitle, &PostFields::slug, &PostFields::content,
                                          &PostFields::excerpt, &PostFields::tags, &PostFields::publishedAt})
                    QVERIFY(isWrittenAlike(merge->view.fields.*member, theirs));
            }
        }
    }
    // And an edit beside such a difference stands.
    View base;
    View mine;
    mine.fields.subtitle = QStringLiteral("Mine");
    View theirs;
    theirs.fields.subtitle = empty;
    const auto merge = mergeViews(base, mine, theirs);
    QVERIFY(merge->clashes.empty());
    QCOMPARE(merge->view.fields.subtitle, QStringLiteral("Mine"));
}

void TestFieldMerge::comparesMoments()
{
    const auto dated = [](const char *text) { return with(viewOf(), [&](View &v) { v.fields.publishedAt = QString::fromUtf8(text); }); };
    const View base = dated("2026-01-02 03:04:05");
    const auto site = mergeViews(base, base, dated("2026-01-02T03:04:05Z"));
    QCOMPARE(site->view.fields.publishedAt, QStringLiteral("2026-01-02T03:04:05Z"));
    const auto same = mergeViews(base, dated("2026-02-02T01:00:00+01:00"), dated("2026-02-02 00:00:00"));
    QVERIFY(same->clashes.empty());
    QCOMPARE(same->view.fields.publishedAt, QStringLiteral("2026-02-02 00:00:00"));
    const auto mine = mergeViews(base, dated("2026-02-02T00:00:00Z"), dated("2026-01-02T03:04:05Z"));
    QVERIFY(mine->clashes.empty());
    QCOMPARE(mine->view.fields.publishedAt, QStringLiteral("2026-02-02T00:00:00Z"));
    QCOMPARE(mergeViews(base, dated("2026-02-02T00:00:00Z"), dated("2026-03-02T00:00:00Z"))->clashes, Clashes{PostField::PublishedAt});
    QCOMPARE(mergeViews(base, dated("soon"), dated("later"))->clashes, Clashes{PostField::PublishedAt});
    QVERIFY(mergeViews(dated(""), dated("soon"), dated("soon"))->clashes.empty());
}

void TestFieldMerge::takesSeriesAndPlaceTogether()
{
    const auto placed = [](std::optional<qint64> id, std::optional<qint64> position) {
        return with(viewOf(), [&](View &v) {
            v.fields.seriesId = id;
            v.fields.seriesPosition = position;
        });
    };
    const View base = placed(1, 1);
    QCOMPARE(mergeViews(base, placed(1, 2), base)->view, placed(1, 2));
    QCOMPARE(mergeViews(base, base, placed({}, {}))->view, placed({}, {}));
    // Never the series of one with the place of the other.
    const auto clash = mergeViews(base, placed(1, 2), placed(5, 1));
    QCOMPARE(clash->clashes, Clashes{PostField::Series});
    QCOMPARE(clash->view, placed(1, 2));
    QVERIFY(mergeViews(base, placed(5, 1), placed(5, 1))->clashes.empty());
}

void TestFieldMerge::takesAwayASchedule()
{
    const View base = with(viewOf(), [](View &v) { v.publishAt = QStringLiteral("2027-01-01T00:00:00Z"); });
    QCOMPARE(mergeViews(base, base, viewOf())->view, viewOf()); // published there: the public row has none
    const View later = with(viewOf(), [](View &v) { v.publishAt = QStringLiteral("2028-01-01T00:00:00Z"); });
    QCOMPARE(mergeViews(base, later, viewOf())->clashes, Clashes{PostField::PublishAt});
    QCOMPARE(mergeViews(base, later, base)->view, later);
}

void TestFieldMerge::letsNoDerivedExcerptClash()
{
    const auto written = [](const QString &content, const QString &excerptOf, Derivation derivation = Derivation::FirstLines) {
        return with(viewOf(), [&](View &v) {
            v.fields.content = content;
            v.fields.excerpt = derive(derivation, excerptOf);
        });
    };
    const QString old = QStringLiteral("One. Two.\n\nThree.\n");
    const QString mine = QStringLiteral("Uno. Two.\n\nThree.\n");
    const QString theirs = QStringLiteral("One. Two.\n\nTres.\n");
    const QString both = QStringLiteral("Uno. Two.\n\nTres.\n");
    const View base = written(old, old);
    // Made anew on both sides, on one, or not yet.
    for (const QString &mineOf : {old, mine}) {
        for (const QString &theirsOf : {old, theirs}) {
            const auto merge = mergeViews(base, written(mine, mineOf), written(theirs, theirsOf));
            QVERIFY(merge && merge->clashes.empty());
            QCOMPARE(merge->view.fields.content, both);
            QCOMPARE(merge->view.fields.excerpt, derive(Derivation::FirstLines, both));
        }
    }
    // A site that derives otherwise than we do.
    const auto other = mergeViews(base, written(mine, mine), written(old, old, Derivation::FirstCharacters));
    QVERIFY(other->clashes.empty());
    QVERIFY(isDerived(other->view.fields.excerpt, mine));
    // Nothing was agreed.
    const auto fresh = mergeViews({}, written(old, old), written(theirs, theirs));
    QCOMPARE(fresh->clashes, Clashes{PostField::Content});
    QCOMPARE(fresh->view.fields.excerpt, derive(Derivation::FirstLines, fresh->view.fields.content));
    // The draft of one side, whose excerpt waits for the publish, is no reason to touch it.
    QCOMPARE(mergeViews(base, base, written(theirs, old))->view, written(theirs, old));
    QCOMPARE(mergeViews(base, written(mine, old), base)->view, written(mine, old));
}

void TestFieldMerge::keepsAWrittenExcerpt()
{
    const auto written = [](const QString &excerpt) { return with(viewOf(), [&](View &v) { v.fields.excerpt = excerpt; }); };
    const QString derived = derive(Derivation::FirstLines, viewOf().fields.content);
    const QString mine = QStringLiteral("On tides. With care.");
    QCOMPARE(mergeViews(written(derived), written(mine), written({}))->view.fields.excerpt, mine);
    QCOMPARE(mergeViews(written({}), written(derived), written(mine))->view.fields.excerpt, mine);
    QCOMPARE(mergeViews({}, written(derived), written(mine))->view.fields.excerpt, mine);
    const auto merged = mergeViews(written(mine), written(QStringLiteral("On ebb. With care.")), written(QStringLiteral("On tides. With love.")));
    QVERIFY(merged->clashes.empty());
    QCOMPARE(merged->view.fields.excerpt, QStringLiteral("On ebb. With love."));
    const auto clash = mergeViews(written(mine), written(QStringLiteral("Ebb.")), written(QStringLiteral("Flood.")));
    QCOMPARE(clash->clashes, Clashes{PostField::Excerpt});
    QCOMPARE(clash->view.fields.excerpt, QStringLiteral("Ebb."));
    // Taken back here, rewritten there.
    const auto takenBack = mergeViews(written(mine), written(derived), written(QStringLiteral("Flood.")));
    QCOMPARE(takenBack->clashes, Clashes{PostField::Excerpt});
    QCOMPARE(takenBack->view.fields.excerpt, derived);
    QCOMPARE(mergeViews(written(mine), written(mine), written(derived))->view.fields.excerpt, derived);
}

void TestFieldMerge::clashesWithoutABase()
{
    View mine = viewOf();
    View theirs = viewOf();
    QCOMPARE(mergeViews({}, mine, theirs)->view, mine);
    QVERIFY(mergeViews({}, mine, theirs)->clashes.empty());
    mine.fields.subtitle = QStringLiteral("Mine");
    theirs.fields.seriesId = 3;
    const auto apart = mergeViews({}, mine, theirs);
    QVERIFY(apart->clashes.empty());
    QCOMPARE(apart->view.fields.subtitle, QStringLiteral("Mine"));
    QCOMPARE(apart->view.fields.seriesId, std::optional<qint64>(3));
    theirs.fields.subtitle = QStringLiteral("Theirs");
    theirs.fields.content = QStringLiteral("The sea comes. The sea stays. It never tires.\n");
    mine.publishAt = QStringLiteral("2027-01-01T00:00:00Z");
    const auto clash = mergeViews({}, mine, theirs);
    QCOMPARE(clash->clashes, (Clashes{PostField::Subtitle, PostField::Content}));
    QCOMPARE(clash->view.fields.content, mine.fields.content);
    QCOMPARE(clash->view.publishAt, mine.publishAt);
}

void TestFieldMerge::keepsUnchangedSides()
{
    QVERIFY(rc::check("where one side or both changed nothing, the other stands", [] {
        const RandomEdits texts = *randomEdits();
        const View base = *randomView(texts.base);
        const View x = *randomView(texts.mine);
        // Both forms of a moment and of a list of tags mean the same; then theirs stands.
        const auto means = [](View view) {
            if (view.fields.publishedAt == QStringLiteral("2026-01-02 03:04:05"))
                view.fields.publishedAt = QStringLiteral("2026-01-02T03:04:05Z");
            view.fields.tags = joinTags(splitTags(view.fields.tags));
            return view;
        };
        for (const auto &merge : {mergeViews(base, x, base), mergeViews(base, base, x), mergeViews(base, x, x)}) {
            RC_ASSERT(merge && merge->clashes.empty());
            RC_ASSERT(means(merge->view) == means(x));
        }
        RC_ASSERT(mergeViews(base, base, x)->view == x);
        RC_ASSERT(mergeViews(base, x, x)->view == x);
    }));
}

void TestFieldMerge::losesNothing()
{
    QVERIFY(rc::check("each whole field is one of the sides', mine in a clash, and clashes are the same seen from either side", [] {
        const RandomEdits texts = *randomEdits();
        const View agreed = *randomView(texts.base);
        const auto base = *rc::gen::inRange(0, 8) == 0 ? std::nullopt : std::optional(agreed);
        const View mine = *randomView(texts.mine);
        const View theirs = *randomView(texts.theirs);
        const auto here = mergeViews(base, mine, theirs);
        const auto there = mergeViews(base, theirs, mine);
        RC_ASSERT(here && there);
        RC_ASSERT(here->clashes == there->clashes);
        RC_ASSERT(isOneOf(here->view.fields.title, mine, theirs, &PostFields::title));
        RC_ASSERT(isOneOf(here->view.fields.publishedAt, mine, theirs, &PostFields::publishedAt));
        for (const PostField clash : here->clashes) {
            if (clash == PostField::Title)
                RC_ASSERT(here->view.fields.title == mine.fields.title && there->view.fields.title == theirs.fields.title);
        }
        RC_CLASSIFY(!here->clashes.empty(), "clash");
    }));
}

QTEST_GUILESS_MAIN(TestFieldMerge)
#include "test_fieldmerge.moc"
