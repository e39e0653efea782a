#include "core/db/hrana/tursodatabase.h"

#include "core/db/hrana/hranareply.h"
#include "core/db/hrana/hranarequest.h"
#include "core/db/hrana/httpclient.h"
#include "core/db/hrana/listpipeline.h"
#include "core/db/hrana/notedpipeline.h"

#include <QElapsedTimer>

#include <atomic>
#include <deque>

namespace galley {

namespace {

constexpr std::size_t MaxInFlight = 2;
constexpr qsizetype MaxRecordedSql = 240;

bool isSelect(const Statement &statement)
{
    return statement.sql.trimmed().startsWith(QLatin1String("SELECT "), Qt::CaseInsensitive);
}

/// The end of one step that was meant to run.
Result<Rows> stepResult(HranaStep &step, const Statement &statement, const QString &location)
{
    if (step.rows && step.rows->columns.isEmpty() && isSelect(statement))
        return tl::unexpected(notUnderstood(location, QStringLiteral("a SELECT without columns")));
    if (step.rows)
        return std::move(*step.rows);
    if (step.error)
        return tl::unexpected(serverError(*step.error, location));
    return tl::unexpected(notUnderstood(location, QStringLiteral("a step was skipped")));
}

/// By its first word: anything that is no plain SELECT may write.
Transaction::Twice harmlessTwice(const Statement &statement)
{
    return isSelect(statement) ? Transaction::Twice::Harmless : Transaction::Twice::Unsafe;
}

Transaction::Twice harmlessTwice(const Transaction &transaction)
{
    const bool reads = transaction.mode == Transaction::Mode::Read && transaction.after.empty();
    return reads ? Transaction::Twice::Harmless : transaction.twice;
}

std::optional<std::chrono::milliseconds> retryAfter(const Result<HttpReply> &reply)
{
    return reply ? reply->retryAfter : std::nullopt;
}

} // namespace

/// Adds up the bytes of all requests of one call. `add` runs on the HTTP thread alone.
class TursoDatabase::Meter
{
public:
    Meter(const CallOptions &options, CallRecord &figures) : m_options(options), m_figures(figures)
    {
        m_figures = {};
        m_timer.start();
    }
    Meter(const Meter &) = delete;
    Meter &operator=(const Meter &) = delete;
    ~Meter()
    {
        m_figures.bytesSent = m_sent;
        m_figures.bytesReceived = m_received;
        m_figures.elapsedMs = double(m_timer.nsecsElapsed()) / 1e6;
    }

    HttpClient::Progress next()
    {
        ++m_figures.requests;
        return
            [this, sentBefore = qint64(0), receivedBefore = qint64(0)](qint64 sent, qint64 received) mutable {
                add(sent - sentBefore, received - receivedBefore);
                sentBefore = sent;
                receivedBefore = received;
            };
    }

private:
    void add(qint64 sent, qint64 received)
    {
        m_sent += sent;
        m_received += received;
        if (m_options.progress)
            m_options.progress(m_sent, m_received);
    }

    const CallOptions &m_options;
    CallRecord &m_figures;
    std::atomic<qint64> m_sent = 0;
    std::atomic<qint64> m_received = 0;
    QElapsedTimer m_timer;
};

/// What all requests of one call share.
struct TursoDatabase::Call
{
    Call(const CallOptions &callOptions, const RetryPolicy &retry, CallRecord &figures)
        : options(callOptions), patience(retry, callOptions.stop), meter(callOptions, figures)
    {
    }

    const CallOptions &options;
    Patience patience;
    Meter meter;
    std::optional<Error> refusal; // to tell what the server understands
};

/// One request under way, and what it takes to send it again.
struct TursoDatabase::Flight
{
    Dialect dialect;
    QByteArray body;
    qsizetype steps;
    Transaction::Twice twice;
    std::shared_ptr<HttpCall> http;
    QElapsedTimer since;
    int tries = 1;

