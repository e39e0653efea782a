#include "app/galley/proofserver.h"

#include "core/db/sqlite/sqlitedatabase.h"
#include "core/server/server.h"

namespace galley {

namespace {

class ServerProof final : public Proof
{
public:
    explicit ServerProof(std::unique_ptr<Server> server) : m_server(std::move(server)) {}

    QUrl addressOf(qint64 postId, const QString &slug) const override
    {
        const QString name = slug.isEmpty() ? QStringLiteral("post-%1").arg(postId) : slug;
        return QUrl(m_server->url() + QStringLiteral("blog/") + name);
    }

private:
    std::unique_ptr<Server> m_server;
};

} // namespace

Result<std::unique_ptr<Proof>> startProof(const QString &path, const QString &title)
{
    ServerConfig config;
    config.site.title = title;
    config.site.mode = site::Mode::Proof;
    Result<std::unique_ptr<Server>> server =
        Server::start(std::move(config), [path]() -> Result<std::unique_ptr<Database>> {
            Result<std::unique_ptr<SqliteDatabase>> database =
                SqliteDatabase::open(path, SqliteDatabase::Open::ReadOnly);
            if (!database)
                return failure(database);
            return std::unique_ptr<Database>(std::move(*database));
        });
    if (!server)
        return failure(server);
    return std::unique_ptr<Proof>(std::make_unique<ServerProof>(std::move(*server)));
}

} // namespace galley
