// The real Turso engine, from the npm package in tests/support/turso.
#pragma once

#include "core/db/hrana/remoteconfig.h"

#include <QProcess>
#include <QTemporaryDir>

#include <memory>

namespace galley::test {

class TursoEngine
{
public:
    /// The program: GALLEY_TURSODB from the environment, else what `npm ci` put beside this file. NotFound
    /// with the command that installs it.
    static Result<QString> program();

    /// On a free port, over a new file that goes when this object goes. The file is locked while it runs.
    static Result<std::unique_ptr<TursoEngine>> start();
    ~TursoEngine();

    quint16 port() const { return m_port; }
    QString url() const;
    RemoteConfig config() const;

    /// For the figures of a bench: /proc/PID.
    qint64 processId() const { return m_process.processId(); }

    /// Ends the engine but keeps its file, so that SQLite can look into it.
    void stop();
    QString filePath() const { return m_dir.filePath(QStringLiteral("engine.db")); }

private:
    TursoEngine() = default;
    bool launch(const QString &program);

    QTemporaryDir m_dir;
    QProcess m_process;
    quint16 m_port = 0;
};

} // namespace galley::test
