#include "app/galleyctl/commands.h"
#include "app/galleyctl/press.h"
#include "app/galleyctl/unitreport.h"
#include "core/base/text.h"
#include "core/sync/publisher.h"

#include <CLI/CLI.hpp>

namespace galley::cli {

namespace {

struct PublishOptions
{
    std::string target;
    std::vector<std::string> slugs;
    bool all = false;
    bool due = false;
};

/// What became of the posts of one command.
struct Tally
{
    QJsonArray published;
    QList<Error> failures;

    /// The first error is the command's; one post that can't be published doesn't keep the others from it.
    Status end(const Context &context, const Press &press) const
    {
        if (!failures.isEmpty()) {
            for (qsizetype i = 1; i < failures.size(); ++i)
                context.console.further(failures.at(i).message);
            return tl::unexpected(failures.front());
        }
        if (published.isEmpty())
            context.console.line(QStringLiteral("Nothing to publish: readers see all that is written."));
        else if (press.target.isFile() && !press.hasRemote())
            context.console.line(QStringLiteral("No remote is set: this is within %1.").arg(press.target.database().location()));
        context.console.value(QJsonObject{{QStringLiteral("published"), published}});
        return {};
    }
};

Result<QList<qint64>> namedPosts(const PublishOptions &options, Desk desk)
{
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

std::optional<Error> refusalOf(const UnitAnswer &answer)
{
    if (answer.unit.state == AskedUnit::State::Landed)
        return std::nullopt;
    if (!answer.held)
        return answer.unit.reason;
    return waitingBecause(*answer.held);
}

/// Whatever keeps one post from the server keeps the next from it too.
bool isOfServer(ErrorCode code)
{
    return code == ErrorCode::Network || code == ErrorCode::Auth || code == ErrorCode::Tls;
}

/// Whether the next is worth trying.
bool publishOne(qint64 id, BlogSync &blog, const Console &console, Tally &tally)
{
    auto answer = blog.publish(id, {});
    const std::optional<Error> refusal = answer ? refusalOf(*answer) : answer.error();
    if (refusal) {
        tally.failures += *refusal;
        return !isOfServer(refusal->code);
    }
    const QString slug = answer->unit.landedSlug;
    tally.published.append(QJsonObject{{QStringLiteral("slug"), slug},
                                       {QStringLiteral("changed"), answer->changedAnything},
                                       {QStringLiteral("images_sent"), answer->imagesSent}});
    if (!answer->changedAnything)
        console.line(QStringLiteral("/blog/%1 is up to date.").arg(slug));
    else if (answer->imagesSent > 0)
        console.line(QStringLiteral("Published /blog/%1 with %2.")
                         .arg(slug, counted(answer->imagesSent, QStringLiteral("new image"), QStringLiteral("new images"))));
    else
        console.line(QStringLiteral("Published /blog/%1.").arg(slug));
    for (const QString &notice : answer->report.notices)
        console.line(notice);
    return true;
}

/// What was published within the file before it had a remote becomes a draft by the first sync: hence twice.
Status publishAll(const Press &press, BlogSync &blog, const Context &context, Tally &tally)
{
    Publisher publisher(press.target.database(), context.clock);
    QList<qint64> tried;
    for (int round = 0; round < 2; ++round) {
        auto ids = publisher.publishable();
        if (!ids)
            return failure(ids);
        for (const qint64 id : *ids) {
            if (tried.contains(id))
                continue;
            tried += id;
            if (!publishOne(id, blog, context.console, tally))
                return {};
        }
        if (!press.hasRemote())
            break;
        if (auto report = blog.sync({}); !report)
            return failure(report);
    }
    return {};
}

Status publishDue(BlogSync &blog, const Context &context, Tally &tally)
{
    auto report = blog.publishDue({});
    if (!report)
        return failure(report);
    for (const AskedUnit &unit : report->ended) {
        if (unit.state != AskedUnit::State::Landed) {
            tally.failures += unit.reason;
            continue;
        }
        context.console.line(sentence(unit));
        tally.published.append(QJsonObject{{QStringLiteral("slug"), unit.landedSlug}, {QStringLiteral("changed"), true}});
    }
    for (const QString &notice : report->notices)
        context.console.line(notice);
    return {};
}

Status publish(const Context &context, const PublishOptions &options)
{
    auto press = openPress(options.target, context);
    if (!press)
        return failure(press);
    BlogSync blog = press->blog(context.clock);
    Tally tally;
    if (options.all || options.due) {
        if (auto ok = options.all ? publishAll(*press, blog, context, tally) : publishDue(blog, context, tally); !ok)
            return ok;
        return tally.end(context, *press);
    }
    auto ids = namedPosts(options, press->desk(context.clock));
    if (!ids)
        return failure(ids);
    for (const qint64 id : *ids) {
        if (!publishOne(id, blog, context.console, tally))
            break;
    }
    return tally.end(context, *press);
}

Status unpublish(const Context &context, const PublishOptions &options)
{
    auto press = openPress(options.target, context);
    if (!press)
        return failure(press);
    auto post = press->desk(context.clock).postBySlug(QString::fromStdString(options.slugs.front()));
    if (!post)
        return failure(post);
    auto answer = press->blog(context.clock).unpublish(post->id, {});
    if (!answer)
        return failure(answer);
    if (const auto refusal = refusalOf(*answer))
        return tl::unexpected(*refusal);
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
    what->add_flag("--due", options->due, "Scheduled posts whose time has come, by the database's clock");
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
