// The two sides of the wire format, byte by byte; and addresses.
#include "core/db/hrana/base64.h"
#include "core/db/hrana/hranareply.h"
#include "core/db/hrana/hranarequest.h"
#include "core/db/hrana/jsonreader.h"
#include "core/db/hrana/remoteconfig.h"
#include "core/db/hrana/tursodatabase.h"
#include "tests/core/db/check.h"

#include <cmath>

using namespace galley;
using namespace galley::test;

class TestHrana : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsAddresses_data();
    void readsAddresses();
    void refusesAddresses_data();
    void refusesAddresses();
    void refusesWhatIsNoToken();
    void writesAStatement();
    void writesTheAtomicPattern();
    void writesBase64();
    void readsBase64();
    void readsValues_data();
    void readsValues();
    void readsTextsOfAnyLength();
    void refusesValues_data();
    void refusesValues();
    void readsMembersInAnyOrder();
    void readsAnErrorOfTheWholeBatch();
    void refusesReplies_data();
    void refusesReplies();
    void refusesEveryCutOfAReply();
    void readsOtherPeoplesJson_data();
    void readsOtherPeoplesJson();

private:
    static QByteArray replyWith(const QByteArray &value)
    {
        return R"({"baton":null,"base_url":null,"results":[{"type":"ok","response":{"type":"batch","result":{)"
               R"("step_results":[{"cols":[{"name":"v","decltype":null}],"rows":[[)" +
               value +
               R"(]],"affected_row_count":0,"last_insert_rowid":null,"rows_read":3,"rows_written":1,)"
               R"("query_duration_ms":0.5}],"step_errors":[null],"replication_index":"12"}}}]})";
    }
    static Result<HranaReply> read(const QByteArray &body)
    {
        return readHranaReply(body, 1, 1, QUrl(text("https://db.example:8080")), text("db.example"));
    }
};

void TestHrana::readsAddresses_data()
{
    QTest::addColumn<QString>("given");
    QTest::addColumn<QString>("url");
    QTest::newRow("libsql") << text("libsql://blog.turso.io") << text("https://blog.turso.io");
    QTest::newRow("slash and blanks") << text(" libsql://blog.turso.io/ \n") << text("https://blog.turso.io");
    QTest::newRow("port and path") << text("https://db.example:8443/blogs/mine/") << text("https://db.example:8443/blogs/mine");
    QTest::newRow("capitals") << text("LIBSQL://Blog.Turso.IO") << text("https://blog.turso.io");
    for (const char *local : {"http://127.0.0.1:8080", "http://localhost:8080", "http://[::1]:8080", "http://127.9.9.9"})
        QTest::newRow(local) << text(local) << text(local);
}

void TestHrana::readsAddresses()
{
    QFETCH(QString, given);
    QFETCH(QString, url);
    auto config = parseRemoteUrl(given);
    VERIFY_OK(config);
    QCOMPARE(config->url.toString(), url);
    QCOMPARE(config->address(), url);
}

void TestHrana::refusesAddresses_data()
{
    QTest::addColumn<QString>("given");
    QTest::addColumn<QString>("words");
    QTest::newRow("nothing") << QString() << text("not the address");
    QTest::newRow("a name") << text("blog.turso.io") << text("not the address");
    QTest::newRow("a path") << text("/home/me/blog.galley") << text("not the address");
    QTest::newRow("no host") << text("https:///x") << text("not the address");
    QTest::newRow("plain http") << text("http://blog.turso.io") << text("unprotected");
    QTest::newRow("looks local") << text("http://localhost.example.com") << text("unprotected");
    QTest::newRow("looks local, number") << text("http://127.0.0.1.example.com") << text("unprotected");
    QTest::newRow("socket") << text("wss://blog.turso.io") << text("wss://");
    QTest::newRow("file") << text("ftp://blog.turso.io") << text("ftp://");
    QTest::newRow("token in the query")
        << text("libsql://blog.turso.io?authToken=abc") << text("token on its own");
    QTest::newRow("port") << text("https://blog.turso.io:99999/x") << text("number up to 65535; check 99999");
    QTest::newRow("password") << text("https://me:secret@blog.turso.io")
                              << text("password out of the address");
}

