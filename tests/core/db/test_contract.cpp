// What every Database must do, on each that there is.
#include "tests/core/db/backends.h"
#include "tests/core/db/check.h"

#include <cmath>
#include <limits>
#include <thread>

using namespace galley;
using namespace galley::test;

namespace {

QByteArray noise(qsizetype size)
{
    QByteArray bytes(size, Qt::Uninitialized);
    quint32 state = 12345;
    for (char &byte : bytes) {
        state = state * 1664525 + 1013904223;
        byte = char(state >> 24);
    }
    return bytes;
}

/// Equal in kind and value, and for a zero in sign.
bool same(const Value &a, const Value &b)
{
    return a == b && (!a.isReal() || std::signbit(a.real()) == std::signbit(b.real()));
}

/// Inserts so many rows, one after another; then, when all of them are there, one that is refused; then counts them.
class Counting final : public Pipeline
{
public:
    explicit Counting(int rows) : m_rows(rows) {}

    std::size_t refuse = std::size_t(-1); // the outcome with this number ends it
    std::size_t stopAt = std::size_t(-1);
    std::stop_source stop;
    std::vector<Result<Outcome>> taken;

    std::optional<Transaction> next() override
    {
        if (m_next < m_rows) {
            ++m_next;
            return Transaction{{sql("INSERT INTO t(id) VALUES (?) RETURNING id", {m_next - 1})}, {}};
        }
        const bool isEach = m_next == m_rows || m_next == m_rows + 1;
        if (!isEach || int(taken.size()) < m_next)
            return std::nullopt;
        return ++m_next == m_rows + 1 ? Transaction{{sql("INSERT INTO t(id) VALUES (0)")}, {}}
                                      : Transaction{{sql("SELECT count(*) FROM t")}, {}, Transaction::Mode::Read};
    }

    Status take(Result<Outcome> outcome) override
    {
        taken.push_back(std::move(outcome));
        if (taken.size() == stopAt)
            stop.request_stop();
        if (taken.size() == refuse)
            return fail(ErrorCode::DiskFull, text("The disk is full."));
        if (!taken.back() && taken.back().error().code == ErrorCode::Cancelled)
            return failure(taken.back());
        return {};
    }

private:
    int m_rows;
    int m_next = 0;
};

} // namespace

class TestContract : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data();
    void init();
    void cleanup() { m_db.reset(); }

    void returnsValuesExactly_data();
    void returnsValuesExactly();
    void keepsTimesAsTheyAreWritten();
    void namesColumnsAndKeepsRowOrder();
    void refusesWhatNoDatabaseMayHold_data();
    void refusesWhatNoDatabaseMayHold();
    void tellsBrokenRules_data();
    void tellsBrokenRules();
    void survivesNonsense();
    void leavesNothingOfAFailedTransaction();
    void failsAsAWholeWhenTheFirstOrLastStepFails();
    void commitsAnEmptyTransaction();
    void commitsAThousandStatements();
    void givesRowsOfReturning();
    void isHarmlessTwiceWithAnOperationId();
    void showsTheStateAfterCommit();
    void showsTheStateAfterRollback();
    void reportsEachStatementAfterwardsAlone();
    void readsOneState();
    void runsIndependentTransactionsInOrder();
    void runsAPipelineThatFollowsItsAnswers();
    void endsAPipelineAtItsError();
    void stopsAPipeline();
    void stopsBeforeItBegins();
    void stopsALongStatement();
    void seesWhatAnotherConnectionWrote();

private:
    Rows rows(const Statement &statement);
    qint64 count();

    Backends m_backends;
    std::unique_ptr<Database> m_db;
};

void TestContract::initTestCase_data()
{
    QTest::addColumn<int>("backend");
    int index = 0;
    for (const Backend &backend : m_backends.all())
        QTest::newRow(backend.name) << index++;
}