    std::chrono::milliseconds lasted() const { return std::chrono::milliseconds(since.elapsed()); }
};

Result<std::unique_ptr<TursoDatabase>> TursoDatabase::open(const RemoteConfig &config, RetryPolicy retry,
                                                          CallRecorder recorder)
{
    auto http = HttpClient::open(config);
    if (!http)
        return failure(http);
    return std::unique_ptr<TursoDatabase>(
        new TursoDatabase(config, std::move(retry), std::move(recorder), std::move(*http)));
}

TursoDatabase::TursoDatabase(RemoteConfig config, RetryPolicy retry, CallRecorder recorder,
                             std::unique_ptr<HttpClient> http)
    : m_config(std::move(config)),
      m_retry(std::move(retry)),
      m_recorder(std::move(recorder)),
      m_http(std::move(http))
{
}

TursoDatabase::~TursoDatabase() = default;

QString TursoDatabase::location() const
{
    return m_config.address();
}

Result<TursoDatabase::Dialect> TursoDatabase::probe(const QString &path, Call &call)
{
    const auto ask = [&](HttpClient::Token token) {
        for (int tries = 1;; ++tries) {
            QElapsedTimer since;
            since.start();
            auto reply = m_http->post(path, hranaProbe(), call.meter.next(), token)->wait(call.options.stop);
            if (!mayPass(reply))
                return reply;
            if (call.patience.again(tries, std::chrono::milliseconds(since.elapsed()), retryAfter(reply)))
                continue;
            if (call.options.stop.stop_requested())
                return Result<HttpReply>(tl::unexpected(cancelled(location())));
            return reply;
        }
    };
    // The token is shown only to a server that asks for it: not to one that refuses our certificate or sends
    // us on.
    auto reply = ask(HttpClient::Token::Withhold);
    const auto wantsToken = [](const HttpReply &got) {
        return got.status == 401 || (!got.isHtml() && (got.status == 403 || got.status == 404));
    };
    if (reply && wantsToken(*reply) && !m_config.token.isEmpty())
        reply = ask(HttpClient::Token::Send);
    if (!reply)
        return failure(reply);
    if (reply->status == 401 && m_config.token.isEmpty())
        return tl::unexpected(tokenWanted(location()));
    if (reply->status == 200 && !reply->isHtml()) {
        auto close = readHranaProbe(reply->body, m_config.url, location());
        if (!close)
            return failure(close);
        return Dialect{path, *close};
    }
    // A server that does not know `close` may refuse the request as a whole, in words of its own.
    const bool refusedClose = reply->status == 400 || reply->status == 422 || reply->status == 500;
    if (refusedClose && !reply->isHtml())
        return Dialect{path, false};
    return tl::unexpected(httpError(*reply, location()));
}

Status TursoDatabase::learn(Call &call)
{
    if (m_dialect)
        return {};
    if (call.options.stop.stop_requested())
        return tl::unexpected(cancelled(location()));
    auto dialect = probe(QStringLiteral("/v3/pipeline"), call);
    if (!dialect && dialect.error().code == ErrorCode::NotFound)
        dialect = probe(QStringLiteral("/v2/pipeline"), call);
    if (!dialect)
        return failure(dialect);
    m_dialect = std::move(*dialect);
    return {};
}

Result<TursoDatabase::Flight> TursoDatabase::takeOff(const Transaction &transaction, Call &call)
{
    if (auto ok = call.refusal ? Status() : learn(call); !ok)
        call.refusal = ok.error();
    if (call.refusal)
        return tl::unexpected(*call.refusal);
    return takeOff(hranaTransaction(transaction, {m_dialect->close, m_replicationIndex}), HranaSteps::of(transaction).count,
                   harmlessTwice(transaction), call);
}

TursoDatabase::Flight TursoDatabase::takeOff(QByteArray body, qsizetype steps, Transaction::Twice twice,
                                             Call &call)
{
    Flight flight{*m_dialect, std::move(body), steps, twice, {}, {}};
    flight.since.start();
    flight.http = m_http->post(flight.dialect.path, flight.body, call.meter.next());
    return flight;
}

Result<HranaReply> TursoDatabase::land(Flight &flight, Call &call)
{
    for (;;) {
        auto http = flight.http->wait(call.options.stop);
        auto reply = http ? decode(*http, flight) : Result<HranaReply>(failure(http));
        const bool passing = mayPass(http) || (reply && mayPass(*reply));
        if (passing && flight.twice == Transaction::Twice::Harmless) {
            if (call.patience.again(flight.tries, flight.lasted(), retryAfter(http))) {
                ++flight.tries;
                flight.since.start();
                flight.http = m_http->post(flight.dialect.path, flight.body, call.meter.next());
                continue;
            }
            if (call.options.stop.stop_requested())
                return tl::unexpected(cancelled(location()));
        }
        if (reply && reply->error)
            return tl::unexpected(serverError(*reply->error, location()));
        return reply;
    }
}

Result<HranaReply> TursoDatabase::decode(const HttpReply &http, const Flight &flight)
{
    if (http.status == 404)
        m_dialect.reset(); // the server was changed: find out anew next time
    if (http.status != 200 || http.isHtml())
        return tl::unexpected(httpError(http, location()));
    const qsizetype requests = flight.dialect.close ? 2 : 1;
    auto reply = readHranaReply(http.body, requests, flight.steps, m_config.url, location());
    if (!reply)
        return failure(reply);
    if (!reply->replicationIndex.isEmpty())
        m_replicationIndex = reply->replicationIndex;
    m_figures.rowsRead += reply->rowsRead;
    m_figures.rowsWritten += reply->rowsWritten;
    m_figures.queryMs += reply->queryMs;
    return reply;
}

Result<Rows> TursoDatabase::executeOne(const Statement &statement, const CallOptions &options)
{
    auto rows = ask(statement, options);
    record(statement.sql, 1, errorOf(rows));
    return rows;
}

Result<Rows> TursoDatabase::ask(const Statement &statement, const CallOptions &options)
{
    Call call(options, m_retry, m_figures);
    if (auto ok = learn(call); !ok)
        return failure(ok);
    if (options.stop.stop_requested())
        return tl::unexpected(cancelled(location()));
    Flight flight = takeOff(hranaStatement(statement, {m_dialect->close, m_replicationIndex}), 1,
                            harmlessTwice(statement), call);
    auto reply = land(flight, call);
    if (!reply)
        return failure(reply);
    return stepResult(reply->steps.front(), statement, location());
}

Outcome TursoDatabase::outcome(const Transaction &transaction, HranaReply reply) const
{
    const HranaSteps at = HranaSteps::of(transaction);
    const auto step = [&](qsizetype i) -> HranaStep & { return reply.steps[std::size_t(i)]; };
    const auto body = [&]() -> Result<std::vector<Rows>> {
        if (!step(at.commit).rows) {
            for (qsizetype i = HranaSteps::Begin; i <= at.commit; ++i) {
                if (step(i).error)
                    return tl::unexpected(serverError(*step(i).error, location()));
            }
            return tl::unexpected(
                notUnderstood(location(), QStringLiteral("COMMIT was skipped without an error")));
        }
        std::vector<Rows> all;
        all.reserve(transaction.body.size());
        for (qsizetype i = HranaSteps::FirstOfBody; i < at.commit; ++i) {
            auto rows = stepResult(step(i), transaction.body[std::size_t(i - HranaSteps::FirstOfBody)], location());
            if (!rows)
                return failure(rows);
            all.push_back(std::move(*rows));
        }
        return all;
    };

    Outcome outcome{body(), {}};
    for (qsizetype i = at.firstAfter; i < at.count; ++i)
        outcome.after.push_back(
            stepResult(step(i), transaction.after[std::size_t(i - at.firstAfter)], location()));
    return outcome;
}

std::vector<Result<Outcome>> TursoDatabase::transactions(std::span<const Transaction> transactions,
                                                         const CallOptions &options)
{
    ListPipeline list(transactions);
    (void)runPipeline(list, options); // each result tells for itself
    return std::move(list).results(cancelled(location()));
}

void TursoDatabase::record(const QString &firstSql, int statements, std::optional<ErrorCode> error)
{
    if (!m_recorder)
        return;
    m_figures.statement = firstSql.simplified().left(MaxRecordedSql);
    m_figures.statements = statements;
    m_figures.error = error;
    m_recorder(m_figures);
}

Status TursoDatabase::runPipeline(Pipeline &pipeline, const CallOptions &options)
{
    NotedPipeline noted(pipeline);
    auto ended = fly(noted, options);
    record(noted.firstSql(), noted.statements(), noted.error() ? noted.error() : errorOf(ended));
    return ended;
}

Status TursoDatabase::fly(Pipeline &pipeline, const CallOptions &options)
{
    struct UnderWay
    {
        Transaction transaction;
        Result<Flight> flight;
    };
    Call call(options, m_retry, m_figures);
    std::deque<UnderWay> underWay;
    std::optional<Error> ending;
    bool isStopped = false;
    for (;;) {
        while (!ending && !isStopped && underWay.size() < MaxInFlight) {
            auto next = pipeline.next();
            if (!next)
                break;
            isStopped = options.stop.stop_requested();
            if (isStopped)
                break;
            auto flight = takeOff(*next, call);
            underWay.push_back({std::move(*next), std::move(flight)});
        }
        if (underWay.empty())
            break;
        auto [transaction, flight] = std::move(underWay.front());
        underWay.pop_front();
        auto reply = flight ? land(*flight, call) : Result<HranaReply>(failure(flight));
        if (ending)
            continue;
        auto taken = pipeline.take(reply ? Result<Outcome>(outcome(transaction, std::move(*reply))) : failure(reply));
        if (!taken)
            ending = taken.error();
    }
    if (ending)
        return tl::unexpected(*ending);
    if (isStopped)
        return tl::unexpected(cancelled(location()));
    return {};
}

} // namespace galley
