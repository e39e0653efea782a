// `galley_settings`: what this file remembers. Only in a local file, and never a secret.
#pragma once

#include "core/db/statement.h"

namespace galley::settingstable {

Statement select(const QString &key);
Statement set(const QString &key, const QString &value);
Statement remove(const QString &key);

inline QString blogTitle() { return QStringLiteral("blog.title"); }
inline QString remoteUrl() { return QStringLiteral("remote.url"); }
// Paths of files, not what is in them.
inline QString remoteCaFile() { return QStringLiteral("remote.ca_file"); }
inline QString remoteCertFile() { return QStringLiteral("remote.client_cert_file"); }
inline QString remoteKeyFile() { return QStringLiteral("remote.client_key_file"); }
inline QString remotePkcs12File() { return QStringLiteral("remote.client_p12_file"); }
/// Which secrets of the remote are in the system's keychain: "token", "passphrase" or both.
inline QString remoteKeychain() { return QStringLiteral("remote.keychain"); }

} // namespace galley::settingstable
