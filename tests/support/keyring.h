// The real GNOME Keyring on a session bus of the test's own.
#pragma once

#include "core/base/result.h"

#include <QProcess>
#include <QTemporaryDir>

#include <memory>

namespace galley::test {

class Keyring
{
public:
    /// Starts the bus, on which nothing keeps secrets yet, and makes it the one of this process: call it before
    /// anything here has spoken to a bus.
    static Result<std::unique_ptr<Keyring>> onBusOfItsOwn();
    ~Keyring();

    /// From now on it keeps secrets, unlocked. Once only: libsecret does not get over a keyring that was started
    /// anew.
    Status run();
    /// For good: nobody is there to be asked for the passphrase.
    Status lock();
    /// From now on nothing keeps secrets.
    void end();

private:
    Keyring() = default;
    Status ask(const QStringList &message) const;

    QTemporaryDir m_dir;
    QProcess m_bus;
    std::unique_ptr<QProcess> m_daemon;
};

} // namespace galley::test
