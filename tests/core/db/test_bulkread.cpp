// Reading more than one reply can hold: many rows by halving, one large row by ranges of bytes.
#include "core/db/batchread.h"
#include "core/db/hrana/tursodatabase.h"
#include "core/db/largerow.h"
#include "tests/core/db/backends.h"
#include "tests/core/db/check.h"
#include "tests/support/hranaserver.h"
#include "tests/support/tursoengine.h"

#include <map>

using namespace galley;
using namespace galley::test;

namespace {

constexpr qint64 Cap = 20'000; // of one reply, in bytes of JSON

QByteArray bytesOf(qint64 key, qsizetype size)
{
    QByteArray bytes(size, '\0');
    for (qsizetype i = 0; i < size; ++i)
        bytes[i] = char(key * 31 + i * 7 + i / 251);
    return bytes;
}

void fill(Database &db, const std::map<qint64, qsizetype> &sizes)
{
    VERIFY_OK(db.transaction({sql("DROP TABLE IF EXISTS t"), sql("CREATE TABLE t(id INTEGER PRIMARY KEY, v)")}));
    std::vector<Transaction> writes; // of few statements, for the cap is on these replies too
    for (const auto &[key, size] : sizes) {
        if (writes.empty() || writes.back().body.size() == 40)
            writes.emplace_back();
        writes.back().body.push_back(sql("INSERT INTO t VALUES (?, ?)", {key, bytesOf(key, size)}));
    }
    for (const auto &written : db.transactions(writes))
        VERIFY_OK(written->body);
}

std::vector<Statement> ask(const std::vector<qint64> &keys)
{
    QStringList marks(qsizetype(keys.size()), text("?"));
    Statement rows{text("SELECT id, v FROM t WHERE id IN (%1)").arg(marks.join(QLatin1Char(','))), {}};
    rows.args.insert(rows.args.end(), keys.begin(), keys.end());
    return {rows, sql("SELECT count(*) FROM t")};
}

/// Reads all of them; those that are too large alone.
Result<std::vector<qint64>> readInBatches(Database &db, const std::vector<SizedKey> &keys, AskForKeys asking, TakeRows take,
                                          const CallOptions &options = {}, const ReadLimits &limits = {})
{
    BatchReader reader(keys, std::move(asking), std::move(take), limits);
    if (auto ok = db.runPipeline(reader, options); !ok)
        return failure(ok);
    if (!reader.isDone())
        return fail(ErrorCode::InvalidInput, text("it ended too early"));
    return reader.tooLarge();
}

/// What was taken; a key that comes twice fails the test.
class Taken
{
public:
    TakeRows taker()
    {
        return [this](const std::vector<qint64> &keys, const std::vector<Rows> &answers) -> Status {
            if (answers.size() != 2 || answers[0].size() != keys.size())
                return fail(ErrorCode::InvalidInput, text("not one row for each key"));
            for (const Row &row : answers[0]) {
                if (!m_values.emplace(row[0].integer(), row[1].blob()).second)
                    return fail(ErrorCode::InvalidInput, text("a key came twice"));
            }
            return {};
        };
    }
    std::map<qint64, qsizetype> sizes() const
    {
        std::map<qint64, qsizetype> sizes;
        for (const auto &[key, bytes] : m_values) {
            if (bytes == bytesOf(key, bytes.size()))
                sizes[key] = bytes.size();
        }
        return sizes;
    }

private:
    std::map<qint64, QByteArray> m_values;
};

std::vector<SizedKey> keysOf(const std::map<qint64, qsizetype> &sizes, bool areKnown)
{
    std::vector<SizedKey> keys;
    for (const auto &[key, size] : sizes)
        keys.push_back({key, areKnown ? size : 0});
    return keys;
}

LargeRow rowOf(qint64 key)
{
    LargeRow row;
    row.columns = QStringList{text("id"), text("n")};
    row.large = QStringList{text("v"), text("w")};
    row.sources = QStringList{text("first WHERE id = ?"), text("second WHERE id = ?")};
    row.args.emplace_back(key);
    row.stamp = text("version");
    return row;
}

void makeSources(Database &db)
{
    for (const char *table : {"first", "second"}) {
        VERIFY_OK(db.execute({text("DROP TABLE IF EXISTS %1").arg(text(table)), {}}));
        VERIFY_OK(db.execute(
            {text("CREATE TABLE %1(id INTEGER PRIMARY KEY, n, v, w, version TEXT)").arg(text(table)), {}}));
    }
}

/// Another program that writes to the row while we read it.
class Meddler final : public Database
{
public:
    Meddler(Database &real, int times) : m_real(real), m_times(times) {}
    std::vector<Result<Outcome>> transactions(std::span<const Transaction> list, const CallOptions &options) override
    {
        auto results = m_real.transactions(list, options);
        if (m_times-- > 0)
            (void)m_real.execute(sql("UPDATE first SET v = ?, version = version || 'x'", {bytesOf(m_times + 100, 5000)}));
        return results;
    }
    QString location() const override { return m_real.location(); }

protected:
    Result<Rows> executeOne(const Statement &statement, const CallOptions &options) override
    {
        return m_real.execute(statement, options);
    }

private:
    Database &m_real;
    int m_times;
};

} // namespace

