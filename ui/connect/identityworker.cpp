#include "ui/connect/identityworker.h"

#include <QDateTime>
#include <QFile>
#include <QPromise>

namespace galley {

namespace {

Status writeRequest(const QString &path, const QByteArray &pem)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly) || file.write(pem) != pem.size() || !file.flush())
        return fail(ErrorCode::Io, QStringLiteral("%1 can't be written; check the folder.").arg(path), file.errorString());
    return {};
}

} // namespace

IdentityWorker::IdentityWorker(const QString &storeFolder)
    : m_store(storeFolder)
{
}

template <typename T, typename Work>
QFuture<Result<T>> IdentityWorker::run(Work work)
{
    auto promise = std::make_shared<QPromise<Result<T>>>();
    promise->start();
    m_worker.post([promise, work = std::move(work)](const std::stop_token &) {
        promise->addResult(Result<T>(work()));
        promise->finish();
    });
    return promise->future();
}

QFuture<Result<IdentityFacts>> IdentityWorker::look(const RemoteLink &chosen, const QString &passphrase)
{
    return run<IdentityFacts>(
        [this, chosen, passphrase] { return lookAtIdentity(chosen, passphrase, m_store, QDateTime::currentDateTimeUtc()); });
}

QFuture<Result<RemoteLink>> IdentityWorker::take(const IdentityFacts &facts, const QString &passphrase)
{
    return run<RemoteLink>([this, facts, passphrase] { return takeIdentity(facts, passphrase, m_store); });
}

QFuture<Result<RemoteLink>> IdentityWorker::protect(const IdentityFacts &facts, const QString &newPassphrase)
{
    return run<RemoteLink>([this, facts, newPassphrase] { return protectIdentity(facts, newPassphrase, m_store); });
}

QFuture<Result<QString>> IdentityWorker::request(const QString &name, const QString &passphrase, const QString &requestFile)
{
    return run<QString>([this, name, passphrase, requestFile]() -> Result<QString> {
        if (QFile::exists(requestFile))
            return fail(ErrorCode::Conflict, QStringLiteral("%1 is there already; choose another name.").arg(requestFile));
        auto made = m_store.request(name, SecretBytes::fromText(passphrase));
        if (!made)
            return failure(made);
        if (auto ok = writeRequest(requestFile, made->pem); !ok)
            return failure(ok);
        return made->keyFile;
    });
}

QFuture<Result<QStringList>> IdentityWorker::waiting()
{
    return run<QStringList>([this] { return Result<QStringList>(m_store.waiting()); });
}

} // namespace galley
