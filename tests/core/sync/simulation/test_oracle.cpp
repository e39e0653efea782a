// The simulation's own instruments: a watchman that can't be woken guards nothing.
#include "tests/core/sync/simulation/simulation.h"

#include "tests/support/testblog.h"

#include <QTest>

using namespace galley;
using namespace galley::test;

class TestOracle : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void knowsWhatIsLost();
    void anAncestorIsNotLost();
    void knowsWhatCameBack();
    void seesAnUnaskedChange();
    void seesMoreThanWasAsked();
    void seesAMissingImage();
    void grantsAWishOnce();
    void knowsWhichUnitLanded();
    void knowsWhichUnitLandedWhereNoPostChanged();
    void seesAMoveThatLeavesReadersBehind();
    void seesAnUndoThatKeepsAnAddress();
    void everyFaultIsOne();
    void copyIsExact();
    void shrinksToWhatMatters();

private:
    Stage m_stage;
};

void TestOracle::knowsWhatIsLost()
{
    Truth truth;
    truth.wrote({}, {QStringLiteral("t1."), QStringLiteral("t2.")});
    truth.wrote({QStringLiteral("t1."), QStringLiteral("t2.")}, {QStringLiteral("t1.")});
    QVERIFY(!truth.lost({QStringLiteral("t1.")}));
    QCOMPARE(*truth.lost({QStringLiteral("t2.")}), QStringLiteral("t1."));
    truth.excused({QStringLiteral("t1.")});
    QVERIFY(!truth.lost({}));
}

void TestOracle::anAncestorIsNotLost()
{
    Truth truth;
    truth.wrote({}, {QStringLiteral("title:T1")});
    truth.wrote({QStringLiteral("title:T1")}, {QStringLiteral("title:T2")});
    truth.wrote({QStringLiteral("title:T1")}, {QStringLiteral("title:T3")});
    QVERIFY(!truth.lost({QStringLiteral("title:T2"), QStringLiteral("title:T3")}));
    QCOMPARE(*truth.lost({QStringLiteral("title:T2")}), QStringLiteral("title:T3"));
    truth.dropped({QStringLiteral("title:T3")});
    QVERIFY(!truth.lost({QStringLiteral("title:T2")}));
}

void TestOracle::knowsWhatCameBack()
{
    Truth truth;
    truth.wrote({}, {QStringLiteral("t1.")});
    truth.wrote({QStringLiteral("t1.")}, {});
    QCOMPARE(*truth.undeleted(5, {QStringLiteral("t1.")}), QStringLiteral("t1."));
    truth.mayComeBack(5);
    QVERIFY(!truth.undeleted(5, {QStringLiteral("t1.")}));
}

void TestOracle::seesAnUnaskedChange()
{
    World world(m_stage, 1, Clocks::True);
    query(world.remote(), QStringLiteral("INSERT INTO posts (id, title, inserted_at, updated_at) VALUES (1, 'T1', 'x', 'x')"));
    world.audit().deviceWrote();
    QCOMPARE(world.verdict().kind(), QStringLiteral("PUBLIC-UNASKED"));
}

namespace {

void publish(World &world, const QString &content)
{
    query(world.remote(),
          QStringLiteral("INSERT INTO posts (id, title, slug, content, excerpt, preview, published, published_at, inserted_at, updated_at) "
                         "VALUES (1, 'T1', 't1', ?, ?, ?, 1, '2026-01-01T00:00:00Z', 'x', 'x')"),
          {content, content, content});
}

void wishFor(World &world, const QString &content, const QString &unitId = {})
{
    Wish wish;
    wish.postId = 1;
    wish.seen.fields.title = QStringLiteral("T1");
    wish.seen.fields.slug = QStringLiteral("t1");
    wish.seen.fields.content = content;
    wish.unitId = unitId;
    world.audit().wish(wish);
}

} // namespace

void TestOracle::seesMoreThanWasAsked()
{
    World world(m_stage, 1, Clocks::True);
    wishFor(world, QStringLiteral("t1."));
    publish(world, QStringLiteral("t1. t2."));
    world.audit().deviceWrote();
    QCOMPARE(world.verdict().kind(), QStringLiteral("PUBLIC-UNASKED"));
}