class TestBulkRead : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void asksBySize_data() { backends(); }
    void asksBySize();
    void halvesWhatTheServerFindsTooLarge_data();
    void halvesWhatTheServerFindsTooLarge();
    void growsAgainAfterOneLargeRow();
    void handsBackWhatIsTooLargeAlone();
    void halvesWhatIsTooLargeForUs();
    void endsAtAnotherError();
    void readsALargeRowByRanges_data() { backends(); }
    void readsALargeRowByRanges();
    void readsAsManyRangesAsTheCapWants();
    void takesOneRequestForAnOrdinaryRow();
    void mixesNoTwoStates();
    void believesNoLies_data();
    void believesNoLies();

private:
    void backends();
    int requests() { return m_server->stats().value(text("requests")).toInt(); }

    Backends m_backends;
    std::unique_ptr<HranaServer> m_server;
    std::unique_ptr<TursoDatabase> m_db; // over m_server
};

void TestBulkRead::initTestCase()
{
    auto server = HranaServer::start({text("--max-reply"), QString::number(Cap)});
    VERIFY_OK(server);
    m_server = std::move(*server);
    auto db = TursoDatabase::open(m_server->config());
    VERIFY_OK(db);
    m_db = std::move(*db);
}

void TestBulkRead::init()
{
    m_server->failNext({});
}

void TestBulkRead::backends()
{
    QTest::addColumn<int>("backend");
    for (std::size_t i = 0; i < m_backends.all().size(); ++i)
        QTest::newRow(m_backends.all()[i].name) << int(i);
}

void TestBulkRead::asksBySize()
{
    QFETCH(int, backend);
    auto db = m_backends.all()[std::size_t(backend)].connect();
    VERIFY_OK(db);
    std::map<qint64, qsizetype> sizes;
    for (qint64 key = 1; key <= 60; ++key)
        sizes[key] = key * 37 % 900;
    fill(**db, sizes);
    ReadLimits limits;
    limits.bytes = 2000;
    limits.keys = 7;
    Taken taken;
    qsizetype most = 0;
    qint64 mostBytes = 0;
    const auto alone = readInBatches(
        **db, keysOf(sizes, true),
        [&](const std::vector<qint64> &keys) {
            most = std::max(most, qsizetype(keys.size()));
            qint64 bytes = 0;
            for (const qint64 key : keys)
                bytes += sizes[key];
            mostBytes = std::max(mostBytes, bytes);
            return ask(keys);
        },
        taken.taker(), {}, limits);
    VERIFY_OK(alone);
    QVERIFY(alone->empty());
    QCOMPARE(taken.sizes(), sizes);
    QCOMPARE(most, 7);
    QVERIFY(mostBytes <= limits.bytes && mostBytes > limits.bytes / 2);
}

void TestBulkRead::halvesWhatTheServerFindsTooLarge_data()
{
    QTest::addColumn<bool>("areKnown");
    QTest::newRow("sizes are known") << true;
    QTest::newRow("sizes are not known") << false;
}

void TestBulkRead::halvesWhatTheServerFindsTooLarge()
{
    QFETCH(bool, areKnown);
    std::map<qint64, qsizetype> sizes;
    for (qint64 key = 1; key <= 100; ++key)
        sizes[key] = 500 + key * 10; // some 100 KB, so at least seven replies
    fill(*m_db, sizes);
    Taken taken;
    const int before = requests();
    const auto alone = readInBatches(*m_db, keysOf(sizes, areKnown), ask, taken.taker());
    VERIFY_OK(alone);
    QVERIFY(alone->empty());
    QCOMPARE(taken.sizes(), sizes);
    QVERIFY2(requests() - before < 50, qPrintable(QString::number(requests() - before)));
}

void TestBulkRead::growsAgainAfterOneLargeRow()
{
    std::map<qint64, qsizetype> sizes;
    for (qint64 key = 1; key <= 200; ++key)
        sizes[key] = key == 20 ? 16'000 : 10;
    fill(*m_db, sizes);
    Taken taken;
    ReadLimits limits;
    limits.keys = 64;
    const int before = requests();
    const auto alone = readInBatches(*m_db, keysOf(sizes, false), ask, taken.taker(), {}, limits);
    VERIFY_OK(alone);
    QCOMPARE(*alone, std::vector<qint64>{20});
    sizes.erase(20);
    QCOMPARE(taken.sizes(), sizes);
    QVERIFY2(requests() - before < 25, qPrintable(QString::number(requests() - before)));
}