void TestHrana::refusesAddresses()
{
    QFETCH(QString, given);
    QFETCH(QString, words);
    auto config = parseRemoteUrl(given);
    VERIFY_FAILS(config, ErrorCode::InvalidInput, words.toUtf8().constData());
    QVERIFY(!config.error().message.contains(text("secret")));
    QVERIFY(!config.error().message.contains(text("abc")));
}

void TestHrana::refusesWhatIsNoToken()
{
    VERIFY_OK(checkToken(QString()));
    VERIFY_OK(checkToken(text("eyJhbGciOiJFZERTQSJ9.e30.a-b_c=")));
    for (const char *token : {"one\ntwo", "one two", "one\r\nX-Other: 1", "caf\u00e9", "one\u2028two"})
        VERIFY_FAILS(checkToken(QString::fromUtf8(token)), ErrorCode::InvalidInput, "copy it again in one piece");
    RemoteConfig config;
    config.url = QUrl(text("http://127.0.0.1:1"));
    config.token = text("one\ntwo");
    VERIFY_FAILS(TursoDatabase::open(config), ErrorCode::InvalidInput, "copy it again in one piece");
}

void TestHrana::writesAStatement()
{
    const Statement statement = sql("SELECT \"a\\b\"\n", {Value(), qint64(9223372036854775807), -0.0, 5.0,
                                                          1e308, text("q\" \\ \t\x01 é🌊"), text(""),
                                                          QByteArray("\x00\xff", 2), QByteArray()});
    const QByteArray expected =
        R"({"baton":null,"requests":[{"type":"batch","batch":{"steps":[{"stmt":{"sql":"SELECT \"a\\b\"\n","args":[)"
        R"({"type":"null"},{"type":"integer","value":"9223372036854775807"},{"type":"float","value":-0.0},)"
        R"({"type":"float","value":5.0},{"type":"float","value":1e+308},)"
        R"({"type":"text","value":"q\" \\ \u0009\u0001 é🌊"},{"type":"text","value":""},)"
        R"({"type":"blob","base64":"AP8="},{"type":"blob","base64":""}]}}]}},{"type":"close"}]})";
    QCOMPARE(hranaStatement(statement, {true, {}}), expected);
}

void TestHrana::writesTheAtomicPattern()
{
    const Transaction transaction{{sql("A"), sql("B")}, {sql("C")}};
    const QByteArray expected =
        R"({"baton":null,"requests":[{"type":"batch","batch":{"steps":[{"stmt":{"sql":"BEGIN IMMEDIATE"}},)"
        R"({"condition":{"type":"ok","step":0},"stmt":{"sql":"A"}},)"
        R"({"condition":{"type":"ok","step":1},"stmt":{"sql":"B"}},)"
        R"({"condition":{"type":"ok","step":2},"stmt":{"sql":"COMMIT"}},)"
        R"({"condition":{"type":"and","conds":[{"type":"not","cond":{"type":"ok","step":3}},{"type":"ok","step":0}]},)"
        R"("stmt":{"sql":"ROLLBACK"}},{"stmt":{"sql":"C"}}],"replication_index":"7"}}]})";
    QCOMPARE(hranaTransaction(transaction, {false, "7"}), expected);
    const HranaSteps steps = HranaSteps::of(transaction);
    QCOMPARE(steps.commit, 3);
    QCOMPARE(steps.firstAfter, 5);
    QCOMPARE(steps.count, 6);
    QVERIFY(hranaTransaction({{}, {}, Transaction::Mode::Read}, {}).contains(R"("sql":"BEGIN"})"));
}

