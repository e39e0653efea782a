#include "core/workspace/remotelinker.h"

#include "core/db/hrana/tursodatabase.h"
#include "core/migrate/migrator.h"
#include "core/sync/synchronizer.h"

namespace galley {

namespace {

tl::unexpected<Error> withoutKeychain()
{
    return fail(ErrorCode::NoKeychain, QStringLiteral("This program has no keychain; give the secrets for this time only."));
}

QString expiryWarning(const std::optional<ClientIdentity> &identity, const Clock &clock)
{
    return identity ? identity->expiryWarning(clock.now()).value_or(QString()) : QString();
}

RetryPolicy once()
{
    RetryPolicy policy;
    policy.tries = 1;
    return policy;
}

} // namespace

RemoteLinker::RemoteLinker(Database &file, Keychain *keychain, const Clock &clock, Recorders recorders)
    : m_file(file), m_keychain(keychain), m_clock(clock), m_recorders(std::move(recorders))
{
}

Result<std::unique_ptr<TursoDatabase>> RemoteLinker::open(const RemoteConfig &config, const QString &remote) const
{
    return TursoDatabase::open(config, {}, m_recorders ? m_recorders(remote) : CallRecorder());
}

/// Returns the link as the file has it so far.
Result<std::optional<RemoteLink>> RemoteLinker::complete(RemoteAccess &access, const std::optional<RemoteAccess> &known)
{
    if (known && known->link.url == access.link.url) {
        if (access.secrets.token.isEmpty())
            access.secrets.token = known->secrets.token;
        if (access.secrets.passphrase.isEmpty() && known->link.hasSameIdentity(access.link))
            access.secrets.passphrase = known->secrets.passphrase;
    }
    auto before = readRemoteLink(m_file);
    if (!before)
        return before;
    const bool isSame = *before && (*before)->url == access.link.url;
    access.link.isTokenKept = isSame && (*before)->isTokenKept;
    access.link.isPassphraseKept = isSame && (*before)->isPassphraseKept && (*before)->hasSameIdentity(access.link);
    const bool isMissing = (access.link.isTokenKept && access.secrets.token.isEmpty()) ||
                           (access.link.isPassphraseKept && access.secrets.passphrase.isEmpty());
    if (!isMissing)
        return before;
    if (m_keychain == nullptr)
        return withoutKeychain();
    if (auto ok = recallSecrets(*m_keychain, access); !ok)
        return failure(ok);
    return before;
}

RemoteStanding RemoteLinker::standingOf(const RemoteAccess &access, const std::optional<ClientIdentity> &identity) const
{
    RemoteStanding standing;
    standing.url = access.link.url;
    standing.certificateWarning = expiryWarning(identity, m_clock);
    return standing;
}

Result<RemoteReport> RemoteLinker::test(RemoteAccess access, const std::optional<RemoteAccess> &known,
                                        const CallOptions &options)
{
    if (auto ok = complete(access, known); !ok)
        return failure(ok);
    auto opened = openAccess(access);
    if (!opened)
        return failure(opened);
    auto remote = TursoDatabase::open(opened->config, once());
    if (!remote)
        return failure(remote);
    auto report = inspectRemote(**remote, options);
    if (!report)
        return report;
    if (const QString warning = expiryWarning(opened->identity, m_clock); !warning.isEmpty())
        report->warnings += warning;
    return report;
}

Result<Linked> RemoteLinker::link(RemoteAccess access, const std::optional<RemoteAccess> &known, SecretStorage storage,
                                  const CallOptions &options)
{
    auto before = complete(access, known);
    if (!before)
        return failure(before);
    auto opened = openAccess(access);
    if (!opened)
        return failure(opened);
    auto remote = open(opened->config, access.link.url);
    if (!remote)
        return failure(remote);
    if (auto ok = Migrator::forSharedDatabase(**remote).migrate(options); !ok)
        return failure(ok);

    const RemoteSecrets &secrets = access.secrets;
    const bool hasSecrets = !secrets.token.isEmpty() || !secrets.passphrase.isEmpty();
    const bool wasKept = *before && ((*before)->isTokenKept || (*before)->isPassphraseKept);
    RemoteStanding standing = standingOf(access, opened->identity);
    if (wasKept || (hasSecrets && storage == SecretStorage::Remember)) {
        if (m_keychain == nullptr)
            return withoutKeychain();
        auto trouble = settleSecrets(*m_keychain, storage, access, *before);
        if (!trouble)
            return failure(trouble);
        if (!trouble->isEmpty())
            standing.notices += *trouble;
    }
    if (auto ok = writeRemoteLink(m_file, access.link); !ok)
        return failure(ok);
    // The author has named this address: whatever blog stands there is taken, and compared with.
    if (auto ok = meetAnew(m_file, access.link.url, options); !ok)
        return failure(ok);
    return Linked{std::move(access), std::move(*remote), std::move(standing)};
}

Status RemoteLinker::connectAsItIs(Linked &linked, const CallOptions &options) const
{
    auto opened = openAccess(linked.access);
    if (!opened)
        return failure(opened);
    linked.standing = standingOf(linked.access, opened->identity);
    auto remote = open(opened->config, linked.access.link.url);
    if (!remote)
        return failure(remote);
    auto readiness = makeReady(**remote, options);
    if (!readiness)
        return failure(readiness);
    if (*readiness == Readiness::NeedsConsent)
        return fail(ErrorCode::InvalidInput,
                    QStringLiteral("Something has to be added to the database at %1 first; connect to it, which lists it "
                                   "and asks.").arg((*remote)->location()));
    linked.database = std::move(*remote);
    return {};
}

Result<std::optional<Linked>> RemoteLinker::relink(const std::optional<RemoteAccess> &known, const CallOptions &options)
{
    auto before = readRemoteLink(m_file);
    if (!before)
        return failure(before);
    if (!*before)
        return std::optional<Linked>();
    Linked linked;
    linked.access.link = **before;
    linked.standing.url = (*before)->url;
    if (auto ok = complete(linked.access, known); !ok)
        return failure(ok);
    if (const Status done = connectAsItIs(linked, options); !done) {
        switch (done.error().code) {
        case ErrorCode::Network:
        case ErrorCode::Tls:
        case ErrorCode::Io:
        case ErrorCode::Quota:
        case ErrorCode::Busy:
            linked.standing.trouble = done.error();
            break;
        default:
            return failure(done);
        }
    }
    return std::optional<Linked>(std::move(linked));
}

Result<RemoteStanding> RemoteLinker::unlink()
{
    auto link = readRemoteLink(m_file);
    if (!link)
        return failure(link);
    RemoteStanding standing;
    if (!*link)
        return standing;
    if ((*link)->isTokenKept || (*link)->isPassphraseKept) {
        const QString trouble = m_keychain == nullptr ? withoutKeychain().value().message : forgetSecrets(*m_keychain, **link);
        if (!trouble.isEmpty())
            standing.notices += trouble;
    }
    if (auto ok = removeRemoteLink(m_file); !ok)
        return failure(ok);
    return standing;
}

} // namespace galley
