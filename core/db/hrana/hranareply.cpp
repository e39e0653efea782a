#include "core/db/hrana/hranareply.h"

#include "core/db/hrana/base64.h"
#include "core/db/hrana/hranaerror.h"
#include "core/db/hrana/jsonreader.h"
#include "core/db/hrana/remoteconfig.h"

#include <algorithm>

namespace galley {

namespace {

/// Reads one reply; the first field of an unexpected shape is remembered and makes the whole reply refused.
class ReplyReader
{
public:
    ReplyReader(const QByteArray &body, const QUrl &origin) : m_json(body), m_origin(origin) {}

    /// What stands under "results": one entry for each request. `first` is called for the first one's
    /// members.
    template <typename First>
    bool pipeline(qsizetype requests, const First &first)
    {
        bool seen = false;
        m_json.object([&](QByteArrayView key) {
            if (key == "base_url") {
                baseUrl(m_json.scalar());
            } else if (key == "results") {
                seen = true;
                results(requests, first);
            } else {
                m_json.skip();
            }
        });
        return check(m_json.atEnd(), "JSON") && check(seen, "results");
    }

    bool check(bool right, const char *field)
    {
        if (!right && m_wrong == nullptr)
            m_wrong = field;
        return m_wrong == nullptr;
    }

    JsonReader &json() { return m_json; }
    const char *wrong() const { return m_wrong; }

    QString text(const char *field)
    {
        const auto text = m_json.scalar().text();
        check(text.has_value(), field);
        return text.value_or(QString());
    }

    /// Null, or nothing, is an empty text here.
    QString optionalText(const char *field) { return m_json.takeNull() ? QString() : text(field); }

    HranaServerError error()
    {
        HranaServerError error;
        check(m_json.startsObject(), "an error");
        m_json.object([&](QByteArrayView key) {
            if (key == "message")
                error.message = optionalText("the message of an error");
            else if (key == "code")
                error.code = optionalText("the code of an error");
            else
                m_json.skip();
        });
        return error;
    }

    Value value();
    Rows rows(HranaReply &reply);
    void batch(qsizetype steps, HranaReply &reply);
    void response(qsizetype steps, HranaReply &reply, QString &type);

private:
    template <typename First>
    void results(qsizetype requests, const First &first)
    {
        qsizetype count = 0;
        m_json.array([&] {
            if (count++ > 0)
                m_json.skip();
            else
                m_json.object(first);
        });
        check(count == requests, "the number of results");
    }

    void baseUrl(const JsonScalar &json)
    {
        const auto text = json.text();
        check(json.isNull() || text, "base_url");
        if (text)
            check(sameOrigin(QUrl(*text), m_origin), "base_url, which is of another origin");
    }

