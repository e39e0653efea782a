#include "core/db/largerow.h"

#include "core/base/text.h"

#include <algorithm>
#include <cstring>
#include <deque>

namespace galley {

namespace {

constexpr std::size_t RangesInFlight = 2;
constexpr int Attempts = 3;

/// Bytes of a text or BLOB, 0 of anything else. The length of a column that holds a BLOB is known without reading it.
QString sizeOf(const QString &value)
{
    return QStringLiteral("CASE typeof(%1) WHEN 'blob' THEN length(%1) WHEN 'text' THEN length(CAST(%1 AS BLOB)) "
                          "ELSE 0 END")
        .arg(value);
}

/// The row of the first source that has one, with the number of that source before `values`, which have `args`.
Statement select(const LargeRow &row, const QStringList &values, const std::vector<Value> &args = {})
{
    Statement statement;
    QStringList selects;
    for (qsizetype i = 0; i < row.sources.size(); ++i) {
        selects += QStringLiteral("SELECT %1, %2 FROM %3")
                       .arg(QString::number(i), values.join(QStringLiteral(", ")), row.sources[i]);
        statement.args.insert(statement.args.end(), args.begin(), args.end());
        statement.args.insert(statement.args.end(), row.args.begin(), row.args.end());
    }
    statement.sql = selects.join(QStringLiteral(" UNION ALL ")) + QStringLiteral(" LIMIT 1");
    return statement;
}

/// What must be the same in all parts of one value.
struct State
{
    Value source;
    Value stamp;
    bool operator==(const State &) const = default;
};

struct Large
{
    bool isText = false;
    qint64 bytes = 0;
    Value value; // when it came with the row
};

struct Look
{
    State state;
    Row columns;
    std::vector<Large> large;
};

struct Range
{
    qsizetype value = 0; // of LargeRow::large
    bool isText = false;
    qint64 from = 0;
    qint64 bytes = 0;
};

class Reader
{
public:
    Reader(Database &database, const LargeRow &row, const CallOptions &options, const ReadLimits &limits)
        : m_database(database), m_row(row), m_options(options), m_limits(limits), m_rangeBytes(limits.bytes)
    {
    }

    Result<std::optional<Row>> read()
    {
        for (int attempt = 0; attempt < Attempts; ++attempt) {
            auto look = lookAt(m_limits.bytes);
            if (!look && look.error().code == ErrorCode::TooLarge)
                look = lookAt(0);
            if (!look)
                return failure(look);
            if (!*look)
                return std::optional<Row>();
            auto row = complete(**look);
            if (!row || *row)
                return row;
        }
        return fail(ErrorCode::Conflict,
                    QStringLiteral("Something at %1 was changed each time while it was being read; try again.")
                        .arg(m_database.location()));
    }

private:
    /// The row without those large values that are more than `bytes` together.
    Result<std::optional<Look>> lookAt(qint64 bytes)
    {
        QStringList sizes;
        for (const QString &value : m_row.large)
            sizes += sizeOf(value);
        QStringList values = m_row.columns;
        values += m_row.stamp;
        for (qsizetype i = 0; i < sizes.size(); ++i) {
            values += QStringLiteral("typeof(%1)").arg(m_row.large[i]);
            values += sizes[i];
            values += QStringLiteral("CASE WHEN %1 <= %2 OR %3 = 0 THEN %4 END")
                          .arg(sizes.join(QStringLiteral(" + ")), QString::number(bytes), sizes[i], m_row.large[i]);
        }
        auto rows = m_database.execute(select(m_row, values), m_options);
        if (!rows)
            return failure(rows);
        if (rows->empty())
            return std::optional<Look>();
        const Row &row = rows->front();
        if (qsizetype(row.size()) != 1 + values.size())
            return notWhatWasAsked();

        Look look;
        auto at = row.begin();
        look.state.source = *at++;
        look.columns.assign(at, at + m_row.columns.size());
        at += m_row.columns.size();
        look.state.stamp = *at++;
        qint64 total = 0;
        for (qsizetype i = 0; i < m_row.large.size(); ++i) {
            Large &large = look.large.emplace_back();
            large.isText = (at++)->text() == QLatin1String("text");
            large.bytes = (at++)->integer();
            large.value = *at++;
            if (large.bytes < 0)
                return notWhatWasAsked();
            total = large.bytes > m_limits.rowBytes ? large.bytes : total + large.bytes;
            if (total > m_limits.rowBytes)
                return fail(ErrorCode::TooLarge,
                            QStringLiteral("A value at %1 is too large to be read.").arg(m_database.location()),
                            QStringLiteral("%1 bytes").arg(total));
        }
        return look;
    }

