#include "core/db/hrana/tursodatabase.h"

#include "core/db/hrana/hranareply.h"
#include "core/db/hrana/hranarequest.h"
#include "core/db/hrana/httpclient.h"

#include <QElapsedTimer>

#include <atomic>
#include <deque>

namespace galley {

namespace {

constexpr std::size_t MaxInFlight = 2;

/// After one of these, trying the next of several transactions would only fail the same way, and slowly.
bool endsAll(ErrorCode code)
{
    switch (code) {
    case ErrorCode::Network:
    case ErrorCode::Tls:
    case ErrorCode::Auth:
    case ErrorCode::NotFound:
    case ErrorCode::Quota:
    case ErrorCode::Cancelled:
        return true;
    default:
        return false;
    }
}

/// The end of one step that was meant to run.
Result<Rows> stepResult(HranaStep &step, const QString &location)
{
    if (step.rows)
        return std::move(*step.rows);
    if (step.error)
        return tl::unexpected(serverError(*step.error, location));
    return tl::unexpected(notUnderstood(location, QStringLiteral("a step was skipped")));
}

} // namespace

/// Adds up the bytes of all requests of one call. `add` runs on the HTTP thread alone.
class TursoDatabase::Meter
{
public:
    Meter(const CallOptions &options, Figures &figures) : m_options(options), m_figures(figures)
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
    Figures &m_figures;
    std::atomic<qint64> m_sent = 0;
    std::atomic<qint64> m_received = 0;
    QElapsedTimer m_timer;
};

struct TursoDatabase::Flight
{
    const Transaction *transaction;
    Dialect dialect;
    std::shared_ptr<HttpCall> call;
};

Result<std::unique_ptr<TursoDatabase>> TursoDatabase::open(const RemoteConfig &config)
{
    auto http = HttpClient::open(config);
    if (!http)
        return failure(http);
    return std::unique_ptr<TursoDatabase>(new TursoDatabase(config, std::move(*http)));
}

TursoDatabase::TursoDatabase(RemoteConfig config, std::unique_ptr<HttpClient> http)
    : m_config(std::move(config)), m_http(std::move(http))
{
}

TursoDatabase::~TursoDatabase() = default;

QString TursoDatabase::location() const
{
    return m_config.origin();
}

Result<TursoDatabase::Dialect> TursoDatabase::probe(const QString &path, const CallOptions &options,
                                                    Meter &meter)
{
    const auto ask = [&](HttpClient::Token token) {
        return m_http->post(path, hranaProbe(), meter.next(), token)->wait(options.stop);
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

Status TursoDatabase::learn(const CallOptions &options, Meter &meter)
{
    if (m_dialect)
        return {};
    if (options.stop.stop_requested())
        return tl::unexpected(cancelled(location()));
    auto dialect = probe(QStringLiteral("/v3/pipeline"), options, meter);
    if (!dialect && dialect.error().code == ErrorCode::NotFound)
        dialect = probe(QStringLiteral("/v2/pipeline"), options, meter);
    if (!dialect)
        return failure(dialect);
    m_dialect = std::move(*dialect);
    return {};
}

Result<HranaReply> TursoDatabase::receive(HttpCall &call, const Dialect &dialect, qsizetype steps,
                                          const CallOptions &options)
{
    auto http = call.wait(options.stop);
    if (!http)
        return failure(http);
    if (http->status == 404)
        m_dialect.reset(); // the server was changed: find out anew next time
    if (http->status != 200 || http->isHtml())
        return tl::unexpected(httpError(*http, location()));
    const qsizetype requests = dialect.close ? 2 : 1;
    auto reply = readHranaReply(http->body, requests, steps, m_config.url, location());
    if (!reply)
        return failure(reply);
    if (reply->error)
        return tl::unexpected(serverError(*reply->error, location()));
    if (!reply->replicationIndex.isEmpty())
        m_replicationIndex = reply->replicationIndex;
    m_figures.rowsRead += reply->rowsRead;
    m_figures.rowsWritten += reply->rowsWritten;
    m_figures.queryMs += reply->queryMs;
    return reply;
}

Result<Rows> TursoDatabase::executeOne(const Statement &statement, const CallOptions &options)
{
    Meter meter(options, m_figures);
    if (auto ok = learn(options, meter); !ok)
        return failure(ok);
    if (options.stop.stop_requested())
        return tl::unexpected(cancelled(location()));
    const Dialect dialect = *m_dialect;
    const QByteArray body = hranaStatement(statement, {dialect.close, m_replicationIndex});
    const auto call = m_http->post(dialect.path, body, meter.next());
    auto reply = receive(*call, dialect, 1, options);
    if (!reply)
        return failure(reply);
    return stepResult(reply->steps.front(), location());
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
            auto rows = stepResult(step(i), location());
            if (!rows)
                return failure(rows);
            all.push_back(std::move(*rows));
        }
        return all;
    };

    Outcome outcome{body(), {}};
    for (qsizetype i = at.firstAfter; i < at.count; ++i)
        outcome.after.push_back(stepResult(step(i), location()));
    return outcome;
}

Result<Outcome> TursoDatabase::land(const Flight &flight, const CallOptions &options)
{
    auto reply = receive(*flight.call, flight.dialect, HranaSteps::of(*flight.transaction).count, options);
    if (!reply)
        return failure(reply);
    return outcome(*flight.transaction, std::move(*reply));
}

std::vector<Result<Outcome>> TursoDatabase::transactions(std::span<const Transaction> transactions,
                                                         const CallOptions &options)
{
    Meter meter(options, m_figures);
    std::vector<Result<Outcome>> results;
    results.reserve(transactions.size());
    std::optional<Error> ending;
    if (auto ok = learn(options, meter); !ok)
        ending = ok.error();

    std::deque<Flight> flights;
    std::size_t begun = 0;
    while (results.size() < transactions.size()) {
        if (!ending && options.stop.stop_requested())
            ending = cancelled(location());
        while (!ending && begun < transactions.size() && flights.size() < MaxInFlight) {
            const Transaction &transaction = transactions[begun++];
            const QByteArray body = hranaTransaction(transaction, {m_dialect->close, m_replicationIndex});
            flights.push_back({&transaction, *m_dialect, m_http->post(m_dialect->path, body, meter.next())});
        }
        if (flights.empty()) {
            results.push_back(tl::unexpected(*ending));
            continue;
        }
        results.push_back(land(flights.front(), options));
        flights.pop_front();
        if (!results.back() && endsAll(results.back().error().code))
            ending = results.back().error();
    }
    return results;
}

} // namespace galley