void TestContract::init()
{
    QFETCH_GLOBAL(int, backend);
    auto connected = m_backends.all().at(std::size_t(backend)).connect();
    VERIFY_OK(connected);
    m_db = std::move(*connected);
    VERIFY_OK(m_db->transaction(
        {sql("DROP TABLE IF EXISTS t"), sql("DROP TABLE IF EXISTS ops"),
         sql("CREATE TABLE t(id INTEGER PRIMARY KEY, v, u TEXT UNIQUE, n TEXT NOT NULL DEFAULT '')"),
         sql("CREATE TABLE ops(op_id TEXT PRIMARY KEY, guard INTEGER NOT NULL)")}));
}

Rows TestContract::rows(const Statement &statement)
{
    auto result = m_db->execute(statement);
    if (result)
        return *result;
    qWarning("%s: %s", qPrintable(result.error().message), qPrintable(result.error().detail));
    return {};
}

qint64 TestContract::count()
{
    const Rows all = rows(sql("SELECT count(*) FROM t"));
    return all.empty() ? -1 : all.front().front().integer();
}

void TestContract::returnsValuesExactly_data()
{
    QTest::addColumn<std::shared_ptr<Value>>("value");
    QTest::addColumn<QString>("type");
    const auto add = [](const char *name, const Value &value, const char *type) {
        QTest::newRow(name) << std::make_shared<Value>(value) << text(type);
    };
    add("null", {}, "null");
    add("zero", 0, "integer");
    add("one less than nothing", -1, "integer");
    add("2^53 + 1", qint64(9007199254740993), "integer");
    add("largest integer", std::numeric_limits<qint64>::max(), "integer");
    add("smallest integer", std::numeric_limits<qint64>::min(), "integer");
    add("a real that is whole", 5.0, "real");
    add("a third", 1.0 / 3.0, "real");
    add("negative zero", -0.0, "real");
    add("1e308", 1e308, "real");
    add("largest real", std::numeric_limits<double>::max(), "real");
    add("smallest real", std::numeric_limits<double>::denorm_min(), "real");
    add("2^63 as a real", 9223372036854775808.0, "real");
    add("empty text", text(""), "text");
    add("emoji", text("🌊 naïve 漢字 👩‍👩‍👧"), "text");
    add("what JSON escapes", text("\"quoted\" \\ back / \b\f\n\r\t \x01\x1f\x7f \u2028\u2029 </script>"),
        "text");
    add("text like base64", text("AAECAw=="), "text");
    add("text like a number", text("9007199254740993"), "text");
    add("text like hexadecimal", text("x'00ff'"), "text");
    add("text of high code points", text("\u00ff\u00fe\ufeff\uffff\U0010ffff"), "text");
    add("byte order mark at the start", text("a").prepend(QChar(0xfeff)), "text");
    add("1 MB of text", text("0123456789 äöü\n").repeated(1000 * 1000 / 18), "text");
    add("empty blob", QByteArray(""), "blob");
    add("null array is a blob", QByteArray(), "blob");
    add("printable blob", QByteArray("plain ASCII text"), "blob");
    add("zeros", QByteArray(5, '\0'), "blob");
    add("one byte", QByteArray("\xff"), "blob");
    add("two bytes", QByteArray("\xff\xfe"), "blob");
    add("invalid UTF-8 in a blob", QByteArray("\xc3\x28\xed\xa0\x80"), "blob");
    add("4 MB blob", noise(4 * 1000 * 1000), "blob");
}

void TestContract::returnsValuesExactly()
{
    QFETCH(std::shared_ptr<Value>, value);
    QFETCH(QString, type);

    const Rows direct = rows(sql("SELECT ?, typeof(?1)", {*value}));
    QCOMPARE(direct.size(), std::size_t(1));
    QVERIFY(same(direct.front().at(0), *value));
    QCOMPARE(direct.front().at(1).text(), type);

    VERIFY_OK(m_db->transaction({sql("INSERT INTO t(id, v) VALUES (1, ?)", {*value})}));
    const Rows stored = rows(sql("SELECT v, typeof(v) FROM t WHERE id = 1"));
    QCOMPARE(stored.size(), std::size_t(1));
    QVERIFY(same(stored.front().at(0), *value));
    QCOMPARE(stored.front().at(1).text(), type);
}

