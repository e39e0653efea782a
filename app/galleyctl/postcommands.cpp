#include "app/galleyctl/commands.h"
#include "app/galleyctl/json.h"
#include "app/galleyctl/target.h"
#include "app/galleyctl/textinput.h"
#include "core/base/text.h"
#include "core/base/timestamp.h"
#include "core/store/desk.h"
#include "core/store/trash.h"
#include "core/sync/publisher.h"
#include "core/workspace/blogsync.h"

#include <CLI/CLI.hpp>

namespace galley::cli {

namespace {

struct PostOptions
{
    std::string target;
    std::string slug; // of the post that is meant
    std::optional<std::string> title;
    std::optional<std::string> newSlug;
    std::optional<std::string> tags;
    std::optional<std::string> subtitle;
    std::optional<std::string> excerpt;
    std::optional<std::string> date;
    std::optional<std::string> publishAt;
    std::optional<std::string> contentFile;
    std::string status;
    std::string query;
};

/// The options that were given, over `fields`.
Status apply(const PostOptions &options, PostFields &fields)
{
    const std::pair<const std::optional<std::string> &, QString PostFields::*> given[] = {
        {options.title, &PostFields::title},       {options.newSlug, &PostFields::slug},
        {options.subtitle, &PostFields::subtitle}, {options.excerpt, &PostFields::excerpt},
        {options.date, &PostFields::publishedAt},
    };
    for (const auto &[option, member] : given) {
        if (option)
            fields.*member = text(*option);
    }
    if (options.tags)
        fields.tags = joinTags(splitTags(text(*options.tags)));
    if (!fields.publishedAt.isEmpty() && options.date) {
        if (!parseTimestamp(fields.publishedAt))
            return fail(ErrorCode::InvalidInput,
                        QStringLiteral("The date “%1” can't be read; write it as YYYY-MM-DD.").arg(fields.publishedAt));
        fields.publishedAt = normalizedTimestamp(fields.publishedAt);
    }
    if (options.contentFile) {
        auto content = readTextInput(text(*options.contentFile));
        if (!content)
            return failure(content);
        fields.content = *content;
    }
    return {};
}

/// When a scheduled draft is to be published: as given, or as it is; an empty one is not scheduled.
Result<QString> publishAt(const PostOptions &options, const QString &now)
{
    if (!options.publishAt)
        return now;
    if (options.publishAt->empty())
        return QString();
    const QString given = text(*options.publishAt);
    if (!parseTimestamp(given))
        return fail(ErrorCode::InvalidInput,
                    QStringLiteral("The time “%1” can't be read; write it as YYYY-MM-DDTHH:MM:SSZ, or \"\" for none.").arg(given));
    return normalizedTimestamp(given);
}

Status list(const Context &context, const PostOptions &options)
{
    PostQuery query;
    query.text = text(options.query);
    query.limit = -1; // all
    if (!options.status.empty())
        query.status = statusFromName(text(options.status));
    auto target = openTarget(text(options.target), context.connection);
    if (!target)
        return failure(target);
    auto posts = Desk(target->database(), context.clock).list(query);
    if (!posts)
        return failure(posts);
    QJsonArray array;
    for (const PostSummary &post : *posts) {
        array.append(toJson(post));
        const QString date = post.publishedAt.isEmpty() ? QStringLiteral("-") : normalizedTimestamp(post.publishedAt).left(10);
        context.console.line(QStringLiteral("%1  %2  %3  %4")
                                 .arg(statusName(post.status).leftJustified(9), date.leftJustified(10),
                                      (post.slug.isNull() ? QStringLiteral("(no address)") : post.slug).leftJustified(32),
                                      post.title.isNull() ? QStringLiteral("(no title)") : post.title));
    }
    context.console.value(array);
    return {};
}

Status show(const Context &context, const PostOptions &options)
{
    auto target = openTarget(text(options.target), context.connection);
    if (!target)
        return failure(target);
    Desk desk(target->database(), context.clock);
    auto view = desk.postBySlug(text(options.slug));
    if (!view)
        return failure(view);
    auto images = desk.imagesOf(view->id);
    auto allSeries = desk.series();
    if (!images)
        return failure(images);
    if (!allSeries)
        return failure(allSeries);
    QString seriesTitle;
    for (const Series &series : *allSeries) {
        if (view->fields.seriesId == series.id)
            seriesTitle = series.title;
    }
    context.console.value(toJson(*view, seriesTitle, *images));
    const auto field = [&](const char *name, const QString &value) {
        if (!value.isEmpty())
            context.console.line(QStringLiteral("%1: %2").arg(QLatin1String(name), value));
    };
    field("title", view->fields.title);
    field("subtitle", view->fields.subtitle);
    field("slug", view->fields.slug);
    field("status", statusName(view->status));
    field("published_at", normalizedTimestamp(view->fields.publishedAt));
    field("tags", view->fields.tags);
    field("series", seriesTitle);
    for (const ImageInfo &image : *images)
        field("image", QStringLiteral("%1 %2 (%3)").arg(imagePath(image.id), image.filename, humanBytes(image.fileSize)));
    context.console.line(QLatin1Char('\n') + view->fields.content);
    return {};
}

Status create(const Context &context, const PostOptions &options)
{
    PostFields fields;
    if (auto ok = apply(options, fields); !ok)
        return ok;
    auto target = openTarget(text(options.target), context.connection);
    if (!target)
        return failure(target);
    auto view = Desk(target->database(), context.clock).create(fields);
    if (!view)
        return failure(view);
    context.console.line(view->fields.slug);
    context.console.value(toJson(*view, {}, {}));
    return {};
}

Status edit(const Context &context, const PostOptions &options)
{
    auto target = openTarget(text(options.target), context.connection);
    if (!target)
        return failure(target);
    Desk desk(target->database(), context.clock);
    auto view = desk.postBySlug(text(options.slug));
    if (!view)
        return failure(view);
    auto due = publishAt(options, view->draft ? view->draft->publishAt : QString());
    if (!due)
        return failure(due);
    DraftSave save{view->id, view->fields, *due, view->draftVersion};
    if (auto ok = apply(options, save.fields); !ok)
        return ok;
    auto saved = desk.save(save);
    if (!saved)
        return failure(saved);
    if (saved->kind == SaveResult::Kind::Moved)
        return fail(ErrorCode::Conflict, QStringLiteral("“%1” was changed by somebody else at the same moment; run the "
                                                        "command again.").arg(view->fields.title));
    auto after = desk.post(view->id);
    if (!after)
        return failure(after);
    context.console.line(after->fields.slug);
    context.console.value(toJson(*after, {}, {}));
    return {};
}

Status remove(const Context &context, const PostOptions &options)
{
    auto target = openTarget(text(options.target), context.connection);
    if (!target)
        return failure(target);
    auto view = Desk(target->database(), context.clock).postBySlug(text(options.slug));
    if (!view)
        return failure(view);
    LinkedRemote linked;
    // A draft that readers never saw goes without asking the remote; one whose publish is under way does not.
    auto asksRemote = target->isFile() ? mayBePublic(*target->file, view->id) : false;
    if (!asksRemote)
        return failure(asksRemote);
    if (*asksRemote) {
        auto opened = openLinkedRemote(*target->file, context.connection, context.clock);
        if (!opened)
            return failure(opened);
        linked = std::move(*opened);
    }
    auto answer = BlogSync(target->database(), linked.database.get(), linked.key, context.clock).remove(view->id, {});
    if (!answer)
        return failure(answer);
    if (answer->unit.state != AskedUnit::State::Landed)
        return tl::unexpected(answer->held.value_or(answer->unit.reason));
    context.console.line(QStringLiteral("Deleted “%1”; its images stay on the desk.").arg(view->fields.title));
    context.console.value(QJsonObject{{QStringLiteral("deleted"), view->fields.slug}});
    return {};
}

Status restore(const Context &context, const PostOptions &options)
{
    auto target = openTarget(text(options.target), context.connection);
    if (!target)
        return failure(target);
    if (!target->isFile())
        return fail(ErrorCode::InvalidInput, QStringLiteral("A site keeps no trash; name the .galley file in which the post was deleted."));
    Trash trash(*target->file, context.clock);
    auto newest = trash.newest();
    if (!newest)
        return failure(newest);
    auto restored = trash.restore(*newest);
    if (!restored)
        return failure(restored);
    if (!*restored)
        return fail(ErrorCode::NotFound, QStringLiteral("The trash of %1 is empty; what was deleted on a site, “galleyctl undo” brings back.")
                                             .arg(target->database().location()));
    const Restored &post = **restored;
    QStringList words{QStringLiteral("“%1” is back, at %2.").arg(post.title, post.slug)};
    if (!post.notice.isEmpty())
        words += post.notice;
    context.console.line(words.join(QLatin1Char(' ')));
    context.console.value(QJsonObject{{QStringLiteral("restored"), post.slug},
                                      {QStringLiteral("notice"), post.notice.isEmpty() ? QJsonValue() : QJsonValue(post.notice)}});
    return {};
}

} // namespace

void addPostCommands(CLI::App &app, Context &context)
{
    auto *post = app.add_subcommand("post", "List, show and write posts (drafts; nothing becomes public)");
    post->require_subcommand(1);
    const auto options = std::make_shared<PostOptions>();
    const auto add = [&](const char *name, const char *about, Status (*run)(const Context &, const PostOptions &)) {
        auto *command = post->add_subcommand(name, about);
        command->add_option("TARGET", options->target, "A .galley file or a URL")->required();
        addConnectionOptions(*command, context.connection);
        command->callback(choose(context, [&context, options, run] { return run(context, *options); }));
        return command;
    };
    const auto takesSlug = [&](CLI::App *command) {
        command->add_option("SLUG", options->slug, "The address of the post")->required();
    };
    const auto takesFields = [&](CLI::App *command) {
        command->add_option("--slug", options->newSlug, "Its address");
        command->add_option("--tags", options->tags, "\"a, b\"");
        command->add_option("--subtitle", options->subtitle, "Its subtitle");
        command->add_option("--excerpt", options->excerpt, "Its excerpt");
        command->add_option("--date", options->date, "Its date, YYYY-MM-DD or with a time");
        command->add_option("--content-file", options->contentFile, "Its Markdown; - reads it from standard input");
    };

    auto *listing = add("list", "List posts, newest first", list);
    listing->add_option("--status", options->status, "Only these")
        ->check(CLI::IsMember({"draft", "scheduled", "published", "edited"}));
    listing->add_option("--query", options->query, "Only those with this in title, subtitle, tags or text");
    takesSlug(add("show", "Show one post", show));
    auto *creating = add("new", "Write a new draft; prints its address", create);
    creating->add_option("--title", options->title, "Its title")->required();
    takesFields(creating);
    auto *editing = add("edit", "Change the draft of a post", edit);
    takesSlug(editing);
    editing->add_option("--title", options->title, "Its title");
    editing->add_option("--publish-at", options->publishAt, "When “publish --due” publishes it, in UTC; \"\" for never");
    takesFields(editing);
    takesSlug(add("delete", "Delete a post, from the site too when it is public", remove));
    add("restore", "Bring back the post that was deleted last in a file, as it was", restore);
}

} // namespace galley::cli
