#include "app/galleyctl/target.h"

#include "core/db/hrana/tursodatabase.h"
#include "core/migrate/migrator.h"
#include "core/store/settingstable.h"
#include "core/workspace/blogfile.h"
#include "core/workspace/remotetasks.h"

namespace galley::cli {

namespace {

Result<QString> setting(SqliteDatabase &file, const QString &key)
{
    auto rows = file.execute(settingstable::select(key));
    if (!rows)
        return failure(rows);
    return rows->empty() ? QString() : rows->front().front().text();
}

Result<std::unique_ptr<Database>> openRemote(const RemoteConfig &config, CallRecorder recorder = {})
{
    auto remote = TursoDatabase::open(config, {}, std::move(recorder));
    if (!remote)
        return failure(remote);
    return std::unique_ptr<Database>(std::move(*remote));
}

} // namespace

bool isUrl(const QString &target)
{
    return target.contains(QLatin1String("://"));
}

Result<Target> openRawTarget(const QString &target, const ConnectionOptions &options)
{
    Target opened;
    if (!isUrl(target)) {
        auto file = SqliteDatabase::open(target, SqliteDatabase::Open::Existing);
        if (!file)
            return failure(file);
        opened.file = std::move(*file);
        return opened;
    }
    auto config = remoteConfig(target, options);
    if (!config)
        return failure(config);
    auto remote = openRemote(*config);
    if (!remote)
        return failure(remote);
    opened.remote = std::move(*remote);
    return opened;
}

Status requireMigrated(Database &remote)
{
    auto migrator = Migrator::forSharedDatabase(remote);
    auto plan = migrator.plan();
    if (!plan)
        return failure(plan);
    if (plan->isEmpty())
        return {};
    auto tables = remote.execute({QStringLiteral("SELECT count(*) FROM sqlite_master WHERE type = 'table' "
                                                 "AND name NOT LIKE 'sqlite!_%' ESCAPE '!'"), {}});
    if (!tables)
        return failure(tables);
    if (tables->front().front().integer() == 0)
        return migrator.migrate();
    return fail(ErrorCode::InvalidInput,
                QStringLiteral("%1 holds a site that Galley has not been added to; run “galleyctl migrate” with its "
                               "URL, which lists what it adds and asks.").arg(remote.location()));
}

Result<Target> openTarget(const QString &target, const ConnectionOptions &options)
{
    if (isUrl(target)) {
        auto opened = openRawTarget(target, options);
        if (!opened)
            return opened;
        if (auto ok = requireMigrated(opened->database()); !ok)
            return failure(ok);
        return opened;
    }
    auto file = openBlogFile(target);
    if (!file)
        return failure(file);
    Target opened;
    opened.file = std::move(*file);
    return opened;
}

Result<RemoteLink> remoteLink(SqliteDatabase &file, const ConnectionOptions &options)
{
    auto url = setting(file, settingstable::remoteUrl());
    if (!url)
        return failure(url);
    if (url->isEmpty())
        return fail(ErrorCode::NotFound,
                    QStringLiteral("%1 has no remote; set one with “galleyctl remote set”.").arg(file.location()));
    RemoteLink link{*url, options};
    std::vector<std::pair<QString, std::string ConnectionOptions::*>> remembered = {
        {settingstable::remoteCaFile(), &ConnectionOptions::caFile}};
    // A certificate that is named now replaces the one remembered, in whichever form each comes.
    if (options.clientCertFile.empty() && options.clientP12File.empty()) {
        remembered.emplace_back(settingstable::remoteCertFile(), &ConnectionOptions::clientCertFile);
        remembered.emplace_back(settingstable::remoteKeyFile(), &ConnectionOptions::clientKeyFile);
        remembered.emplace_back(settingstable::remotePkcs12File(), &ConnectionOptions::clientP12File);
    }
    for (const auto &[key, member] : remembered) {
        auto path = setting(file, key);
        if (!path)
            return failure(path);
        if ((link.connection.*member).empty())
            link.connection.*member = path->toStdString();
    }
    auto kept = setting(file, settingstable::remoteKeychain());
    if (!kept)
        return failure(kept);
    const QStringList secrets = kept->split(QLatin1Char(' '));
    link.connection.tokenInKeychain = secrets.contains(QLatin1String("token"));
    link.connection.passphraseInKeychain = secrets.contains(QLatin1String("passphrase"));
    return link;
}

Result<RemoteConfig> linkedConfig(SqliteDatabase &file, const ConnectionOptions &options)
{
    auto link = remoteLink(file, options);
    if (!link)
        return failure(link);
    return remoteConfig(link->url, link->connection);
}

Result<LinkedRemote> openLinkedRemote(SqliteDatabase &file, const ConnectionOptions &options, const Clock &clock)
{
    auto config = linkedConfig(file, options);
    if (!config && config.error().code == ErrorCode::NotFound)
        return LinkedRemote{};
    if (!config)
        return failure(config);
    auto usage = std::make_unique<UsageKeeper>(file, clock);
    const QString key = remoteKey(config->url);
    auto remote = openRemote(*config, usage->log().recorderFor(key));
    if (!remote)
        return failure(remote);
    if (auto ok = requireMigrated(**remote); !ok)
        return failure(ok);
    return LinkedRemote{std::move(usage), std::move(*remote), key};
}

} // namespace galley::cli
