#include "app/galleyctl/target.h"

#include "core/db/hrana/tursodatabase.h"
#include "core/workspace/blogfile.h"
#include "core/workspace/remotesecrets.h"
#include "core/workspace/remotetasks.h"

namespace galley::cli {

namespace {

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
    auto readiness = makeReady(remote);
    if (!readiness)
        return failure(readiness);
    if (*readiness == Readiness::Ready)
        return {};
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

Result<RemoteAccess> linkedAccess(SqliteDatabase &file, const ConnectionOptions &options)
{
    auto remembered = readRemoteLink(file);
    if (!remembered)
        return failure(remembered);
    if (!*remembered)
        return fail(ErrorCode::NotFound,
                    QStringLiteral("%1 has no remote; set one with “galleyctl remote set”.").arg(file.location()));
    auto secrets = givenSecrets(options);
    if (!secrets)
        return failure(secrets);
    RemoteAccess access{**remembered, std::move(*secrets)};
    RemoteLink &link = access.link;
    const RemoteLink given = givenLink(options);
    if (!given.caFile.isEmpty())
        link.caFile = given.caFile;
    // A certificate that is named now replaces the one remembered, in whichever form each comes.
    if (given.hasIdentity()) {
        link.isPassphraseKept = link.isPassphraseKept && link.hasSameIdentity(given);
        link.certificateFile = given.certificateFile;
        link.keyFile = given.keyFile;
        link.pkcs12File = given.pkcs12File;
    }
    if (auto ok = recallSecrets(*options.keychain, access); !ok)
        return failure(ok);
    return access;
}

Result<RemoteConfig> linkedConfig(SqliteDatabase &file, const ConnectionOptions &options)
{
    auto access = linkedAccess(file, options);
    if (!access)
        return failure(access);
    auto opened = openAccess(*access);
    if (!opened)
        return failure(opened);
    return std::move(opened->config);
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