void TestOracle::seesAMissingImage()
{
    World world(m_stage, 1, Clocks::True);
    wishFor(world, QStringLiteral("/images/5"));
    publish(world, QStringLiteral("/images/5"));
    world.audit().deviceWrote();
    QCOMPARE(world.verdict().kind(), QStringLiteral("READER-MISSING-IMAGE"));
}

void TestOracle::grantsAWishOnce()
{
    World world(m_stage, 1, Clocks::True);
    wishFor(world, QStringLiteral("t1."));
    publish(world, QStringLiteral("t1."));
    world.audit().deviceWrote();
    QVERIFY(!world.verdict().isViolated());
    query(world.remote(), QStringLiteral("DELETE FROM posts"));
    world.audit().siteWrote();
    publish(world, QStringLiteral("t1."));
    world.audit().deviceWrote();
    QCOMPARE(world.verdict().kind(), QStringLiteral("PUBLIC-UNASKED"));
}

void TestOracle::knowsWhichUnitLanded()
{
    World world(m_stage, 1, Clocks::True);
    wishFor(world, QStringLiteral("t1."), QStringLiteral("replaced"));
    wishFor(world, QStringLiteral("t1."), QStringLiteral("sent"));
    publish(world, QStringLiteral("t1."));
    world.audit().deviceWrote({QStringLiteral("sent")});
    QVERIFY(!world.verdict().isViolated());
    QVERIFY(world.audit().replacedBy(QStringLiteral("sent")));
    QVERIFY(!world.audit().replacedBy(QStringLiteral("replaced")));
}

void TestOracle::knowsWhichUnitLandedWhereNoPostChanged()
{
    World world(m_stage, 1, Clocks::True);
    publish(world, QStringLiteral("t1."));
    query(world.remote(), QStringLiteral("INSERT INTO galley_redirects (old_slug, post_id) VALUES ('t2', 2)")); // the site deleted 2
    world.audit().siteWrote();
    wishFor(world, QStringLiteral("t1."), QStringLiteral("replaced")); // and is so already
    Wish deletion;
    deletion.unitId = QStringLiteral("deletion");
    deletion.kind = PublishUnit::Kind::Delete;
    deletion.postId = 2;
    world.audit().wish(deletion);
    query(world.remote(), QStringLiteral("DELETE FROM galley_redirects"));
    world.audit().deviceWrote({deletion.unitId});
    QVERIFY2(!world.verdict().isViolated(), qPrintable(world.verdict().kind()));
}

void TestOracle::seesAMoveThatLeavesReadersBehind()
{
    World world(m_stage, 1, Clocks::True);
    publish(world, QStringLiteral("t1."));
    const auto move = [&](const QString &former) {
        query(world.remote(), QStringLiteral("DELETE FROM galley_redirects"));
        query(world.remote(), QStringLiteral("UPDATE posts SET slug = 't0'"));
        world.audit().siteWrote();
        wishFor(world, QStringLiteral("t1."));
        query(world.remote(), QStringLiteral("UPDATE posts SET slug = 't1'"));
        query(world.remote(), QStringLiteral("INSERT INTO galley_redirects (old_slug, post_id) VALUES (?, 1)"), {former});
        world.audit().deviceWrote();
    };
    move(QStringLiteral("t0"));
    QVERIFY(!world.verdict().isViolated());
    move(QStringLiteral("other"));
    QCOMPARE(world.verdict().kind(), QStringLiteral("REDIRECT-NOT-LEFT"));
}

