#include "core/workspace/remotesecrets.h"

namespace galley {

namespace {

struct Secret
{
    SecretKind kind;
    QString name;
    QString RemoteSecrets::*value;
    bool RemoteLink::*isKept;
};

std::array<Secret, 2> allSecrets()
{
    return {{{SecretKind::Token, QStringLiteral("token"), &RemoteSecrets::token, &RemoteLink::isTokenKept},
             {SecretKind::Passphrase, QStringLiteral("passphrase"), &RemoteSecrets::passphrase,
              &RemoteLink::isPassphraseKept}}};
}

QString removeFrom(Keychain &keychain, RemoteLink &link, const Secret &secret)
{
    if (!(link.*secret.isKept))
        return {};
    if (const Status removed = keychain.remove(link.url, secret.kind); !removed)
        return QStringLiteral("The %1 for %2 is still in the keychain, which can't be reached now; remove it there.")
            .arg(secret.name, link.url);
    link.*secret.isKept = false;
    return {};
}

} // namespace

Status recallSecrets(Keychain &keychain, RemoteAccess &access)
{
    for (const Secret &each : allSecrets()) {
        if (!(access.link.*each.isKept) || !(access.secrets.*each.value).isEmpty())
            continue;
        auto found = keychain.read(access.link.url, each.kind);
        if (!found)
            return failure(found);
        access.secrets.*each.value = *found;
    }
    return {};
}

Result<QString> settleSecrets(Keychain &keychain, SecretStorage storage, RemoteAccess &access,
                              const std::optional<RemoteLink> &before)
{
    if (storage == SecretStorage::Remember) {
        for (const Secret &each : allSecrets()) {
            const QString &value = access.secrets.*each.value;
            if (value.isEmpty())
                continue;
            if (const Status stored = keychain.store(access.link.url, each.kind, value); !stored)
                return failure(stored);
        }
    }
    RemoteLink old = before.value_or(RemoteLink());
    const bool isSamePlace = old.url == access.link.url;
    QStringList troubles;
    for (const Secret &each : allSecrets()) {
        const bool isGiven = !(access.secrets.*each.value).isEmpty();
        const bool isOfThis = isSamePlace && (each.kind == SecretKind::Token || old.hasSameIdentity(access.link));
        if (storage == SecretStorage::Remember && isGiven) {
            access.link.*each.isKept = true;
            if (isSamePlace)
                continue; // it was written over
        } else {
            access.link.*each.isKept = isOfThis && storage != SecretStorage::Forget && old.*each.isKept;
            if (access.link.*each.isKept)
                continue;
        }
        troubles += removeFrom(keychain, old, each);
    }
    troubles.removeAll(QString());
    return troubles.join(QLatin1Char(' '));
}

QString forgetSecrets(Keychain &keychain, RemoteLink &link)
{
    QStringList troubles;
    for (const Secret &each : allSecrets())
        troubles += removeFrom(keychain, link, each);
    troubles.removeAll(QString());
    return troubles.join(QLatin1Char(' '));
}

} // namespace galley
