#include "core/secrets/keychain.h"

#include "core/secrets/keychainstate.h"

#include <QThread>
#include <qt6keychain/keychain.h>

#include <condition_variable>
#include <functional>
#include <mutex>

namespace galley {

namespace {

QString service()
{
    return QStringLiteral("galley");
}

QString entry(const QString &remote, SecretKind kind)
{
    return remote + (kind == SecretKind::Token ? QStringLiteral(" token") : QStringLiteral(" passphrase"));
}

QString what(SecretKind kind)
{
    return kind == SecretKind::Token ? QStringLiteral("token") : QStringLiteral("passphrase");
}

struct Answer
{
    QKeychain::Error error = QKeychain::NoError;
    QString text;   // of a read
    QString detail; // of an error
};

/// Where a job leaves its answer. A caller that has given up is not missed.
class Letterbox
{
public:
    void put(Answer answer)
    {
        const std::lock_guard lock(m_mutex);
        m_answer = std::move(answer);
        m_arrived.notify_one();
    }

    std::optional<Answer> wait(std::chrono::milliseconds limit)
    {
        std::unique_lock lock(m_mutex);
        m_arrived.wait_for(lock, limit, [this] { return m_answer.has_value(); });
        return std::move(m_answer);
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_arrived;
    std::optional<Answer> m_answer;
};

tl::unexpected<Error> noKeychain(const QString &sentence, SecretKind kind, const QString &detail = {})
{
    return fail(ErrorCode::NoKeychain, sentence.arg(what(kind)), detail);
}

tl::unexpected<Error> locked(SecretKind kind, const QString &detail = {})
{
    return noKeychain(QStringLiteral("The keychain is locked; unlock it, or give the %1 for this time only."),
                      kind, detail);
}

} // namespace

struct Keychain::Private
{
    using MakeJob = std::function<QKeychain::Job *()>;

    /// Runs the job on the thread with the event loop that it needs.
    Result<QString> ask(SecretKind kind, const MakeJob &make);
    QObject *eventLoop();

    std::chrono::milliseconds limit;
    std::mutex starting;
    QThread thread;
    QObject *context = nullptr; // lives on the thread, and dies with it
};

Keychain::Keychain(std::chrono::milliseconds limit) : d(std::make_unique<Private>())
{
    d->limit = limit;
}

Keychain::~Keychain()
{
    d->thread.quit();
    d->thread.wait();
}

QObject *Keychain::Private::eventLoop()
{
    const std::lock_guard lock(starting);
    if (context == nullptr) {
        context = new QObject;
        context->moveToThread(&thread);
        QObject::connect(&thread, &QThread::finished, context, &QObject::deleteLater);
        thread.setObjectName(QStringLiteral("galley-keychain"));
        thread.start();
    }
    return context;
}

Result<QString> Keychain::Private::ask(SecretKind kind, const MakeJob &make)
{
    const auto stateLimit = int(limit.count());
    const KeychainState before = keychainState(stateLimit);
    if (before == KeychainState::Absent)
        return noKeychain(
            QStringLiteral(
                "No keychain runs in this session; start GNOME Keyring or KWallet, or give the %1 for this "
                "time only."),
            kind);
    auto letterbox = std::make_shared<Letterbox>();
    QObject *loop = eventLoop();
    QMetaObject::invokeMethod(
        loop,
        [loop, make, letterbox] {
            QKeychain::Job *job = make();
            job->setInsecureFallback(false); // it would be a file in the clear
            QObject::connect(job, &QKeychain::Job::finished, loop, [letterbox](QKeychain::Job *done) {
                auto *read = qobject_cast<QKeychain::ReadPasswordJob *>(done);
                letterbox->put(
                    {done->error(), read != nullptr ? read->textData() : QString(), done->errorString()});
            });
            job->start();
        },
        Qt::QueuedConnection);
    std::optional<Answer> answer = letterbox->wait(limit);
    if (answer && answer->error == QKeychain::NoError)
        return answer->text;

    const QString detail = answer ? answer->detail : QString();
    if (before == KeychainState::Locked && keychainState(stateLimit) == KeychainState::Locked)
        return locked(kind, detail);
    if (!answer)
        return noKeychain(
            QStringLiteral(
                "The keychain does not answer; look whether it asks you something, or give the %1 for this "
                "time only."),
            kind);
    switch (answer->error) {
    case QKeychain::EntryNotFound:
        // Unlocked in between, it may well have what it denied to have a moment ago; asking again finds it.
        if (before == KeychainState::Locked)
            return locked(kind, detail);
        return fail(
            ErrorCode::NotFound,
            QStringLiteral("The keychain has no %1 for this remote; give it once more.").arg(what(kind)),
            detail);
    case QKeychain::NoBackendAvailable:
    case QKeychain::NotImplemented:
        return noKeychain(
            QStringLiteral(
                "No keychain can be reached from here; install libsecret or KWallet, or give the %1 for this "
                "time only."),
            kind, detail);
    default:
        return noKeychain(
            QStringLiteral(
                "The keychain refuses; allow Galley to use it, or give the %1 for this time only."),
            kind, detail);
    }
}

Result<QString> Keychain::read(const QString &remote, SecretKind kind)
{
    return d->ask(kind, [key = entry(remote, kind)] {
        auto *job = new QKeychain::ReadPasswordJob(service());
        job->setKey(key);
        return job;
    });
}

Status Keychain::store(const QString &remote, SecretKind kind, const QString &secret)
{
    auto stored = d->ask(kind, [key = entry(remote, kind), secret] {
        auto *job = new QKeychain::WritePasswordJob(service());
        job->setKey(key);
        job->setTextData(secret);
        return job;
    });
    if (!stored)
        return failure(stored);
    return {};
}

Status Keychain::remove(const QString &remote, SecretKind kind)
{
    auto removed = d->ask(kind, [key = entry(remote, kind)] {
        auto *job = new QKeychain::DeletePasswordJob(service());
        job->setKey(key);
        return job;
    });
    if (!removed && removed.error().code != ErrorCode::NotFound)
        return failure(removed);
    return {};
}

} // namespace galley
