// A remote's secrets and the system's keychain. All of these block, up to the keychain's limit for each secret.
#pragma once

#include "core/secrets/keychain.h"
#include "core/workspace/remoteaccess.h"

namespace galley {

/// What becomes of the secrets beyond this time.
enum class SecretStorage
{
    Remember,  // those given go to the keychain
    LeaveAsIs, // those given serve this time only; what the keychain has stays there
    Forget,    // those given serve this time only; what the keychain has is removed
};

/// Looks in the keychain for each secret that is not given and that the link says is there. Errors: NotFound,
/// NoKeychain.
Status recallSecrets(Keychain &keychain, RemoteAccess &access);

/// Does what `storage` says, and sets the link's marks accordingly; write the link to the file afterwards.
/// `before` is what the file is linked to so far: what the keychain has for another address or another key is
/// removed. Returns a sentence where something stays in a keychain that can't be reached now, else nothing.
/// Errors: NoKeychain, of Remember alone.
Result<QString> settleSecrets(Keychain &keychain, SecretStorage storage, RemoteAccess &access,
                              const std::optional<RemoteLink> &before);

/// Removes what the link says is kept. Returns as settleSecrets.
QString forgetSecrets(Keychain &keychain, RemoteLink &link);

} // namespace galley
