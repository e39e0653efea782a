// The connection options: the token comes from GALLEY_TOKEN, a file or the system's keychain, never from the
// command line, where other users of the machine could read it. Secrets are stored in the keychain alone, and
// only when asked.
#pragma once

#include "core/db/hrana/remoteconfig.h"
#include "core/secrets/clientidentity.h"

#include <optional>
#include <string>

namespace CLI {
class App;
}

namespace galley {
class Keychain;
}

namespace galley::cli {

struct ConnectionOptions
{
    std::string tokenFile;
    std::string caFile;
    std::string clientCertFile;
    std::string clientKeyFile;
    std::string clientP12File;
    std::string passphraseFile;
    /// The one of this process; outlives every command.
    Keychain *keychain = nullptr;
    /// What the blog's file knows to be in the keychain; asked for only where nothing is given.
    bool tokenInKeychain = false;
    bool passphraseInKeychain = false;
};

void addConnectionOptions(CLI::App &command, ConnectionOptions &options);

/// The certificate alone, or as a part of a PKCS#12 file.
void addIdentityOptions(CLI::App &command, ConnectionOptions &options);

/// The secrets and the PKCS#12 file are read here. Errors: InvalidInput (the URL), Io (a file), Tls (the
/// PKCS#12 file), NotFound and NoKeychain.
Result<RemoteConfig> remoteConfig(const QString &url, const ConnectionOptions &options);

/// What --passphrase-file holds; empty without it. Errors: Io.
Result<QString> givenPassphrase(const ConnectionOptions &options);

/// The client certificate and key of the options, from whichever files; nothing where none are named. Errors:
/// Io, Tls.
Result<std::optional<ClientIdentity>> clientIdentity(const ConnectionOptions &options,
                                                     const QString &passphrase);

} // namespace galley::cli
