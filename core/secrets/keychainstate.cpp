#include "core/secrets/keychainstate.h"

#include <QDBusConnection>
#include <QDBusConnectionInterface>
#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QDBusReply>
#include <QDBusVariant>

namespace galley {

namespace {

QString secretService()
{
    return QStringLiteral("org.freedesktop.secrets");
}

bool isOffered(const QDBusConnection &bus, const QString &name)
{
    return bus.interface()->isServiceRegistered(name).value() ||
           bus.interface()->activatableServiceNames().value().contains(name);
}

QDBusMessage question(const QString &path, const QString &interface, const QString &method,
                      const QVariantList &arguments)
{
    QDBusMessage call = QDBusMessage::createMethodCall(secretService(), path, interface, method);
    call.setArguments(arguments);
    return call;
}

} // namespace

KeychainState keychainState(int timeoutMs)
{
    const QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return KeychainState::Absent;
    if (!isOffered(bus, secretService())) {
        const bool wallet = isOffered(bus, QStringLiteral("org.kde.kwalletd6")) ||
                            isOffered(bus, QStringLiteral("org.kde.kwalletd5"));
        return wallet ? KeychainState::Ready : KeychainState::Absent;
    }
    const QDBusReply<QDBusObjectPath> collection = bus.call(
        question(QStringLiteral("/org/freedesktop/secrets"), QStringLiteral("org.freedesktop.Secret.Service"),
                 QStringLiteral("ReadAlias"), {QStringLiteral("default")}),
        QDBus::Block, timeoutMs);
    if (!collection.isValid())
        return KeychainState::Absent;
    if (collection.value().path() == QLatin1String("/")) // none was made yet: nothing can be in it
        return KeychainState::Ready;
    const QDBusReply<QDBusVariant> locked =
        bus.call(question(collection.value().path(), QStringLiteral("org.freedesktop.DBus.Properties"),
                          QStringLiteral("Get"),
                          {QStringLiteral("org.freedesktop.Secret.Collection"), QStringLiteral("Locked")}),
                 QDBus::Block, timeoutMs);
    return locked.isValid() && locked.value().variant().toBool() ? KeychainState::Locked
                                                                 : KeychainState::Ready;
}

} // namespace galley
