#include "tests/core/db/backends.h"

#include "core/db/hrana/tursodatabase.h"
#include "core/db/sqlite/sqlitedatabase.h"
#include "tests/support/hranaserver.h"
#include "tests/support/tursoengine.h"

#include <QFileInfo>

namespace galley::test {

namespace {

using Connected = Result<std::unique_ptr<Database>>;

template <typename T>
Connected asDatabase(Result<std::unique_ptr<T>> made)
{
    if (!made)
        return failure(made);
    return std::unique_ptr<Database>(std::move(*made));
}

/// Starts the server on first use and connects to it.
template <typename Server, typename Start>
Connected connectTo(std::unique_ptr<Server> &server, const Start &start)
{
    if (!server) {
        auto started = start();
        if (!started)
            return failure(started);
        server = std::move(*started);
    }
    return asDatabase(TursoDatabase::open(server->config()));
}

} // namespace

struct Backends::Private
{
    QTemporaryDir dir;
    std::unique_ptr<HranaServer> v2;
    std::unique_ptr<HranaServer> v3;
    std::unique_ptr<TursoEngine> engine;
};

Backends::Backends() : d(std::make_unique<Private>())
{
    Private *p = d.get();
    m_all.push_back({"SQLite file", [p]() -> Connected {
                         const QString path = p->dir.filePath(QStringLiteral("contract.galley"));
                         const auto how = QFileInfo::exists(path) ? SqliteDatabase::Open::Existing
                                                                  : SqliteDatabase::Open::Create;
                         return asDatabase(SqliteDatabase::open(path, how));
                     }});
    m_all.push_back({"SQLite memory", [] { return asDatabase(SqliteDatabase::inMemory()); }});
    m_all.push_back({"Hrana 2, no close", [p] {
                         return connectTo(p->v2, [] {
                             return HranaServer::start({QStringLiteral("--versions"), QStringLiteral("2"),
                                                        QStringLiteral("--no-close"),
                                                        QStringLiteral("http")});
                         });
                     }});
    m_all.push_back({"Hrana 3", [p] { return connectTo(p->v3, [] { return HranaServer::start(); }); }});
    m_all.push_back(
        {"Turso engine", [p] { return connectTo(p->engine, [] { return TursoEngine::start(); }); }});
}

Backends::~Backends() = default;

} // namespace galley::test
