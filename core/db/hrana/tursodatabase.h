// A Turso (libSQL) database over HTTP: the Hrana protocol, versions 3 and 2, in JSON. Stateless: every call
// is one request that holds a whole transaction, so nothing stays open on the server and no baton is ever
// kept.
#pragma once

#include "core/db/callrecord.h"
#include "core/db/database.h"
#include "core/db/hrana/patience.h"
#include "core/db/hrana/remoteconfig.h"

#include <memory>

namespace galley {

class HttpClient;
struct HttpReply;
struct HranaReply;

/// What is harmless twice (a SELECT, Mode::Read without `after`, Twice::Harmless) is tried again, a few times
/// and after a pause, when the server is busy, asks for a pause, or the connection is refused or cut. Nothing
/// else is sent twice by us, but Qt's HTTP may send a request again when a kept connection is dead, and a
/// reply may be lost after its write has happened: see Database about writes that are harmless twice.
class TursoDatabase final : public Database
{
public:
    /// Reads the certificate files that `config` names. No request is made before the first call: run a
    /// statement to find out whether the address and the token are right. Errors: Io, Tls. `recorder` is told
    /// of every call of `execute`, `run`, `transactions` and `runPipeline`.
    static Result<std::unique_ptr<TursoDatabase>> open(const RemoteConfig &config, RetryPolicy retry = {},
                                                       CallRecorder recorder = {});
    ~TursoDatabase() override;

    /// Two are under way at a time. When the server can't be reached or refuses us, those not yet begun are
    /// not tried and end with the same error.
    std::vector<Result<Outcome>> transactions(std::span<const Transaction> transactions,
                                              const CallOptions &options = {}) override;
    /// The same two; a reply is decoded while the other request is under way.
    Status runPipeline(Pipeline &pipeline, const CallOptions &options = {}) override;
    QString location() const override;

    const CallRecord &lastCall() const { return m_figures; }

protected:
    Result<Rows> executeOne(const Statement &statement, const CallOptions &options) override;

private:
    /// What the server understands; found out by the first call, with a request that changes nothing.
    struct Dialect
    {
        QString path;
        bool close = true;
    };
    class Meter;
    struct Call;
    struct Flight;

    TursoDatabase(RemoteConfig config, RetryPolicy retry, CallRecorder recorder,
                  std::unique_ptr<HttpClient> http);
    Result<Rows> ask(const Statement &statement, const CallOptions &options);
    /// The figures of the call that has just ended, with what it was.
    void record(const QString &firstSql, int statements, std::optional<ErrorCode> error);
    Status learn(Call &call);
    Result<Dialect> probe(const QString &path, Call &call);
    Status fly(Pipeline &pipeline, const CallOptions &options);
    Result<Flight> takeOff(const Transaction &transaction, Call &call);
    Flight takeOff(QByteArray body, qsizetype steps, Transaction::Twice twice, Call &call);
    Result<HranaReply> land(Flight &flight, Call &call);
    Result<HranaReply> decode(const HttpReply &http, const Flight &flight);
    Outcome outcome(const Transaction &transaction, HranaReply reply) const;

    RemoteConfig m_config;
    RetryPolicy m_retry;
    CallRecorder m_recorder;
    std::unique_ptr<HttpClient> m_http;
    std::optional<Dialect> m_dialect;
    QByteArray m_replicationIndex;
    CallRecord m_figures;
};

} // namespace galley
