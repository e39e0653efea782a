// Certificates and keys from files, as Qt's TLS settings. There is no setting that lets a bad certificate
// pass.
#pragma once

#include "core/db/hrana/remoteconfig.h"

#include <QSslConfiguration>

namespace galley {

/// TLS 1.2 or later, the system's authorities and `caFile`, the client's certificate chain and key. Errors:
/// Tls or Io, with a sentence that names the file that is wrong.
Result<QSslConfiguration> tlsSettings(const RemoteConfig &config);

} // namespace galley
