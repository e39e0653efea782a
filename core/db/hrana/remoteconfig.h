// Where a Turso database is and how to reach it. Plain values; files named here are read when a connection is
// made.
#pragma once

#include "core/base/result.h"

#include <QUrl>

#include <chrono>

namespace galley {

struct RemoteConfig
{
    /// https, or http to this computer alone; without user, query and fragment; a path is kept as a prefix.
    QUrl url;
    /// Sent as "Authorization: Bearer …" to the origin of `url` and nowhere else. Empty: not sent.
    QString token;
    /// PEM. Added to the authorities that the system knows, never in their place.
    QString caFile;
    /// PEM: the certificate, then those that lead to its authority. Needs `clientKeyFile`.
    QString clientCertFile;
    /// PEM, RSA or EC, in the clear or encrypted with `passphrase`.
    QString clientKeyFile;
    QString passphrase;
    /// The same two as PEM in memory, the key in the clear: set, they are used in place of the files, so that
    /// a key that was opened (out of a PKCS#12 file, say) need not be written anywhere.
    QByteArray clientCertPem;
    QByteArray clientKeyPem;
    std::chrono::milliseconds connectTimeout = std::chrono::seconds(15);
    /// The longest time in which a connection that stands moves less than 512 bytes either way; not the length of a
    /// call.
    std::chrono::milliseconds transferTimeout = std::chrono::seconds(60);
    /// A longer reply is ErrorCode::TooLarge. A server caps its own at 10 MB; this keeps a broken one from filling the
    /// memory.
    qint64 maxReplyBytes = 64 * 1000 * 1000;

    /// What a person may read: "https://blog.example.turso.io". Never a secret.
    QString address() const;
};

/// Takes libsql:// (which means https), https:// and, for a server on this computer, http://. Everything else
/// is InvalidInput with a sentence that says what to write instead.
Result<RemoteConfig> parseRemoteUrl(const QString &text);

/// InvalidInput where a token can't be one: a header can't hold a line break, and to send half of one would be no use.
Status checkToken(const QString &token);

/// Scheme, host and port (the default one of the scheme where none is written) are the same.
bool sameOrigin(const QUrl &a, const QUrl &b);

} // namespace galley