void TestHrana::readsBase64()
{
    QByteArray bytes;
    for (int i = 0; i < 600; ++i) {
        const QByteArray padded = bytes.toBase64();
        QCOMPARE(fromBase64(padded), std::optional(bytes));
        QCOMPARE(fromBase64(bytes.toBase64(QByteArray::OmitTrailingEquals)), std::optional(bytes));
        QByteArray spoilt = padded;
        if (i > 0) {
            spoilt[i % (spoilt.size() - 2)] = "\n*-_=\\ \xc3"[i % 8];
            QVERIFY2(!fromBase64(spoilt), spoilt);
        }
        bytes += char(i * 37 + i / 256);
    }
}

void TestHrana::writesBase64()
{
    QByteArray bytes;
    for (int i = 0; i < 1000; ++i) {
        QByteArray out("\"");
        appendBase64(out, bytes);
        QCOMPARE(out, '"' + bytes.toBase64()); // Qt's is the slower one, and the judge
        bytes += char(i * 197 ^ i >> 3);
    }
}

void TestHrana::readsValues_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<std::shared_ptr<Value>>("value");
    const auto add = [](const char *json, const Value &value) {
        QTest::newRow(json) << QByteArray(json) << std::make_shared<Value>(value);
    };
    add(R"({"type":"null"})", {});
    add(R"({"type":"integer","value":"-9223372036854775808"})", std::numeric_limits<qint64>::min());
    add(R"({"value":"7","type":"integer"})", 7);
    add(R"({"type":"float","value":-0.0})", -0.0);
    add(R"({"type":"float","value":-0})", -0.0);
    add(R"({"type":"float","value":5})", 5.0);
    add(R"({"type":"float","value":1E+308})", 1e308);
    add(R"({"type":"float","value":4.9406564584124654e-324})", std::numeric_limits<double>::denorm_min());
    add(R"({"type":"text","value":""})", text(""));
    add(R"({"type":"text","value":"\ud83c\udf0a \u00e9 \/ \"\\\b\f\n\r\t"})", text("🌊 é / \"\\\b\f\n\r\t"));
    add(R"({ "type" : "text" , "value" : "x" , "extra" : [ { "a" : [] } ] })", text("x"));
    add(R"({"type":"blob","base64":"AP8"})", QByteArray("\x00\xff", 2));
    add(R"({"type":"blob","base64":"AP8="})", QByteArray("\x00\xff", 2));
    add(R"({"type":"blob","base64":"AA"})", QByteArray("\0", 1));
    add(R"({"type":"blob","base64":"AA=="})", QByteArray("\0", 1));
    add(R"({"type":"blob","base64":""})", QByteArray());
}

void TestHrana::readsValues()
{
    QFETCH(QByteArray, json);
    QFETCH(std::shared_ptr<Value>, value);
    auto reply = read(replyWith(json));
    VERIFY_OK(reply);
    const Value got = reply->steps.at(0).rows->front().front();
    QVERIFY(got == *value);
    QCOMPARE(std::signbit(got.real()), std::signbit(value->real()));
    QCOMPARE(reply->rowsRead, 3);
    QCOMPARE(reply->rowsWritten, 1);
    QCOMPARE(reply->queryMs, 0.5);
    QCOMPARE(reply->replicationIndex, QByteArray("12"));
}

