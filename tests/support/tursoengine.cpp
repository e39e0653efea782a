#include "tests/support/tursoengine.h"

#include "tests/support/childprocess.h"

#include <QDir>
#include <QFileInfo>

namespace galley::test {

Result<QString> TursoEngine::program()
{
    const QString named = qEnvironmentVariable("GALLEY_TURSODB");
    if (!named.isEmpty()) {
        if (QFileInfo(named).isExecutable())
            return named;
        return fail(ErrorCode::NotFound, QStringLiteral("GALLEY_TURSODB names no program: %1").arg(named));
    }
    // npm installs the one package, named after the platform, that fits this computer.
    const QDir packages(supportDir() + QStringLiteral("/turso/node_modules/@tursodatabase"));
    for (const QString &package : packages.entryList({QStringLiteral("cli-*")}, QDir::Dirs)) {
        const QString program = packages.filePath(package + QStringLiteral("/tursodb"));
        if (QFileInfo(program).isExecutable())
            return program;
    }
    return fail(
        ErrorCode::NotFound,
        QStringLiteral("The Turso engine is not installed; run: npm ci --prefix tests/support/turso"));
}

Result<std::unique_ptr<TursoEngine>> TursoEngine::start()
{
    auto path = program();
    if (!path)
        return failure(path);
    constexpr int Attempts = 3; // another program may take the port first
    for (int i = 0; i < Attempts; ++i) {
        std::unique_ptr<TursoEngine> engine(new TursoEngine);
        if (engine->launch(*path))
            return engine;
    }
    return fail(ErrorCode::Io, QStringLiteral("The Turso engine does not start: %1").arg(*path));
}

bool TursoEngine::launch(const QString &program)
{
    m_port = freePort();
    m_process.setStandardOutputFile(m_dir.filePath(QStringLiteral("engine.log")));
    m_process.setStandardErrorFile(m_dir.filePath(QStringLiteral("engine.err")));
    m_process.start(
        program, {filePath(), QStringLiteral("--sync-server"), QStringLiteral("127.0.0.1:%1").arg(m_port)});
    return m_process.waitForStarted() && waitForPort(m_port, m_process);
}

TursoEngine::~TursoEngine()
{
    stop();
}

void TursoEngine::stop()
{
    endProcess(m_process);
}

QString TursoEngine::url() const
{
    return QStringLiteral("http://127.0.0.1:%1").arg(m_port);
}

RemoteConfig TursoEngine::config() const
{
    return parseRemoteUrl(url()).value();
}

} // namespace galley::test