    /// Nothing when the row was changed in between.
    Result<std::optional<Row>> complete(Look &look)
    {
        std::vector<QByteArray> read(look.large.size());
        std::deque<Range> waiting;
        for (std::size_t i = 0; i < look.large.size(); ++i) {
            const Large &large = look.large[i];
            if (large.bytes == 0 || !large.value.isNull())
                continue;
            read[i].resize(large.bytes);
            waiting.push_back({qsizetype(i), large.isText, 0, large.bytes});
        }
        while (!waiting.empty()) {
            auto same = readSome(waiting, look.state, read);
            if (!same)
                return failure(same);
            if (!*same)
                return std::optional<Row>();
        }
        Row row{look.state.source};
        row.insert(row.end(), look.columns.begin(), look.columns.end());
        for (std::size_t i = 0; i < look.large.size(); ++i) {
            const Large &large = look.large[i];
            if (large.bytes == 0 || !large.value.isNull())
                row.push_back(large.value);
            else
                row.push_back(valueOf(large, read[i]));
        }
        return row;
    }

    /// Text that is not valid UTF-8 stays bytes, as Database has it.
    static Value valueOf(const Large &large, const QByteArray &bytes)
    {
        const auto text = large.isText ? decodeUtf8(bytes) : std::nullopt;
        return text ? Value(*text) : Value(bytes);
    }

    /// As many ranges as fly together. False when the row is no longer the one that was looked at.
    Result<bool> readSome(std::deque<Range> &waiting, const State &state, std::vector<QByteArray> &read)
    {
        std::vector<Range> ranges;
        std::vector<Transaction> requests;
        while (ranges.size() < RangesInFlight && !waiting.empty()) {
            ranges.push_back(cutOff(waiting));
            requests.push_back({{statementFor(ranges.back())}, {}, Transaction::Mode::Read});
        }
        auto outcomes = m_database.transactions(requests, m_options);
        for (std::size_t i = 0; i < ranges.size(); ++i) {
            const Range &range = ranges[i];
            auto answer = outcomes[i] ? std::move(outcomes[i]->body)
                                      : Result<std::vector<Rows>>(failure(outcomes[i]));
            if (!answer) {
                if (answer.error().code != ErrorCode::TooLarge || range.bytes / 2 < m_limits.leastBytes)
                    return failure(answer);
                m_rangeBytes = range.bytes / 2;
                waiting.push_front(range);
                continue;
            }
            const Rows &rows = answer->front();
            if (rows.empty())
                return false;
            const Row &row = rows.front();
            if (row.size() != 4)
                return notWhatWasAsked();
            QByteArray &whole = read[std::size_t(range.value)];
            if (State{row[0], row[1]} != state || row[2].integer() != whole.size())
                return false;
            const QByteArray part = row[3].blob();
            if (part.size() != range.bytes)
                return notWhatWasAsked();
            std::memcpy(whole.data() + range.from, part.constData(), std::size_t(part.size()));
        }
        return true;
    }

    /// What is asked next of the first range that waits.
    Range cutOff(std::deque<Range> &waiting) const
    {
        Range &first = waiting.front();
        const Range next{first.value, first.isText, first.from, std::min(first.bytes, m_rangeBytes)};
        first.from += next.bytes;
        first.bytes -= next.bytes;
        if (first.bytes == 0)
            waiting.pop_front();
        return next;
    }

    Statement statementFor(const Range &range) const
    {
        const QString &value = m_row.large[range.value];
        // A BLOB is not cast to one: the Turso engine would take its bytes for text on the way.
        const QString bytes = range.isText ? QStringLiteral("CAST(%1 AS BLOB)").arg(value) : value;
        return select(m_row, {m_row.stamp, sizeOf(value), QStringLiteral("substr(%1, ?, ?)").arg(bytes)},
                      {range.from + 1, range.bytes});
    }

    tl::unexpected<Error> notWhatWasAsked() const
    {
        return fail(ErrorCode::Protocol,
                    QStringLiteral("%1 answered something other than what it was asked; try again.")
                        .arg(m_database.location()));
    }

    Database &m_database;
    const LargeRow &m_row;
    const CallOptions &m_options;
    const ReadLimits &m_limits;
    qint64 m_rangeBytes; // of one request; smaller once that was too large
};

} // namespace

Result<std::optional<Row>> readLargeRow(Database &database, const LargeRow &row, const CallOptions &options,
                                        const ReadLimits &limits)
{
    return Reader(database, row, options, limits).read();
}

} // namespace galley