/// Whatever stands where, before, in and after a block of those that are looked at together.
void TestHrana::readsTextsOfAnyLength()
{
    constexpr int Longest = 70;
    const QByteArray plain = QByteArray("0123456789").repeated(Longest / 10);
    const auto valueOf = [](const QByteArray &raw) { return read(replyWith(R"({"type":"text","value":")" + raw + "\"}")); };
    const std::pair<QByteArray, QString> good[] = {{R"(\")", text("\"")},         {R"(\\)", text("\\")},
                                                   {R"(\u00e9)", text("é")},       {"\xc3\xa9", text("é")},
                                                   {R"(\ud83c\udf0a)", text("🌊")}, {"\x7f", text("\x7f")}};
    const QByteArray bad[] = {"\n", QByteArray("\0", 1), "\x1f", "\xa9", R"(\ud83c)", R"(\udf0a)", R"(\ud83c\u0041)", R"(\udf0a\ud83c)"};
    for (int before = 0; before < Longest; ++before) {
        for (const int after : {0, 1, 40}) {
            const QByteArray head = plain.left(before);
            const QByteArray tail = plain.left(after);
            for (const auto &[raw, meaning] : good) {
                const auto reply = valueOf(head + raw + tail);
                VERIFY_OK(reply);
                QCOMPARE(reply->steps.front().rows->front().front().text(), QString::fromLatin1(head) + meaning + QString::fromLatin1(tail));
            }
            for (const QByteArray &raw : bad)
                QVERIFY(!valueOf(head + raw + tail));
        }
    }
}

void TestHrana::refusesValues_data()
{
    QTest::addColumn<QByteArray>("json");
    for (const char *json : {R"({"type":"integer","value":7})",
                             R"({"type":"integer","value":"7.0"})",
                             R"({"type":"integer","value":""})",
                             R"({"type":"integer","value":"9223372036854775808"})",
                             R"({"type":"integer","value":" 7"})",
                             R"({"type":"integer","value":"\u0037"})",
                             R"({"type":"integer"})",
                             R"({"type":"float","value":"1.5"})",
                             R"({"type":"float","value":null})",
                             R"({"type":"float","value":1e999})",
                             R"({"type":"float","value":1e-400})",
                             R"({"type":"float","value":01})",
                             R"({"type":"float","value":1.})",
                             R"({"type":"float","value":.5})",
                             R"({"type":"float","value":+1})",
                             R"({"type":"float","value":NaN})",
                             R"({"type":"float","value":Infinity})",
                             R"({"type":"text","value":null})",
                             R"({"type":"text","value":["x"]})",
                             R"({"type":"text","value":"\ud83c"})",
                             R"({"type":"text","value":"\x"})",
                             R"({"type":"text","value":"\u12g4"})",
                             "{\"type\":\"text\",\"value\":\"\xc3\x28\"}",
                             "{\"type\":\"text\",\"value\":\"\xed\xa0\x80\"}",
                             "{\"type\":\"text\",\"value\":\"a\nb\"}",
                             R"({"type":"blob","base64":"A"})",
                             R"({"type":"blob","base64":"AP8*"})",
                             R"({"type":"blob","value":"AP8"})",
                             R"({"type":"blob","base64":null})",
                             R"({"type":"blob","base64":"A=P8"})",
                             R"({"type":"boolean","value":true})",
                             R"({"type":7})",
                             "{}",
                             "null",
                             "7",
                             "[]"})
        QTest::newRow(json) << QByteArray(json);
}

void TestHrana::refusesValues()
{
    QFETCH(QByteArray, json);
    VERIFY_FAILS(read(replyWith(json)), ErrorCode::Protocol, "not that of a Turso database");
}

void TestHrana::readsMembersInAnyOrder()
{
    auto reply = read(R"({"results":[{"response":{"result":{"step_errors":[{"code":"X","message":"no"}],)"
                      R"("step_results":[null]},"type":"batch"},"type":"ok"}]})");
    VERIFY_OK(reply);
    QVERIFY(!reply->steps.at(0).rows);
    QCOMPARE(reply->steps.at(0).error->message, text("no"));
    QCOMPARE(reply->steps.at(0).error->code, text("X"));
}

void TestHrana::readsAnErrorOfTheWholeBatch()
{
    auto reply = read(R"({"baton":null,"base_url":"https://db.example:8080/","results":[)"
                      R"({"type":"error","error":{"message":"blocked","code":null}}]})");
    VERIFY_OK(reply);
    QCOMPARE(reply->error->message, text("blocked"));
    QVERIFY(reply->steps.empty());
}