void TestBulkRead::handsBackWhatIsTooLargeAlone()
{
    std::map<qint64, qsizetype> sizes{{1, 100}, {2, 18'000}, {3, 100}, {4, 300'000}};
    fill(*m_db, sizes);
    for (const bool areKnown : {true, false}) {
        Taken taken;
        ReadLimits limits;
        limits.bytes = 30'000; // by its size, 4 is not even asked for
        auto alone = readInBatches(*m_db, keysOf(sizes, areKnown), ask, taken.taker(), {}, limits);
        VERIFY_OK(alone);
        std::sort(alone->begin(), alone->end());
        QCOMPARE(*alone, (std::vector<qint64>{2, 4}));
        QCOMPARE(taken.sizes(), (std::map<qint64, qsizetype>{{1, 100}, {3, 100}}));
        for (const qint64 key : *alone) {
            LargeRow row;
            row.large = QStringList{text("v")};
            row.sources = QStringList{text("t WHERE id = ?")};
            row.args.emplace_back(key);
            row.stamp = text("length(v)");
            limits.leastBytes = 1000;
            const auto read = readLargeRow(*m_db, row, {}, limits);
            VERIFY_OK(read);
            QVERIFY(read->has_value());
            QCOMPARE((**read)[1].blob(), bytesOf(key, sizes[key]));
        }
    }
}

