// Linking a blog's file to its remote: what the Connect dialog and `galleyctl remote` do.
#pragma once

#include "core/base/clock.h"
#include "core/db/callrecord.h"
#include "core/workspace/remotesecrets.h"
#include "core/workspace/remotetasks.h"

namespace galley {

class TursoDatabase;

/// How a link stands, for a person.
struct RemoteStanding
{
    QString url;                  // empty: the file is its own public side
    QString certificateWarning;   // a sentence from ExpiryWarningDays before the client certificate ends
    QStringList notices;          // of what could not be done as asked
    std::optional<Error> trouble; // linked, and not to be reached now: it may pass
};

struct Linked
{
    RemoteAccess access; // with all its secrets
    std::unique_ptr<TursoDatabase> database; // null with a trouble
    RemoteStanding standing;
};

/// Used from one thread, that of `file`. Without a keychain nothing is remembered or recalled: NoKeychain.
/// A secret that is not given is that of `known` or that of the keychain, where these are of the same address
/// and, for the passphrase, of the same certificate.
class RemoteLinker
{
public:
    /// `recorders` gives each connection that is handed on the one to be told of its calls.
    using Recorders = std::function<CallRecorder(const QString &remote)>;
    RemoteLinker(Database &file, Keychain *keychain, const Clock &clock, Recorders recorders = {});

    /// Changes nothing. Tries once only: the author is waiting.
    Result<RemoteReport> test(RemoteAccess access, const std::optional<RemoteAccess> &known, const CallOptions &options = {});

    /// Migrates the remote (the author has seen what is added) and makes it the file's public side. When the
    /// keychain can't remember the secrets, the link is not made: NoKeychain.
    Result<Linked> link(RemoteAccess access, const std::optional<RemoteAccess> &known, SecretStorage storage,
                        const CallOptions &options = {});

    /// Connects with what file and keychain remember; nothing where the file is linked to no remote. Adds
    /// nothing to a live database: InvalidInput when that would be necessary.
    Result<std::optional<Linked>> relink(const std::optional<RemoteAccess> &known, const CallOptions &options = {});

    /// Forgets address, paths and what the keychain has. The remote itself stays as it is.
    Result<RemoteStanding> unlink();

private:
    Result<std::optional<RemoteLink>> complete(RemoteAccess &access, const std::optional<RemoteAccess> &known);
    RemoteStanding standingOf(const RemoteAccess &access, const std::optional<ClientIdentity> &identity) const;
    Result<std::unique_ptr<TursoDatabase>> open(const RemoteConfig &config, const QString &remote) const;
    Status connectAsItIs(Linked &linked, const CallOptions &options) const;

    Database &m_file;
    Keychain *m_keychain;
    const Clock &m_clock;
    Recorders m_recorders;
};

} // namespace galley