void TestHrana::refusesReplies_data()
{
    QTest::addColumn<QByteArray>("body");
    const QByteArray good = replyWith(R"({"type":"null"})");
    VERIFY_OK(read(good));
    const auto add = [&](const char *name, const QByteArray &body) { QTest::newRow(name) << body; };
    const auto change = [&](const char *from, const char *to) {
        QVERIFY(good.contains(from));
        QTest::newRow(to) << QByteArray(good).replace(from, to);
    };
    add("nothing", "");
    add("text", "hello");
    add("null", "null");
    add("list", "[]");
    add("empty object", "{}");
    add("more behind", good + "x");
    add("twice", good + good);
    add("deep", QByteArray(100000, '['));
    add("deep value", replyWith(QByteArray(100000, '[')));
    change(R"("base_url":null)", R"("base_url":"https://evil.example")");
    change(R"("base_url":null)", R"("base_url":"http://db.example:8080")");
    change(R"("base_url":null)", R"("base_url":"https://db.example")");
    change(R"("base_url":null)", R"("base_url":7)");
    change(R"("results":[)", R"("results":[{"type":"ok"},)");
    change(R"("results":[)", R"("resluts":[)");
    change(R"("type":"ok")", R"("type":"okay")");
    change(R"("type":"batch")", R"("type":"execute")");
    change(R"("step_errors":[null])", R"("step_errors":[])");
    change(R"("step_errors":[null])", R"("step_errors":[null,null])");
    change(R"("step_errors":[null])", R"("step_errors":[{"message":"both"}])");
    change(R"("step_errors":[null])", R"("step_errors":[7])");
    change(R"("step_errors":[null])", R"("step_errors":null)");
    change(R"("step_results":[)", R"("step_results":[null,)");
    change(R"("cols":[{)", R"("cols":[{"name":"w"},{)");
    change(R"("rows":[[)", R"("rows":[[{"type":"null"},)");
    change(R"("rows":[[)", R"("rows":[[],[)");
    change(R"("cols":)", R"("columns":)");
    change(R"("rows":)", R"("rowz":)");
}

void TestHrana::refusesReplies()
{
    QFETCH(QByteArray, body);
    VERIFY_FAILS(read(body), ErrorCode::Protocol, "not that of a Turso database");
}

void TestHrana::refusesEveryCutOfAReply()
{
    const QByteArray good =
        replyWith(R"({"type":"text","value":"a\u00e9\\b"},{"type":"blob","base64":"AP8="})");
    for (qsizetype length = 0; length < good.size(); ++length)
        QVERIFY(!read(good.first(length)));
}

void TestHrana::readsOtherPeoplesJson_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<bool>("valid");
    for (const char *json :
         {"{}", "[]", " [ 1 , 2 ] ", "{\"a\":{\"b\":[true,false,null]}}", "-0.5e-7", "\"\\u0041\"", "0"})
        QTest::newRow(json) << QByteArray(json) << true;
    for (const char *json :
         {"",   "{", "[1,]", "{\"a\":1,}", "{a:1}",    "[1 2]", "tru", "nul",    "\"",  "\"\\", "\"\\u00",
          "00", "-", "1e",   "{\"a\"}",    "{\"a\":}", "]",     "[}",  "\"\t\"", "'a'", "[,1]", "1 1"})
        QTest::newRow(json) << QByteArray(json) << false;
}

void TestHrana::readsOtherPeoplesJson()
{
    QFETCH(QByteArray, json);
    QFETCH(bool, valid);
    JsonReader reader(json);
    reader.skip();
    QCOMPARE(reader.atEnd(), valid);
}

QTEST_GUILESS_MAIN(TestHrana)
#include "test_hrana.moc"