void TestBulkRead::halvesWhatIsTooLargeForUs()
{
    const auto engine = TursoEngine::start();
    VERIFY_OK(engine);
    RemoteConfig config = (*engine)->config();
    config.maxReplyBytes = Cap;
    const auto db = TursoDatabase::open(config);
    VERIFY_OK(db);
    std::map<qint64, qsizetype> sizes{{50, 40'000}};
    for (qint64 key = 1; key <= 30; ++key)
        sizes[key] = 1500;
    fill(**db, sizes);
    Taken taken;
    const auto alone = readInBatches(**db, keysOf(sizes, false), ask, taken.taker());
    VERIFY_OK(alone);
    QCOMPARE(*alone, std::vector<qint64>{50});
    sizes.erase(50);
    QCOMPARE(taken.sizes(), sizes);
}

void TestBulkRead::endsAtAnotherError()
{
    const std::map<qint64, qsizetype> sizes{{1, 10}, {2, 10}, {3, 10}};
    fill(*m_db, sizes);
    ReadLimits limits;
    limits.keys = 1;
    Taken taken;
    const auto wrong = readInBatches(
        *m_db, keysOf(sizes, true), [](const auto &) { return std::vector{sql("SELECT nonsense")}; }, taken.taker());
    VERIFY_FAILS(wrong, ErrorCode::Protocol, "could not carry out");
    int taking = 0;
    const auto full = readInBatches(
        *m_db, keysOf(sizes, true), ask,
        [&](const auto &, const auto &) -> Status {
            ++taking;
            return fail(ErrorCode::DiskFull, text("The disk is full."));
        },
        {}, limits);
    VERIFY_FAILS(full, ErrorCode::DiskFull, "The disk is full.");
    QCOMPARE(taking, 1);
    std::stop_source source;
    source.request_stop();
    VERIFY_FAILS(readInBatches(*m_db, keysOf(sizes, true), ask, taken.taker(), {source.get_token()}),
                 ErrorCode::Cancelled, "Cancelled");
    QVERIFY(taken.sizes().empty());
}

void TestBulkRead::readsALargeRowByRanges()
{
    QFETCH(int, backend);
    auto db = m_backends.all()[std::size_t(backend)].connect();
    VERIFY_OK(db);
    makeSources(**db);
    QString words;
    for (int i = 0; i < 1000; ++i)
        words += QString::fromUtf8("Ebbe – 潮 \"\\\n🌊 ");
    const QString bom = QChar(0xfeff) + text("starts with a mark");
    struct Case
    {
        Value v;
        Value w;
    };
    const std::vector<Case> cases{{bytesOf(1, 10'000), words},
                                  {words, Value()},
                                  {qint64(1) << 60, 2.5},
                                  {QByteArray(), text("")},
                                  {bytesOf(2, 2999), bytesOf(3, 1)},
                                  {bom, bytesOf(4, 1'000)}};
    ReadLimits limits;
    limits.bytes = 1000; // cuts characters in the middle, too
    limits.leastBytes = 10;
    for (const auto &[v, w] : cases) {
        VERIFY_OK((*db)->execute(sql("DELETE FROM second")));
        VERIFY_OK((*db)->execute(sql("INSERT INTO second VALUES (7, NULL, ?, ?, 'a')", {v, w})));
        const auto whole = readLargeRow(**db, rowOf(7));
        VERIFY_OK(whole);
        QVERIFY(whole->has_value());
        QCOMPARE(**whole, (Row{1, 7, Value(), v, w}));
        const auto parts = readLargeRow(**db, rowOf(7), {}, limits);
        VERIFY_OK(parts);
        QCOMPARE(*parts, *whole);
    }
    VERIFY_OK((*db)->execute(sql("INSERT INTO first VALUES (7, 'n', 'v', 'w', 'a')")));
    QCOMPARE(**readLargeRow(**db, rowOf(7), {}, limits), (Row{0, 7, text("n"), text("v"), text("w")}));
    QVERIFY(!readLargeRow(**db, rowOf(8))->has_value());
}

void TestBulkRead::readsAsManyRangesAsTheCapWants()
{
    makeSources(*m_db);
    const QByteArray bytes = bytesOf(9, 500'000);
    VERIFY_OK(m_db->execute(sql("INSERT INTO first VALUES (9, 1, ?, ?, 'a')", {bytes, bytesOf(8, 40'000)})));
    const int before = requests();
    ReadLimits limits;
    limits.leastBytes = 1000;
    const auto row = readLargeRow(*m_db, rowOf(9), {}, limits);
    VERIFY_OK(row);
    QCOMPARE((**row)[3].blob(), bytes);
    QCOMPARE((**row)[4].blob(), bytesOf(8, 40'000));
    // Ranges of 500,000 / 2^6 bytes, some refused on the way there.
    QVERIFY2(requests() - before < 100, qPrintable(QString::number(requests() - before)));
    limits.leastBytes = 20'000; // more than the server ever lets through
    VERIFY_FAILS(readLargeRow(*m_db, rowOf(9), {}, limits), ErrorCode::TooLarge, "too large");
}

void TestBulkRead::takesOneRequestForAnOrdinaryRow()
{
    makeSources(*m_db);
    VERIFY_OK(m_db->execute(sql("INSERT INTO first VALUES (1, 1, ?, NULL, 'a')", {bytesOf(1, 10'000)})));
    const int before = requests();
    VERIFY_OK(readLargeRow(*m_db, rowOf(1)));
    QCOMPARE(requests() - before, 1);
}

void TestBulkRead::mixesNoTwoStates()
{
    auto db = m_backends.all().front().connect();
    VERIFY_OK(db);
    ReadLimits limits;
    limits.bytes = 1000;
    makeSources(**db);
    VERIFY_OK((*db)->execute(sql("INSERT INTO first VALUES (1, 1, ?, NULL, '')", {bytesOf(1, 5000)})));
    Meddler twice(**db, 2);
    const auto row = readLargeRow(twice, rowOf(1), {}, limits);
    VERIFY_OK(row);
    QCOMPARE((**row)[3].blob(), bytesOf(100, 5000)); // as the last write left it
    Meddler always(**db, 1000);
    VERIFY_FAILS(readLargeRow(always, rowOf(1), {}, limits), ErrorCode::Conflict, "changed each time");
}

void TestBulkRead::believesNoLies_data()
{
    QTest::addColumn<QString>("row"); // source, id, n, stamp, then kind, size and value of two
    QTest::addColumn<QString>("code");
    const auto kind = text(R"({"type":"text","value":"blob"})");
    const auto null = text(R"({"type":"null"})");
    const auto of = [&](const char *size) {
        return QStringList{null, null, null, null, kind, text(R"({"type":"integer","value":"%1"})").arg(text(size)),
                           null, null, null, null}
            .join(QLatin1Char(','));
    };
    QTest::newRow("endless") << of("9223372036854775807") << errorCodeName(ErrorCode::TooLarge);
    QTest::newRow("a terabyte") << of("1000000000000") << errorCodeName(ErrorCode::TooLarge);
    QTest::newRow("less than nothing") << of("-5") << errorCodeName(ErrorCode::Protocol);
    QTest::newRow("short") << null << errorCodeName(ErrorCode::Protocol);
}

void TestBulkRead::believesNoLies()
{
    QFETCH(QString, row);
    QFETCH(QString, code);
    VERIFY_OK(m_db->execute(sql("SELECT 1")));
    const QStringList columns(row.count(text("type")), text(R"({"name":"c"})"));
    const QJsonObject lie = answerWith(
        200, text(R"({"baton":null,"base_url":null,"results":[{"type":"ok","response":{"type":"batch","result":)"
                  R"({"step_results":[{"cols":[%1],"rows":[[%2]]}],"step_errors":[null]}}},{"type":"ok"}]})")
                 .arg(columns.join(QLatin1Char(',')), row));
    m_server->failNext({lie, lie});
    const auto read = readLargeRow(*m_db, rowOf(1));
    QVERIFY(!read);
    QCOMPARE(errorCodeName(read.error().code), code);
}

QTEST_GUILESS_MAIN(TestBulkRead)
#include "test_bulkread.moc"
