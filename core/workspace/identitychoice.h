// What the author chose as client certificate, looked at before it is used. Blocks on the disk, and a protected
// key takes a tenth of a second to open.
#pragma once

#include "core/secrets/identitystore.h"
#include "core/workspace/remoteaccess.h"

namespace galley {

struct IdentityFacts
{
    RemoteLink link;                  // as chosen, completed
    std::optional<IdentityInfo> info; // none: no certificate was chosen
    bool isEndingSoon = false;    // within ExpiryWarningDays
    bool isKeyInTheClear = false; // whoever reads its file can use it
    bool isFromRequest = false;   // it answers a request that was made with Galley
};

/// `certificateFile` may name a PKCS#12 file (.p12, .pfx). A `keyFile` that is not given is found where the
/// certificate's file holds the key too, or where the certificate answers a request of `store`. Errors: as
/// openIdentity; Tls for a key that is nowhere, a certificate that is not valid at `now`, an authority that is
/// none.
Result<IdentityFacts> lookAtIdentity(RemoteLink chosen, const QString &passphrase, const IdentityStore &store,
                                     const QDateTime &now);

/// Takes the identity into use: the certificate that answers a request of `store` is kept beside its key.
/// Errors: Io.
Result<RemoteLink> takeIdentity(const IdentityFacts &facts, const QString &passphrase, const IdentityStore &store);

/// Puts a copy of certificate and key, encrypted, in `store`, and names the copies in place of the originals.
/// Errors: as IdentityStore::keep.
Result<RemoteLink> protectIdentity(const IdentityFacts &facts, const QString &newPassphrase, const IdentityStore &store);

} // namespace galley