    JsonReader m_json;
    const QUrl &m_origin;
    const char *m_wrong = nullptr;
};

Value ReplyReader::value()
{
    QByteArrayView type;
    JsonScalar value;
    JsonScalar base64;
    m_json.object([&](QByteArrayView key) {
        const JsonScalar scalar = m_json.scalar();
        if (key == "type" && scalar.isString())
            type = scalar.raw;
        else if (key == "value")
            value = scalar;
        else if (key == "base64")
            base64 = scalar;
    });
    if (type == "null")
        return {};
    if (type == "integer") {
        const auto integer = value.integerInString();
        check(integer.has_value(), "an integer");
        return integer.value_or(0);
    }
    if (type == "float") {
        const auto number = value.number();
        check(number.has_value(), "a float");
        return number.value_or(0);
    }
    if (type == "text") {
        const auto text = value.text();
        check(text.has_value(), "a text");
        return text.value_or(QString());
    }
    check(type == "blob" && base64.isString(), "the type of a value");
    auto blob = fromBase64(base64.raw);
    check(blob.has_value(), "the base64 of a blob");
    return blob.value_or(QByteArray());
}

/// Nothing counts further than that, and sums of it fit; a figure is no reason to refuse a reply.
qint64 countOf(std::optional<double> number)
{
    return qint64(std::clamp(number.value_or(0), 0.0, 1e12));
}

Rows ReplyReader::rows(HranaReply &reply)
{
    Rows rows;
    bool columnsSeen = false;
    bool rowsSeen = false;
    m_json.object([&](QByteArrayView key) {
        if (key == "cols") {
            columnsSeen = true;
            m_json.array([&] {
                rows.columns += QString();
                m_json.object([&](QByteArrayView part) {
                    if (part == "name")
                        rows.columns.back() = optionalText("the name of a column");
                    else
                        m_json.skip();
                });
            });
        } else if (key == "rows") {
            rowsSeen = true;
            m_json.array([&] {
                Row &row = rows.rows.emplace_back();
                row.reserve(std::size_t(rows.columns.size()));
                m_json.array([&] { row.push_back(value()); });
            });
        } else if (key == "rows_read") {
            reply.rowsRead += countOf(m_json.scalar().number());
        } else if (key == "rows_written") {
            reply.rowsWritten += countOf(m_json.scalar().number());
        } else if (key == "query_duration_ms") {
            reply.queryMs += m_json.scalar().number().value_or(0);
        } else {
            m_json.skip();
        }
    });
    check(columnsSeen && rowsSeen, "cols or rows");
    for (const Row &row : rows)
        check(qsizetype(row.size()) == rows.columns.size(), "the length of a row");
    return rows;
}

void ReplyReader::batch(qsizetype steps, HranaReply &reply)
{
    reply.steps.resize(std::size_t(steps));
    const auto each = [&](const auto &read) {
        qsizetype count = 0;
        m_json.array([&] {
            if (count >= steps)
                m_json.skip();
            else if (!m_json.takeNull())
                read(reply.steps[std::size_t(count)]);
            ++count;
        });
        return check(count == steps, "the number of steps");
    };
    bool resultsSeen = false;
    bool errorsSeen = false;
    m_json.object([&](QByteArrayView key) {
        if (key == "step_results")
            resultsSeen = each([&](HranaStep &step) { step.rows = rows(reply); });
        else if (key == "step_errors")
            errorsSeen = each([&](HranaStep &step) { step.error = error(); });
        else if (key == "replication_index")
            reply.replicationIndex = m_json.scalar().raw.toByteArray();
        else
            m_json.skip();
    });
    check(resultsSeen && errorsSeen, "step_results or step_errors");
    for (const HranaStep &step : reply.steps)
        check(!step.rows || !step.error, "a step with both a result and an error");
}

void ReplyReader::response(qsizetype steps, HranaReply &reply, QString &type)
{
    m_json.object([&](QByteArrayView key) {
        if (key == "type")
            type = text("the type of a response");
        else if (key == "result")
            batch(steps, reply);
        else
            m_json.skip();
    });
}

bool isDecimal(const QByteArray &digits)
{
    return !digits.isEmpty() &&
           std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
}

} // namespace

Result<HranaReply> readHranaReply(const QByteArray &body, qsizetype requests, qsizetype steps,
                                  const QUrl &origin, const QString &location)
{
    ReplyReader reader(body, origin);
    HranaReply reply;
    QString type;
    QString responseType;
    reader.pipeline(requests, [&](QByteArrayView key) {
        if (key == "type")
            type = reader.text("the type of a result");
        else if (key == "error")
            reply.error = reader.error();
        else if (key == "response")
            reader.response(steps, reply, responseType);
        else
            reader.json().skip();
    });
    const bool isError = type == QLatin1String("error") && reply.error && reply.steps.empty();
    const bool isBatch = type == QLatin1String("ok") && responseType == QLatin1String("batch") &&
                         !reply.error && qsizetype(reply.steps.size()) == steps;
    reader.check(isError || isBatch, "the type of a result");
    if (reader.wrong() != nullptr)
        return tl::unexpected(notUnderstood(location, QString::fromLatin1(reader.wrong())));
    // Goes into our next request as it is.
    if (!isDecimal(reply.replicationIndex))
        reply.replicationIndex.clear();
    return reply;
}

Result<bool> readHranaProbe(const QByteArray &body, const QUrl &origin, const QString &location)
{
    ReplyReader reader(body, origin);
    QString type;
    reader.pipeline(1, [&](QByteArrayView key) {
        if (key == "type")
            type = reader.text("the type of a result");
        else
            reader.json().skip();
    });
    reader.check(type == QLatin1String("ok") || type == QLatin1String("error"), "the type of a result");
    if (reader.wrong() != nullptr)
        return tl::unexpected(notUnderstood(location, QString::fromLatin1(reader.wrong())));
    return type == QLatin1String("ok");
}

} // namespace galley
