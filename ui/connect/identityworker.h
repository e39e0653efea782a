// Reads, opens and makes certificates and keys on a thread of its own. Methods are called on the UI thread and
// return at once; work is done in the order it was asked for.
#pragma once

#include "core/workspace/identitychoice.h"
#include "core/workspace/worker.h"

#include <QFuture>

namespace galley {

class IdentityWorker
{
public:
    explicit IdentityWorker(const QString &storeFolder = IdentityStore::standardFolder());

    QFuture<Result<IdentityFacts>> look(const RemoteLink &chosen, const QString &passphrase);
    QFuture<Result<RemoteLink>> take(const IdentityFacts &facts, const QString &passphrase);
    QFuture<Result<RemoteLink>> protect(const IdentityFacts &facts, const QString &newPassphrase);
    /// Makes a key in the store, and writes its signing request to `requestFile`, where nothing may be yet.
    /// Returns the path of the key. Errors: Conflict, and as IdentityStore::request.
    QFuture<Result<QString>> request(const QString &name, const QString &passphrase, const QString &requestFile);
    QFuture<Result<QStringList>> waiting();

private:
    template <typename T, typename Work>
    QFuture<Result<T>> run(Work work);

    const IdentityStore m_store;
    Worker m_worker; // last: its tasks use the store
};

} // namespace galley
