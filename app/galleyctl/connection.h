// The connection options, which serve for one call and are never stored: the token comes from GALLEY_TOKEN or a
// file, never from the command line, where other users of the machine could read it.
#pragma once

#include "core/db/hrana/remoteconfig.h"

#include <string>

namespace CLI {
class App;
}

namespace galley::cli {

struct ConnectionOptions
{
    std::string tokenFile;
    std::string caFile;
    std::string clientCertFile;
    std::string clientKeyFile;
    std::string passphraseFile;
};

void addConnectionOptions(CLI::App &command, ConnectionOptions &options);

/// The files are read here. Errors: InvalidInput (the URL), Io (a file).
Result<RemoteConfig> remoteConfig(const QString &url, const ConnectionOptions &options);

} // namespace galley::cli
