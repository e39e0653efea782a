#include "app/galleyctl/unusedcommand.h"

#include "app/galleyctl/json.h"
#include "app/galleyctl/openelsewhere.h"
#include "app/galleyctl/press.h"
#include "core/base/text.h"
#include "core/sync/unusedimages.h"
#include "core/workspace/imageremoval.h"

#include <CLI/CLI.hpp>

#include <algorithm>

namespace galley::cli {

namespace {

struct UnusedOptions
{
    std::string target;
    std::vector<qint64> ids;
    bool remove = false;
};

QString images(qsizetype count)
{
    return counted(count, QStringLiteral("image"), QStringLiteral("images"));
}

/// Those that were asked for, all of them where none was named.
Status choose(UnusedImages &unused, const std::vector<qint64> &ids)
{
    if (ids.empty())
        return {};
    std::vector<UnusedImage> chosen;
    for (const qint64 id : ids) {
        const auto found = std::ranges::find(unused.images, id, [](const UnusedImage &image) { return image.info.id; });
        if (found == unused.images.end())
            return fail(ErrorCode::NotFound, QStringLiteral("%1 is in use or not in this blog; leave it out, and nothing has been removed.").arg(imagePath(id)));
        if (std::ranges::find(chosen, id, [](const UnusedImage &image) { return image.info.id; }) == chosen.end())
            chosen.push_back(*found);
    }
    unused.images = std::move(chosen);
    unused.bytes = 0;
    for (const UnusedImage &image : unused.images)
        unused.bytes += image.info.fileSize;
    return {};
}

QString placeOf(const UnusedImage &image)
{
    const QString post = image.postTitle.isNull()   ? QStringLiteral("of a post that is gone")
                         : image.postTitle.isEmpty() ? QStringLiteral("of a post without a title")
                                                     : QStringLiteral("of “%1”").arg(image.postTitle.simplified());
    return image.info.isPublic ? post + QStringLiteral(", public") : post;
}

void show(const Console &console, const UnusedImages &unused)
{
    for (const UnusedImage &image : unused.images)
        console.line(QStringLiteral("%1  %2, %3, %4").arg(imagePath(image.info.id), image.info.filename.simplified(), humanBytes(image.info.fileSize), placeOf(image)));
    if (unused.images.empty())
        console.line(unused.kept + unused.asked > 0 ? QStringLiteral("Nothing to remove now.") : QStringLiteral("Every image is in use."));
    else
        console.line(QStringLiteral("%1, %2: named by no post, draft or deleted post.").arg(images(qsizetype(unused.images.size())), humanBytes(unused.bytes)));
    if (unused.kept > 0)
        console.line(QStringLiteral("Beside them %1 kept: a text that names it can come back, or it came in less than %2 minutes ago.")
                         .arg(counted(unused.kept, QStringLiteral("image is"), QStringLiteral("images are"))).arg(UnusedImages::MinutesKept));
    if (unused.asked > 0)
        console.line(QStringLiteral("%1 with the next sync.").arg(counted(unused.asked, QStringLiteral("image goes"), QStringLiteral("images go"))));
}

QJsonObject listed(const UnusedImages &unused)
{
    QJsonArray list;
    for (const UnusedImage &image : unused.images) {
        QJsonObject object = toJson(image.info);
        object[QStringLiteral("post")] = image.postTitle.isNull() ? QJsonValue() : QJsonValue(image.postTitle);
        object[QStringLiteral("public")] = image.info.isPublic;
        list.append(object);
    }
    return {{QStringLiteral("images"), list},
            {QStringLiteral("bytes"), unused.bytes},
            {QStringLiteral("kept"), unused.kept},
            {QStringLiteral("waiting"), unused.asked}};
}

Status remove(const Context &context, const Press &press, const UnusedImages &unused)
{
    QList<qint64> ids;
    for (const UnusedImage &image : unused.images)
        ids += image.info.id;
    BlogSync blog = press.blog(context.clock);
    auto removal = removeUnusedImages(press.target.database(), press.linked.key, blog, ids, {}, context.clock);
    if (!removal)
        return failure(removal);
    if (removal->removed > 0)
        context.console.line(QStringLiteral("Removed %1.").arg(images(removal->removed)));
    for (const QString &notice : removal->report.notices)
        context.console.line(notice);
    if (removal->waiting > 0 && removal->reason)
        return tl::unexpected(waitingBecause(*removal->reason));
    if (removal->left > 0)
        return tl::unexpected(removal->reason.value_or(Error{ErrorCode::Conflict,
            QStringLiteral("%1 in use by now, and not removed.").arg(counted(removal->left, QStringLiteral("image is"), QStringLiteral("images are"))), {}}));
    context.console.value(QJsonObject{{QStringLiteral("removed"), removal->removed}, {QStringLiteral("bytes"), unused.bytes}});
    return {};
}

Status run(const Context &context, const UnusedOptions &options)
{
    // Looking asks no remote of a file.
    Press press;
    // An editor's undo may bring back a text that names one.
    if (options.remove && isOpenElsewhere(QString::fromStdString(options.target)))
        return fail(ErrorCode::Busy, QStringLiteral("“%1” is open in another program; remove unused images there, or close it first.")
                                         .arg(QString::fromStdString(options.target)));
    if (options.remove) {
        auto opened = openPress(options.target, context);
        if (!opened)
            return failure(opened);
        press = std::move(*opened);
    } else {
        auto target = openTarget(QString::fromStdString(options.target), context.connection);
        if (!target)
            return failure(target);
        press.target = std::move(*target);
    }
    auto unused = findUnusedImages(press.target.database(), context.clock);
    if (!unused)
        return failure(unused);
    if (auto ok = choose(*unused, options.ids); !ok)
        return ok;
    if (options.remove && !unused->images.empty())
        return remove(context, press, *unused);
    show(context.console, *unused);
    if (options.remove)
        context.console.value(QJsonObject{{QStringLiteral("removed"), 0}, {QStringLiteral("bytes"), 0}});
    else
        context.console.value(listed(*unused));
    if (!options.remove && !unused->images.empty())
        context.console.line(QStringLiteral("Nothing was removed. With --remove they go for good."));
    return {};
}

} // namespace

void addUnusedCommand(CLI::App &image, Context &context)
{
    const auto options = std::make_shared<UnusedOptions>();
    auto *unused = image.add_subcommand("unused", "List the images that no post, draft or deleted post names");
    unused->add_option("TARGET", options->target, "A .galley file (with --remove also its remote, if set) or a URL")->required();
    unused->add_option("ID", options->ids, "Only these of them");
    unused->add_flag("--remove", options->remove, "Remove them; they can't be brought back");
    addConnectionOptions(*unused, context.connection);
    unused->callback(cli::choose(context, [&context, options] { return run(context, *options); }));
}

} // namespace galley::cli
