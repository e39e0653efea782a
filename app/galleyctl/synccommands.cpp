#include "app/galleyctl/commands.h"
#include "app/galleyctl/json.h"
#include "app/galleyctl/target.h"
#include "app/galleyctl/textinput.h"
#include "app/galleyctl/unitreport.h"
#include "core/base/text.h"
#include "core/store/desk.h"
#include "core/store/settingstable.h"
#include "core/sync/conflicts.h"
#include "core/sync/pending.h"
#include "core/sync/synchronizer.h"
#include "core/workspace/blogfile.h"

#include <CLI/CLI.hpp>

namespace galley::cli {

namespace {

struct SyncOptions
{
    std::string file;
    std::string slug;
    std::string contentFile;
    bool mine = false;
    bool theirs = false;
    bool acceptDeletions = false;
};

/// A file and the remote that it is set to.
struct Pair
{
    std::unique_ptr<SqliteDatabase> file;
    LinkedRemote remote;

    Synchronizer synchronizer(const Clock &clock) const { return {*file, *remote.database, remote.key, clock}; }
};

Result<Pair> openPair(const SyncOptions &options, const Context &context)
{
    auto file = openBlogFile(text(options.file));
    if (!file)
        return failure(file);
    auto remote = openLinkedRemote(**file, context.connection, context.clock);
    if (!remote)
        return failure(remote);
    if (!remote->database)
        return fail(ErrorCode::NotFound, QStringLiteral("No remote is set, so there is nothing to be in step with; "
                                                        "“galleyctl remote set” names one."));
    return Pair{std::move(*file), std::move(*remote)};
}

QString receivedAndSent(const SyncReport &report)
{
    const std::tuple<int, QString, QString, QString> parts[] = {
        {report.postsReceived, QStringLiteral("received"), QStringLiteral("post"), QStringLiteral("posts")},
        {report.imagesReceived, QStringLiteral("received"), QStringLiteral("image"), QStringLiteral("images")},
        {report.draftsSent, QStringLiteral("sent"), QStringLiteral("draft"), QStringLiteral("drafts")},
        {report.imagesSent, QStringLiteral("sent"), QStringLiteral("image"), QStringLiteral("images")},
    };
    QStringList words;
    for (const auto &[n, verb, one, many] : parts) {
        if (n > 0)
            words += QStringLiteral("%1 %2").arg(verb, counted(n, one, many));
    }
    if (words.isEmpty())
        return {};
    QString line = words.join(QStringLiteral(", ")) + QLatin1Char('.');
    line[0] = line[0].toUpper();
    return line;
}

QString parkedSentence(qint64 parked)
{
    return QStringLiteral("%1 vanished from the site at once, so nothing was deleted here; if that is meant, run "
                          "“galleyctl sync --accept-deletions”.")
        .arg(counted(parked, QStringLiteral("post"), QStringLiteral("posts")));
}

QString conflictsSentence(int conflicts)
{
    return QStringLiteral("%1 in two versions; “galleyctl conflicts” shows them.")
        .arg(counted(conflicts, QStringLiteral("post is"), QStringLiteral("posts are")));
}

void print(const Console &console, const SyncReport &report, const QString &key)
{
    QStringList lines{receivedAndSent(report)};
    for (const AskedUnit &unit : report.ended)
        lines += sentence(unit);
    lines += report.notices;
    if (report.wasReconciled)
        lines += QStringLiteral("Everything was compared anew with %1.").arg(key);
    if (report.openConflicts > 0)
        lines += conflictsSentence(report.openConflicts);
    if (report.deletionsParked > 0)
        lines += parkedSentence(report.deletionsParked);
    lines.removeAll(QString());
    if (lines.isEmpty())
        lines += QStringLiteral("In step with %1; there was nothing to do.").arg(key);
    for (const QString &line : lines)
        console.line(line);

    QJsonArray units;
    for (const AskedUnit &unit : report.ended)
        units.append(toJson(unit));
    console.value(QJsonObject{
        {QStringLiteral("posts_received"), report.postsReceived},
        {QStringLiteral("images_received"), report.imagesReceived},
        {QStringLiteral("drafts_sent"), report.draftsSent},
        {QStringLiteral("images_sent"), report.imagesSent},
        {QStringLiteral("units"), units},
        {QStringLiteral("notices"), QJsonArray::fromStringList(report.notices)},
        {QStringLiteral("conflicts"), report.openConflicts},
        {QStringLiteral("deletions_parked"), report.deletionsParked},
        {QStringLiteral("reconciled"), report.wasReconciled},
    });
}

Status sync(const Context &context, const SyncOptions &options)
{
    auto pair = openPair(options, context);
    if (!pair)
        return failure(pair);
    Synchronizer synchronizer = pair->synchronizer(context.clock);
    if (options.acceptDeletions) {
        if (auto ok = synchronizer.acceptDeletions(); !ok)
            return ok;
    }
    auto report = synchronizer.sync();
    if (!report)
        return failure(report);
    print(context.console, *report, pair->remote.key);
    return {};
}

/// Asks no server.
Status status(const Context &context, const SyncOptions &options)
{
    auto file = openBlogFile(text(options.file));
    if (!file)
        return failure(file);
    auto url = (*file)->execute(settingstable::select(settingstable::remoteUrl()));
    if (!url)
        return failure(url);
    if (url->empty()) {
        context.console.line(QStringLiteral("No remote is set: what is published stays within the file."));
        context.console.value(QJsonObject{{QStringLiteral("remote"), QJsonValue()}});
        return {};
    }
    const QString key = url->front().front().text();
    auto pending = pendingWork(**file, key);
    if (!pending)
        return failure(pending);
    auto waiting = UnitQueue(**file, key, context.clock).waiting();
    if (!waiting)
        return failure(waiting);

    const bool isSent = pending->posts == 0 && pending->images == 0 && waiting->empty();
    QStringList lines{key};
    if (pending->posts > 0)
        lines += QStringLiteral("%1 not sent yet.").arg(counted(pending->posts, QStringLiteral("draft is"), QStringLiteral("drafts are")));
    if (pending->images > 0)
        lines += QStringLiteral("%1 not sent yet.").arg(counted(pending->images, QStringLiteral("image is"), QStringLiteral("images are")));
    if (isSent)
        lines += QStringLiteral("All that was written here is there too.");
    QJsonArray units;
    for (const AskedUnit &unit : *waiting) {
        lines += sentence(unit);
        units.append(toJson(unit));
    }
    if (pending->openConflicts > 0)
        lines += conflictsSentence(pending->openConflicts);
    if (pending->deletionsParked > 0)
        lines += parkedSentence(pending->deletionsParked);
    for (const QString &line : lines)
        context.console.line(line);
    context.console.value(QJsonObject{
        {QStringLiteral("remote"), key},
        {QStringLiteral("drafts_to_send"), pending->posts},
        {QStringLiteral("images_to_send"), pending->images},
        {QStringLiteral("waiting"), units},
        {QStringLiteral("conflicts"), pending->openConflicts},
        {QStringLiteral("deletions_parked"), pending->deletionsParked},
    });
    return {};
}

QString indented(const QString &version)
{
    return QStringLiteral("    ") + QString(version).replace(QLatin1Char('\n'), QStringLiteral("\n    "));
}

Status conflicts(const Context &context, const SyncOptions &options)
{
    auto file = openBlogFile(text(options.file));
    if (!file)
        return failure(file);
    auto open = Conflicts(**file, context.clock).open();
    if (!open)
        return failure(open);
    Desk desk(**file, context.clock);
    QJsonArray array;
    for (const Conflict &conflict : *open) {
        auto view = desk.post(conflict.postId);
        if (!view)
            return failure(view);
        const QString field = postFieldName(conflict.field);
        context.console.line(QStringLiteral("%1 (%2): %3").arg(view->fields.slug, view->fields.title, field));
        context.console.line(QStringLiteral("  here:\n%1\n  there:\n%2").arg(indented(conflict.mine), indented(conflict.theirs)));
        array.append(QJsonObject{{QStringLiteral("slug"), view->fields.slug},
                                 {QStringLiteral("title"), view->fields.title},
                                 {QStringLiteral("field"), field},
                                 {QStringLiteral("base"), conflict.base},
                                 {QStringLiteral("mine"), conflict.mine},
                                 {QStringLiteral("theirs"), conflict.theirs},
                                 {QStringLiteral("found_at"), conflict.foundAt}});
    }
    if (open->empty())
        context.console.line(QStringLiteral("There are no conflicts."));
    context.console.value(array);
    return {};
}

Status resolve(const Context &context, const SyncOptions &options)
{
    auto file = openBlogFile(text(options.file));
    if (!file)
        return failure(file);
    auto view = Desk(**file, context.clock).postBySlug(text(options.slug));
    if (!view)
        return failure(view);
    Conflicts conflicts(**file, context.clock);
    Status settled;
    if (options.contentFile.empty()) {
        settled = conflicts.settle(view->id, options.mine ? Conflicts::Side::Mine : Conflicts::Side::Theirs);
    } else {
        auto content = readTextInput(text(options.contentFile));
        if (!content)
            return failure(content);
        View result{view->fields, view->draft ? view->draft->publishAt : QString()};
        result.fields.content = *content;
        settled = conflicts.settleWith(view->id, result);
    }
    if (!settled)
        return settled;
    context.console.line(QStringLiteral("“%1” is one version again; the next sync carries it on.").arg(view->fields.title));
    context.console.value(QJsonObject{{QStringLiteral("resolved"), view->fields.slug}});
    return {};
}

Status undo(const Context &context, const SyncOptions &options)
{
    auto pair = openPair(options, context);
    if (!pair)
        return failure(pair);
    std::optional<qint64> post;
    if (!options.slug.empty()) {
        auto view = Desk(*pair->file, context.clock).postBySlug(text(options.slug));
        if (!view)
            return failure(view);
        post = view->id;
    }
    UnitQueue queue(*pair->file, pair->remote.key, context.clock);
    auto last = queue.lastLanded(post);
    if (!last)
        return failure(last);
    if (!*last)
        return fail(ErrorCode::NotFound, QStringLiteral("Nothing was published from this file yet, so there is nothing to take back."));
    auto asked = queue.askUndo((*last)->id);
    if (!asked)
        return failure(asked);
    auto report = pair->synchronizer(context.clock).sync();
    if (!report)
        return failure(report);
    for (const AskedUnit &unit : report->ended) {
        if (unit.id == asked->id && unit.state != AskedUnit::State::Landed)
            return tl::unexpected(unit.reason);
    }
    context.console.line(QStringLiteral("Readers see “%1” as before.").arg(asked->title));
    context.console.value(QJsonObject{{QStringLiteral("undone"), toJson(*asked)}});
    return {};
}

} // namespace

void addSyncCommands(CLI::App &app, Context &context)
{
    const auto options = std::make_shared<SyncOptions>();
    const auto add = [&](const char *name, const char *about, Status (*run)(const Context &, const SyncOptions &)) {
        auto *command = app.add_subcommand(name, about);
        command->add_option("FILE", options->file, "A .galley file")->required();
        command->callback(choose(context, [&context, options, run] { return run(context, *options); }));
        return command;
    };
    auto *syncing = add("sync", "Bring a file and its remote into step; drafts both ways, public posts only down", sync);
    syncing->add_flag("--accept-deletions", options->acceptDeletions, "Delete here what vanished from the site in such numbers that it was kept");
    addConnectionOptions(*syncing, context.connection);
    add("status", "What is not sent yet, what waits, what is in two versions; asks no server", status);
    add("conflicts", "Posts that were changed here and elsewhere in one place: both versions", conflicts);

    auto *resolving = add("resolve", "Settle the two versions of a post", resolve);
    resolving->add_option("SLUG", options->slug, "The post")->required();
    auto *how = resolving->add_option_group("how", "Which version");
    how->add_flag("--mine", options->mine, "As it is in this file");
    how->add_flag("--theirs", options->theirs, "As it is elsewhere, in the fields that clash");
    how->add_option("--file", options->contentFile, "With the Markdown of this file; - reads standard input");
    how->require_option(1);

    auto *undoing = add("undo", "Take back the last publish, or the last of one post: readers see what they saw before", undo);
    undoing->add_option("SLUG", options->slug, "The post");
    addConnectionOptions(*undoing, context.connection);
}

} // namespace galley::cli
