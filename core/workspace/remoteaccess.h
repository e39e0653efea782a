// The way to a blog's remote: what the file remembers of it (an address and paths, never a secret), and the
// secrets that go with it. The same for the window and for galleyctl, so that each reads what the other set.
#pragma once

#include "core/db/database.h"
#include "core/db/hrana/remoteconfig.h"
#include "core/secrets/clientidentity.h"

#include <optional>

namespace galley {

struct RemoteLink
{
    QString url; // as remoteKey writes it
    // Paths, absolute. The files stay where they are and are read at each connection.
    QString caFile;
    QString certificateFile;
    QString keyFile;
    QString pkcs12File; // in place of certificate and key
    // Which secrets are in the system's keychain.
    bool isTokenKept = false;
    bool isPassphraseKept = false;

    bool hasIdentity() const { return !certificateFile.isEmpty() || !keyFile.isEmpty() || !pkcs12File.isEmpty(); }
    bool hasSameIdentity(const RemoteLink &other) const;
    bool operator==(const RemoteLink &) const = default;
};

struct RemoteSecrets
{
    QString token;
    QString passphrase; // of the key, or of the PKCS#12 file
    bool operator==(const RemoteSecrets &) const = default;
};

struct RemoteAccess
{
    RemoteLink link;
    RemoteSecrets secrets;
    bool operator==(const RemoteAccess &) const = default;
};

/// The key under which a file remembers what it agreed with a remote, and its secrets rest in the keychain:
/// its URL without anything secret.
QString remoteKey(const QUrl &url);

/// Without certificates and secrets. Errors: as parseRemoteUrl.
Result<RemoteAccess> accessTo(const QString &url);

/// Nothing where none is set: the file is its own public side.
Result<std::optional<RemoteLink>> readRemoteLink(Database &file);
Status writeRemoteLink(Database &file, const RemoteLink &link);
Status removeRemoteLink(Database &file);

/// Errors: Io (a file can't be read), TooLarge, Tls (see ClientIdentity).
Result<std::optional<ClientIdentity>> openIdentity(const RemoteLink &link, const QString &passphrase);

/// Whether the key rests behind a passphrase, as far as can be seen without one: of PKCS#12 that is assumed.
bool isProtected(const RemoteLink &link);

struct OpenedAccess
{
    RemoteConfig config; // with the client's key in memory, in the clear
    std::optional<ClientIdentity> identity;
};

/// Reads and opens the files. Errors: as openIdentity; Tls also for a certificate that is not valid today;
/// InvalidInput for the URL.
Result<OpenedAccess> openAccess(const RemoteAccess &access);

/// Differs once one of the files was replaced.
QString filesStamp(const RemoteLink &link);

} // namespace galley
