// The connection options: the token comes from GALLEY_TOKEN, a file or the system's keychain, never from the
// command line, where other users of the machine could read it. Secrets are stored in the keychain alone, and
// only when asked.
#pragma once

#include "core/workspace/remoteaccess.h"

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
};

void addConnectionOptions(CLI::App &command, ConnectionOptions &options);

/// The certificate alone, or as a part of a PKCS#12 file.
void addIdentityOptions(CLI::App &command, ConnectionOptions &options);

/// The paths that are named, made absolute.
RemoteLink givenLink(const ConnectionOptions &options);

/// GALLEY_TOKEN, --token-file and --passphrase-file. Errors: Io.
Result<RemoteSecrets> givenSecrets(const ConnectionOptions &options);

/// As the options have it, without a file's memory and without the keychain. Errors: InvalidInput (the URL), Io.
Result<RemoteAccess> givenAccess(const QString &url, const ConnectionOptions &options);

/// The same, its files read. Errors also: Tls.
Result<RemoteConfig> remoteConfig(const QString &url, const ConnectionOptions &options);

} // namespace galley::cli