void TestContract::keepsTimesAsTheyAreWritten()
{
    VERIFY_OK(m_db->execute(sql("CREATE TABLE IF NOT EXISTS times(at TEXT_DATETIME, plain DATETIME)")));
    VERIFY_OK(m_db->execute(sql("DELETE FROM times")));
    const QStringList times{text("2024-05-06 07:08:09"), text("2024-05-06T07:08:09"),
                            text("2024-05-06T07:08:09Z"), text("2024-05-06T07:08:09.123456+02:00")};
    for (const QString &time : times)
        VERIFY_OK(m_db->execute(sql("INSERT INTO times VALUES (?, ?)", {time, time})));
    const Rows all = rows(sql("SELECT at, plain FROM times ORDER BY rowid"));
    QCOMPARE(all.size(), std::size_t(times.size()));
    for (qsizetype i = 0; i < times.size(); ++i) {
        QVERIFY(same(all.rows[std::size_t(i)][0], times[i]));
        QVERIFY(same(all.rows[std::size_t(i)][1], times[i]));
    }
}

void TestContract::namesColumnsAndKeepsRowOrder()
{
    VERIFY_OK(m_db->execute(sql("INSERT INTO t(id, v) VALUES (3, 'c'), (1, 'a'), (2, 'b')")));
    const Rows all = rows(sql("SELECT id AS number, v AS \"the letter é\" FROM t ORDER BY id DESC"));
    QCOMPARE(all.columns, (QStringList{text("number"), text("the letter é")}));
    QCOMPARE(all.size(), std::size_t(3));
    QCOMPARE(all.rows[0][0].integer(), 3);
    QCOMPARE(all.rows[2][1].text(), text("a"));
    const Rows none = rows(sql("SELECT id FROM t WHERE id > 3"));
    QCOMPARE(none.columns, QStringList{text("id")});
    QVERIFY(none.empty());
}

void TestContract::refusesWhatNoDatabaseMayHold_data()
{
    QTest::addColumn<std::shared_ptr<Value>>("value");
    const auto add = [](const char *name, const Value &value) {
        QTest::newRow(name) << std::make_shared<Value>(value);
    };
    add("NaN", std::numeric_limits<double>::quiet_NaN());
    add("infinity", std::numeric_limits<double>::infinity());
    add("negative infinity", -std::numeric_limits<double>::infinity());
    add("NUL", text("a") + QChar(0) + text("b"));
    add("lone high surrogate", text("a") + QChar(0xD83C));
    add("lone low surrogate", QString(QChar(0xDF0A)) + text("a"));
}

void TestContract::refusesWhatNoDatabaseMayHold()
{
    QFETCH(std::shared_ptr<Value>, value);
    const Statement insert = sql("INSERT INTO t(v) VALUES (?)", {*value});
    QCOMPARE(m_db->execute(insert).error().code, ErrorCode::InvalidInput);
    QCOMPARE(m_db->transaction({sql("INSERT INTO t(v) VALUES (1)"), insert}).error().code,
             ErrorCode::InvalidInput);
    const Transaction after{{sql("INSERT INTO t(v) VALUES (1)")}, {insert}};
    QCOMPARE(m_db->run(after).error().code, ErrorCode::InvalidInput);
    QCOMPARE(count(), 0);
}

void TestContract::tellsBrokenRules_data()
{
    QTest::addColumn<QString>("insert");
    QTest::newRow("primary key") << text("INSERT INTO t(id) VALUES (1)");
    QTest::newRow("unique") << text("INSERT INTO t(u) VALUES ('taken')");
    QTest::newRow("not null") << text("INSERT INTO t(n) VALUES (NULL)");
}

void TestContract::tellsBrokenRules()
{
    QFETCH(QString, insert);
    VERIFY_OK(m_db->execute(sql("INSERT INTO t(id, u) VALUES (1, 'taken')")));
    auto alone = m_db->execute({insert, {}});
    QVERIFY(!alone);
    QCOMPARE(alone.error().code, ErrorCode::Constraint);
    QVERIFY(alone.error().message.endsWith(QLatin1Char('.')));
    auto inside = m_db->transaction({sql("INSERT INTO t(id) VALUES (7)"), {insert, {}}});
    QVERIFY(!inside);
    QCOMPARE(inside.error().code, ErrorCode::Constraint);
    QCOMPARE(count(), 1);
}