void TestOracle::seesAnUndoThatKeepsAnAddress()
{
    World world(m_stage, 1, Clocks::True);
    publish(world, QStringLiteral("t1."));
    query(world.remote(), QStringLiteral("INSERT INTO galley_redirects (old_slug, post_id) VALUES ('t0', 1)"));
    world.audit().siteWrote();
    const PublicState before = world.audit().last();
    Wish deletion;
    deletion.unitId = QStringLiteral("deletion");
    deletion.kind = PublishUnit::Kind::Delete;
    deletion.postId = 1;
    world.audit().wish(deletion);
    query(world.remote(), QStringLiteral("DELETE FROM galley_redirects"));
    query(world.remote(), QStringLiteral("DELETE FROM posts"));
    world.audit().deviceWrote();
    QVERIFY(!world.verdict().isViolated());
    QCOMPARE(world.audit().replacedBy(deletion.unitId)->redirects, before.redirects);
    Wish undo;
    undo.postId = 1;
    undo.isUndo = true;
    undo.former = before.posts.at(1);
    undo.redirects = before.redirects;
    world.audit().wish(undo);
    publish(world, QStringLiteral("t1."));
    world.audit().deviceWrote();
    QCOMPARE(world.verdict().kind(), QStringLiteral("REDIRECT-NOT-BACK"));
}

void TestOracle::everyFaultIsOne()
{
    class Always final : public Weather
    {
    public:
        explicit Always(Fault fault) : m_fault(fault) {}
        Fault next(Side, bool) override { return m_fault; }
        void keepForLater(const Transaction &) override { ++kept; }
        int kept = 0;

    private:
        Fault m_fault;
    };
    struct Expectation
    {
        Fault fault;
        int effects;
        bool answers;
        bool isOff;
    };
    for (const auto &[fault, effects, answers, isOff] : {
             Expectation{Fault::None, 1, true, false}, Expectation{Fault::Error, 0, false, false}, Expectation{Fault::Timeout, 0, false, false},
             Expectation{Fault::ReplyLost, 1, false, false}, Expectation{Fault::Twice, 2, true, false},
             Expectation{Fault::CrashBefore, 0, false, true}, Expectation{Fault::CrashAfter, 1, false, true}}) {
        World world(m_stage, 1, Clocks::True);
        Power power;
        FaultDatabase database(world.remote(), Side::Remote, power);
        Always weather(fault);
        database.setWeather(&weather);
        const auto done = database.transaction({{QStringLiteral("INSERT INTO series (title, slug, inserted_at, updated_at) "
                                                                "VALUES ('S', hex(randomblob(8)), 'x', 'x')"), {}}});
        QCOMPARE(number(world.remote(), QStringLiteral("SELECT count(*) FROM series")), effects);
        QCOMPARE(done.has_value(), answers);
        QCOMPARE(power.isOff, isOff);
        QCOMPARE(weather.kept, fault == Fault::Timeout ? 1 : 0);
        database.setWeather(nullptr);
        QCOMPARE(database.execute({QStringLiteral("SELECT 1"), {}}).has_value(), !isOff);
    }
}

void TestOracle::copyIsExact()
{
    World world(m_stage, 1, Clocks::True);
    publish(world, QStringLiteral("t1."));
    const QString feed = QStringLiteral("SELECT seq, entity, entity_id, version FROM galley_changes ORDER BY seq");
    const Snapshot copy = Snapshot::of(world.remote());
    const Rows before = query(world.remote(), feed);
    query(world.remote(), QStringLiteral("UPDATE posts SET title = 'later'"));
    QVERIFY(query(world.remote(), feed).rows != before.rows);
    copy.restoreInto(world.remote());
    QCOMPARE(query(world.remote(), feed).rows, before.rows);
    query(world.remote(), QStringLiteral("UPDATE posts SET title = 'again'"));
    QCOMPARE(query(world.remote(), feed).front().front().integer(), before.front().front().integer() + 1);
}

void TestOracle::shrinksToWhatMatters()
{
    const History original = historyOf(mixes().front(), 3, 40);
    const Step needed = original[20];
    const History small = shrunk(original, 400, [&](const History &candidate) {
        return std::any_of(candidate.begin(), candidate.end(), [&](const Step &step) { return step.number == needed.number; });
    });
    QCOMPARE(small.size(), std::size_t(1));
    QCOMPARE(small.front().seed, needed.seed);
    QCOMPARE(small.front().faults, 0);
}

QTEST_GUILESS_MAIN(TestOracle)
#include "test_oracle.moc"
