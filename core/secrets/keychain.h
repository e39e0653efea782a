// The system's keychain (GNOME Keyring, KWallet, …): where the token of a remote and the passphrase of a
// client key rest. There is no other place for them: without a keychain they serve for one time only.
#pragma once

#include "core/base/result.h"

#include <QString>

#include <chrono>
#include <memory>

namespace galley {

enum class SecretKind
{
    Token,
    Passphrase,
};

/// Make one for each process and keep it: QtKeychain's queue of jobs stays with the thread that used it
/// first. Nothing is loaded or asked before the first call. Calls block, up to `limit`, so not on the UI
/// thread; any other thread may call.
///
/// A secret is named by the service "galley", the remote's key (its URL, see remoteKey) and its kind.
///
/// Errors: NotFound (the keychain is open and has no such secret), NoKeychain (none runs, it is locked,
/// refuses or does not answer: "this time only" can be offered). A locked keychain answers "not found" to
/// every question, so that is looked into before it is believed. It may ask the author to unlock it
/// meanwhile; a call that was given up may then still store.
class Keychain
{
public:
    explicit Keychain(std::chrono::milliseconds limit = std::chrono::seconds(5));
    Keychain(const Keychain &) = delete;
    Keychain &operator=(const Keychain &) = delete;
    ~Keychain();

    Result<QString> read(const QString &remote, SecretKind kind);
    Status store(const QString &remote, SecretKind kind, const QString &secret);
    /// Nothing to remove is no error.
    Status remove(const QString &remote, SecretKind kind);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace galley