void TestContract::survivesNonsense()
{
    for (const char *nonsense :
         {"SELEC 1", "SELECT nothing FROM nowhere", "INSERT INTO t(no_such) VALUES (1)", "("}) {
        auto failed = m_db->execute(sql(nonsense));
        QVERIFY(!failed);
        QVERIFY(!failed.error().message.isEmpty());
        QVERIFY(!m_db->transaction({sql(nonsense)}));
    }
    QCOMPARE(count(), 0);
    VERIFY_OK(m_db->transaction({sql("INSERT INTO t(v) VALUES (1)")}));
}

void TestContract::leavesNothingOfAFailedTransaction()
{
    VERIFY_OK(m_db->execute(sql("INSERT INTO t(id, v, u) VALUES (1, 'old', 'one')")));
    auto failed = m_db->transaction(
        {sql("UPDATE t SET v = 'new' WHERE id = 1"), sql("INSERT INTO t(id, u) VALUES (2, 'two')"),
         sql("INSERT INTO t(id, u) VALUES (3, 'one')"), sql("INSERT INTO t(id, u) VALUES (4, 'four')")});
    QVERIFY(!failed);
    const Rows all = rows(sql("SELECT id, v FROM t"));
    QCOMPARE(all.size(), std::size_t(1));
    QCOMPARE(all.front().at(1).text(), text("old"));
}

void TestContract::failsAsAWholeWhenTheFirstOrLastStepFails()
{
    const Statement good = sql("INSERT INTO t(v) VALUES (1)");
    const Statement bad = sql("INSERT INTO t(n) VALUES (NULL)");
    QVERIFY(!m_db->transaction({bad, good}));
    QVERIFY(!m_db->transaction({good, bad}));
    QCOMPARE(count(), 0);
    VERIFY_OK(m_db->transaction({good, good}));
    QCOMPARE(count(), 2);
}

void TestContract::commitsAnEmptyTransaction()
{
    auto done = m_db->run({{}, {sql("SELECT 7")}});
    VERIFY_OK(done);
    VERIFY_OK(done->body);
    QVERIFY(done->body->empty());
    QCOMPARE(done->after.at(0)->front().front().integer(), 7);
}

void TestContract::commitsAThousandStatements()
{
    std::vector<Statement> inserts;
    for (int i = 0; i < 1000; ++i)
        inserts.push_back(sql("INSERT INTO t(id, u) VALUES (?, ?)", {i, QString::number(i)}));
    auto done = m_db->transaction(inserts);
    VERIFY_OK(done);
    QCOMPARE(done->size(), inserts.size());
    QCOMPARE(count(), 1000);

    for (Statement &insert : inserts)
        insert.args[0] = insert.args[0].integer() + 1000;
    inserts.back().args[1] = text("0"); // taken: the last of a thousand fails
    inserts.pop_back();
    inserts.push_back(sql("INSERT INTO t(id, u) VALUES (5000, '0')"));
    QVERIFY(!m_db->transaction(inserts));
    QCOMPARE(count(), 1000);
}

void TestContract::givesRowsOfReturning()
{
    auto done = m_db->transaction({sql("INSERT INTO t(id, v) VALUES (5, 'a') RETURNING id, v"),
                                   sql("UPDATE t SET v = 'b' WHERE id = 5 RETURNING v"),
                                   sql("SELECT v FROM t"), sql("DELETE FROM t WHERE id = 5 RETURNING id")});
    VERIFY_OK(done);
    QCOMPARE(done->at(0).front().at(0).integer(), 5);
    QCOMPARE(done->at(1).front().at(0).text(), text("b"));
    QCOMPARE(done->at(2).front().at(0).text(), text("b"));
    QCOMPARE(done->at(3).front().at(0).integer(), 5);
    QCOMPARE(count(), 0);
}

