#include "app/galleyctl/commands.h"
#include "app/galleyctl/target.h"
#include "core/base/text.h"
#include "core/store/desk.h"
#include "core/sync/remotepublisher.h"

#include <CLI/CLI.hpp>

namespace galley::cli {

namespace {

struct PublishOptions
{
    std::string target;
    std::vector<std::string> slugs;
    bool all = false;
};

/// A target with its remote where one is set; readers look there, or else into the target itself.
struct Press
{
    Target target;
    LinkedRemote linked;

    bool hasRemote() const { return linked.database != nullptr; }
    RemotePublisher remotePublisher(const Clock &clock) const { return {target.database(), *linked.database, linked.key, clock}; }
    Publisher publisher(const Clock &clock) const { return {target.database(), clock}; }

    Result<PublishOutcome> publish(qint64 id, const Clock &clock) const
    {
        return hasRemote() ? remotePublisher(clock).publish(id) : publisher(clock).publish(id);
    }
    Status unpublish(qint64 id, const Clock &clock) const
    {
        return hasRemote() ? remotePublisher(clock).unpublish(id) : publisher(clock).unpublish(id);
    }
    /// What others wrote may change what there is to publish.
    Status sync(const Clock &clock) const
    {
        if (!hasRemote())
            return {};
        auto report = Synchronizer(target.database(), *linked.database, linked.key, clock).sync();
        return report ? Status() : Status(failure(report));
    }
};

Result<Press> openPress(const std::string &name, const Context &context)
{
    auto target = openTarget(QString::fromStdString(name), context.connection);
    if (!target)
        return failure(target);
    Press press{std::move(*target), {}};
    if (press.target.isFile()) {
        auto linked = openLinkedRemote(*press.target.file, context.connection, context.clock);
        if (!linked)
            return failure(linked);
        press.linked = std::move(*linked);
    }
    return press;
}

Result<QList<qint64>> chosenPosts(const PublishOptions &options, Desk &desk, Publisher publisher)
{
    if (options.all)
        return publisher.publishable();
    QList<qint64> ids;
    for (const std::string &slug : options.slugs) {
        auto post = desk.postBySlug(QString::fromStdString(slug));
        if (!post)
            return failure(post);
        if (!ids.contains(post->id))
            ids += post->id;
    }
    return ids;
}

/// One post that can't be published doesn't keep the others from it; the first error is the command's.
Status publish(const Context &context, const PublishOptions &options)
{
    auto press = openPress(options.target, context);
    if (!press)
        return failure(press);
    Desk desk(press->target.database(), context.clock);
    if (auto ok = press->sync(context.clock); !ok)
        return ok;
    auto ids = chosenPosts(options, desk, press->publisher(context.clock));
    if (!ids)
        return failure(ids);
    if (press->target.isFile() && !press->linked.database)
        context.console.line(QStringLiteral("No remote is set: publishing within %1.").arg(press->target.database().location()));

    QJsonArray published;
    QList<Error> failures;
    for (const qint64 id : *ids) {
        auto outcome = press->publish(id, context.clock);
        if (!outcome) {
            failures += outcome.error();
            // Whatever keeps one from the server keeps the next from it too.
            if (outcome.error().code == ErrorCode::Network || outcome.error().code == ErrorCode::Auth)
                break;
            continue;
        }
        published.append(QJsonObject{{QStringLiteral("slug"), outcome->slug},
                                     {QStringLiteral("changed"), outcome->changedAnything},
                                     {QStringLiteral("images_sent"), outcome->imagesSent},
                                     {QStringLiteral("bytes_sent"), outcome->bytesSent}});
        if (!outcome->changedAnything)
            context.console.line(QStringLiteral("/blog/%1 is up to date.").arg(outcome->slug));
        else if (outcome->imagesSent > 0)
            context.console.line(QStringLiteral("Published /blog/%1 with %2 (%3).")
                                     .arg(outcome->slug, counted(outcome->imagesSent, QStringLiteral("new image"), QStringLiteral("new images")),
                                          humanBytes(outcome->bytesSent)));
        else
            context.console.line(QStringLiteral("Published /blog/%1.").arg(outcome->slug));
    }
    if (ids->isEmpty())
        context.console.line(QStringLiteral("Nothing to publish: readers see all that is written."));
    if (!failures.isEmpty()) {
        for (qsizetype i = 1; i < failures.size(); ++i)
            context.console.further(failures.at(i).message);
        return tl::unexpected(failures.front());
    }
    context.console.value(QJsonObject{{QStringLiteral("published"), published}});
    return {};
}

Status unpublish(const Context &context, const PublishOptions &options)
{
    auto press = openPress(options.target, context);
    if (!press)
        return failure(press);
    auto post = Desk(press->target.database(), context.clock).postBySlug(QString::fromStdString(options.slugs.front()));
    if (!post)
        return failure(post);
    if (auto ok = press->sync(context.clock); !ok)
        return ok;
    if (auto ok = press->unpublish(post->id, context.clock); !ok)
        return ok;
    context.console.line(QStringLiteral("“%1” is a draft again.").arg(post->fields.title));
    context.console.value(QJsonObject{{QStringLiteral("unpublished"), post->fields.slug}});
    return {};
}

} // namespace

void addPublishCommands(CLI::App &app, Context &context)
{
    const auto options = std::make_shared<PublishOptions>();
    auto *publishing = app.add_subcommand("publish", "Make posts public, with the images they name");
    publishing->add_option("TARGET", options->target, "A .galley file (goes to its remote, if set) or a URL")->required();
    auto *what = publishing->add_option_group("what", "The posts, or all of them");
    what->add_option("SLUG", options->slugs, "The posts");
    what->add_flag("--all", options->all, "Everything that readers don't see as it is written");
    what->require_option(1);
    addConnectionOptions(*publishing, context.connection);
    publishing->callback(choose(context, [&context, options] { return publish(context, *options); }));

    auto *unpublishing = app.add_subcommand("unpublish", "Take a post back from the site; it becomes a draft");
    unpublishing->add_option("TARGET", options->target, "A .galley file or a URL")->required();
    unpublishing->add_option("SLUG", options->slugs, "The post")->required()->expected(1);
    addConnectionOptions(*unpublishing, context.connection);
    unpublishing->callback(choose(context, [&context, options] { return unpublish(context, *options); }));
}

} // namespace galley::cli
