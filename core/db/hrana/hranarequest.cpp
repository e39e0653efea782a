#include "core/db/hrana/hranarequest.h"

#include "core/db/hrana/base64.h"

#include <array>
#include <charconv>

namespace galley {

namespace {

/// The characters that JSON escapes in a string; a look-up is what most of the time of encoding text goes to.
constexpr std::array<bool, 256> IsEscaped = [] {
    std::array<bool, 256> escaped{};
    for (std::size_t c = 0; c < 0x20; ++c)
        escaped[c] = true;
    escaped['"'] = true;
    escaped['\\'] = true;
    return escaped;
}();

void appendString(QByteArray &out, const QString &text)
{
    static constexpr char Hex[] = "0123456789abcdef";
    const QByteArray utf8 = text.toUtf8();
    out += '"';
    const char *run = utf8.constData();
    const char *const end = run + utf8.size();
    for (const char *p = run; p != end; ++p) {
        const auto c = static_cast<unsigned char>(*p);
        if (!IsEscaped[c])
            continue;
        out.append(run, p - run);
        run = p + 1;
        if (c == '"' || c == '\\')
            (out += '\\') += char(c);
        else if (c == '\n')
            out += "\\n";
        else
            ((out += "\\u00") += Hex[c >> 4]) += Hex[c & 15];
    }
    out.append(run, end - run);
    out += '"';
}

void appendReal(QByteArray &out, double number)
{
    char buffer[32];
    const auto [end, error] =
        std::to_chars(buffer, buffer + sizeof buffer, number); // the shortest exact form
    const QByteArrayView digits(buffer, end - buffer);
    out += digits;
    // "-0" and "5" would be integers to some readers.
    if (!digits.contains('.') && !digits.contains('e'))
        out += ".0";
}

void appendValue(QByteArray &out, const Value &value)
{
    if (value.isInteger()) {
        out += R"({"type":"integer","value":")";
        out += QByteArray::number(value.integer());
        out += "\"}";
    } else if (value.isReal()) {
        out += R"({"type":"float","value":)";
        appendReal(out, value.real());
        out += '}';
    } else if (value.isText()) {
        out += R"({"type":"text","value":)";
        appendString(out, value.text());
        out += '}';
    } else if (value.isBlob()) {
        out += R"({"type":"blob","base64":")";
        appendBase64(out, value.blob());
        out += "\"}";
    } else {
        out += R"({"type":"null"})";
    }
}

qsizetype roomFor(const std::vector<Statement> &statements)
{
    constexpr qsizetype Frame = 80;
    constexpr qsizetype ValueFrame = 40;
    qsizetype room = 0;
    for (const Statement &statement : statements) {
        room += Frame + statement.sql.size();
        for (const Value &value : statement.args) {
            room += ValueFrame;
            if (value.isText())
                room += value.text().size() * 5 / 4;
            else if (value.isBlob())
                room += value.blob().size() * 4 / 3;
        }
    }
    return room;
}

/// Appends the steps of one batch, counting them.
class BatchWriter
{
public:
    BatchWriter(qsizetype room, const HranaOptions &options) : m_options(options)
    {
        m_out.reserve(room + 1024);
        m_out += R"({"baton":null,"requests":[{"type":"batch","batch":{"steps":[)";
    }

    void step(const QString &sql, const std::vector<Value> &args, const QByteArray &condition = {})
    {
        if (m_steps++ > 0)
            m_out += ',';
        m_out += '{';
        if (!condition.isEmpty())
            ((m_out += "\"condition\":") += condition) += ',';
        m_out += "\"stmt\":{\"sql\":";
        appendString(m_out, sql);
        if (!args.empty()) {
            char before = '[';
            m_out += ",\"args\":";
            for (const Value &value : args) {
                m_out += before;
                appendValue(m_out, value);
                before = ',';
            }
            m_out += ']';
        }
        m_out += "}}";
    }

    QByteArray ifLastSucceeded() const { return ifSucceeded(m_steps - 1); }

    static QByteArray ifSucceeded(qsizetype step)
    {
        return R"({"type":"ok","step":)" + QByteArray::number(step) + '}';
    }

    QByteArray finish()
    {
        m_out += ']';
        if (!m_options.replicationIndex.isEmpty())
            ((m_out += R"(,"replication_index":")") += m_options.replicationIndex) += '"';
        m_out += "}}";
        if (m_options.close)
            m_out += R"(,{"type":"close"})";
        m_out += "]}";
        return std::move(m_out);
    }

private:
    const HranaOptions &m_options;
    QByteArray m_out;
    qsizetype m_steps = 0;
};

} // namespace

HranaSteps HranaSteps::of(const Transaction &transaction)
{
    HranaSteps steps;
    steps.commit = FirstOfBody + qsizetype(transaction.body.size());
    steps.firstAfter = steps.commit + 2; // ROLLBACK stands between
    steps.count = steps.firstAfter + qsizetype(transaction.after.size());
    return steps;
}

QByteArray hranaStatement(const Statement &statement, const HranaOptions &options)
{
    BatchWriter batch(roomFor({statement}), options);
    batch.step(statement.sql, statement.args);
    return batch.finish();
}

QByteArray hranaTransaction(const Transaction &transaction, const HranaOptions &options)
{
    const bool writes = transaction.mode == Transaction::Mode::Write;
    const HranaSteps steps = HranaSteps::of(transaction);
    BatchWriter batch(roomFor(transaction.body) + roomFor(transaction.after), options);
    batch.step(writes ? QStringLiteral("BEGIN IMMEDIATE") : QStringLiteral("BEGIN"), {});
    for (const Statement &statement : transaction.body)
        batch.step(statement.sql, statement.args, batch.ifLastSucceeded());
    batch.step(QStringLiteral("COMMIT"), {}, batch.ifLastSucceeded());
    // "not ok" rather than "error": a step that was skipped has no error either.
    batch.step(QStringLiteral("ROLLBACK"), {},
               R"({"type":"and","conds":[{"type":"not","cond":)" + BatchWriter::ifSucceeded(steps.commit) +
                   "}," + BatchWriter::ifSucceeded(HranaSteps::Begin) + "]}");
    for (const Statement &statement : transaction.after)
        batch.step(statement.sql, statement.args);
    return batch.finish();
}

QByteArray hranaProbe()
{
    return QByteArrayLiteral(R"({"baton":null,"requests":[{"type":"close"}]})");
}

} // namespace galley