void TestContract::isHarmlessTwiceWithAnOperationId()
{
    const Transaction op{
        {sql("INSERT INTO ops(op_id, guard) SELECT 'op1', CASE WHEN (SELECT count(*) FROM t) = 0 "
             "THEN 1 END"),
         sql("INSERT INTO t(v) VALUES ('once')")},
        {sql("SELECT count(*) FROM ops WHERE op_id = 'op1'"), sql("SELECT count(*) FROM t")}};
    for (int i = 0; i < 3; ++i) {
        auto done = m_db->run(op);
        VERIFY_OK(done);
        QCOMPARE(done->body.has_value(), i == 0);
        QCOMPARE(done->after.at(0)->front().front().integer(), 1);
        QCOMPARE(done->after.at(1)->front().front().integer(), 1);
    }
    Transaction guarded = op;
    guarded.body[0].sql.replace(text("op1"), text("op2"));
    auto refused = m_db->run(guarded); // the guard is NULL now
    VERIFY_OK(refused);
    QCOMPARE(refused->body.error().code, ErrorCode::Constraint);
    QCOMPARE(count(), 1);
}

void TestContract::showsTheStateAfterCommit()
{
    auto done = m_db->run({{sql("INSERT INTO t(id, v) VALUES (1, 'in')")},
                           {sql("SELECT v FROM t"), sql("UPDATE t SET v = 'after' RETURNING v")}});
    VERIFY_OK(done);
    VERIFY_OK(done->body);
    QCOMPARE(done->after.size(), std::size_t(2));
    QCOMPARE(done->after[0]->front().front().text(), text("in"));
    QCOMPARE(done->after[1]->front().front().text(), text("after"));
    QCOMPARE(rows(sql("SELECT v FROM t")).front().front().text(), text("after"));
}

void TestContract::showsTheStateAfterRollback()
{
    VERIFY_OK(m_db->execute(sql("INSERT INTO t(id, v) VALUES (1, 'before')")));
    auto done = m_db->run({{sql("UPDATE t SET v = 'never'"), sql("INSERT INTO t(id) VALUES (1)")},
                           {sql("SELECT v FROM t"), sql("INSERT INTO t(id, v) VALUES (2, 'burnt')")}});
    VERIFY_OK(done);
    QVERIFY(!done->body);
    QCOMPARE(done->after.at(0)->front().front().text(), text("before"));
    VERIFY_OK(done->after.at(1));
    QCOMPARE(count(), 2);
}

void TestContract::reportsEachStatementAfterwardsAlone()
{
    auto done = m_db->run({{sql("INSERT INTO t(id) VALUES (1)")},
                           {sql("INSERT INTO t(id) VALUES (1)"), sql("SELECT count(*) FROM t")}});
    VERIFY_OK(done);
    VERIFY_OK(done->body);
    QVERIFY(!done->after.at(0));
    QCOMPARE(done->after.at(1)->front().front().integer(), 1);
}

void TestContract::readsOneState()
{
    VERIFY_OK(m_db->execute(sql("INSERT INTO t(id, v) VALUES (1, 'a'), (2, 'b')")));
    auto read = m_db->read({sql("SELECT count(*) FROM t"), sql("SELECT v FROM t WHERE id = ?", {2}),
                            sql("SELECT v FROM t WHERE id = ?", {3})});
    VERIFY_OK(read);
    QCOMPARE(read->at(0).front().front().integer(), 2);
    QCOMPARE(read->at(1).front().front().text(), text("b"));
    QVERIFY(read->at(2).empty());
    QVERIFY(!m_db->read({sql("SELECT 1"), sql("SELECT nothing FROM t")}));
    VERIFY_OK(m_db->transaction({sql("DELETE FROM t")})); // nothing was left open
}

void TestContract::runsIndependentTransactionsInOrder()
{
    std::vector<Transaction> many;
    for (int i = 0; i < 7; ++i)
        many.push_back(
            {{sql("INSERT INTO t(id, u) VALUES (?, ?) RETURNING id", {i, QString::number(i == 4 ? 0 : i)})},
             {}});
    const auto results = m_db->transactions(many);
    QCOMPARE(results.size(), many.size());
    int failed = 0;
    for (int i = 0; i < 7; ++i) {
        VERIFY_OK(results[std::size_t(i)]);
        const auto &body = results[std::size_t(i)]->body;
        failed += body ? 0 : 1;
        if (body)
            QCOMPARE(body->front().front().front().integer(), i);
    }
    QCOMPARE(failed, 1); // 0 and 4 want the same text, and may meet in either order
    QCOMPARE(count(), 6);
    QVERIFY(m_db->transactions({}).empty());
}

void TestContract::runsAPipelineThatFollowsItsAnswers()
{
    Counting pipeline(20);
    VERIFY_OK(m_db->runPipeline(pipeline));
    QCOMPARE(count(), 20);
    QCOMPARE(pipeline.taken.size(), 22U);
    for (std::size_t i = 0; i < 20; ++i) {
        VERIFY_OK(pipeline.taken[i]);
        VERIFY_OK(pipeline.taken[i]->body);
        QCOMPARE(pipeline.taken[i]->body->front().front().front().integer(), qint64(i));
    }
    VERIFY_OK(pipeline.taken[20]);
    QVERIFY(!pipeline.taken[20]->body); // one that fails is an outcome like others
    QCOMPARE(pipeline.taken[21]->body->front().front().front().integer(), 20);
    VERIFY_OK(m_db->execute(sql("SELECT 1")));
}

void TestContract::endsAPipelineAtItsError()
{
    Counting pipeline(20);
    pipeline.refuse = 5;
    VERIFY_FAILS(m_db->runPipeline(pipeline), ErrorCode::DiskFull, "The disk is full.");
    QCOMPARE(pipeline.taken.size(), 5U); // none is handed over after that
    QVERIFY(count() < 10);               // though one more may have been under way
    VERIFY_OK(m_db->execute(sql("SELECT 1")));
}

void TestContract::stopsAPipeline()
{
    std::stop_source source;
    Counting pipeline(20);
    pipeline.stopAt = 5;
    pipeline.stop = source;
    const auto ended = m_db->runPipeline(pipeline, {source.get_token()});
    QVERIFY(!ended);
    QCOMPARE(ended.error().code, ErrorCode::Cancelled);
    QVERIFY(count() < 10);
    VERIFY_OK(m_db->execute(sql("SELECT 1")));
}

void TestContract::stopsBeforeItBegins()
{
    std::stop_source source;
    source.request_stop();
    const CallOptions stopped{source.get_token()};
    QCOMPARE(m_db->execute(sql("INSERT INTO t(v) VALUES (1)"), stopped).error().code, ErrorCode::Cancelled);
    QCOMPARE(m_db->transaction({sql("INSERT INTO t(v) VALUES (1)")}, stopped).error().code,
             ErrorCode::Cancelled);
    QCOMPARE(count(), 0);
}

void TestContract::stopsALongStatement()
{
    VERIFY_OK(m_db->execute(sql("INSERT INTO t(v) VALUES (1), (2), (3), (4), (5), (6)")));
    for (int i = 0; i < 5; ++i)
        VERIFY_OK(m_db->execute(sql("INSERT INTO t(v) SELECT v FROM t"))); // 192 rows
    std::stop_source source;
    const std::jthread later([&source] {
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
        source.request_stop();
    });
    auto stopped =
        m_db->transaction({sql("SELECT sum(a.v * b.v * c.v) FROM t a, t b, t c")}, {source.get_token()});
    QVERIFY(!stopped);
    QCOMPARE(stopped.error().code, ErrorCode::Cancelled);
    QCOMPARE(count(), 192); // and the connection is of use again
}

void TestContract::seesWhatAnotherConnectionWrote()
{
    QFETCH_GLOBAL(int, backend);
    const Backend &here = m_backends.all().at(std::size_t(backend));
    if (QByteArray(here.name) == "SQLite memory")
        return; // has one connection only
    auto other = here.connect();
    VERIFY_OK(other);
    VERIFY_OK((*other)->execute(sql("INSERT INTO t(v) VALUES ('theirs')")));
    QCOMPARE(rows(sql("SELECT v FROM t")).front().front().text(), text("theirs"));
    VERIFY_OK(m_db->execute(sql("INSERT INTO t(v) VALUES ('ours')")));
    QCOMPARE((*other)->execute(sql("SELECT count(*) FROM t"))->front().front().integer(), 2);
}

QTEST_GUILESS_MAIN(TestContract)
#include "test_contract.moc"
