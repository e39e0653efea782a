#include "app/galleyctl/commands.h"
#include "app/galleyctl/json.h"
#include "app/galleyctl/target.h"
#include "app/galleyctl/textinput.h"
#include "app/galleyctl/unusedcommand.h"
#include "core/base/text.h"
#include "core/image/intake.h"
#include "core/store/desk.h"

#include <QFileInfo>
#include <QSaveFile>

#include <CLI/CLI.hpp>

namespace galley::cli {

namespace {

struct ImageOptions
{
    std::string target;
    std::string slug;
    std::string file;
    std::string altText;
    qint64 id = 0;
};

Status add(const Context &context, const ImageOptions &options)
{
    const QString path = QString::fromStdString(options.file);
    auto target = openTarget(QString::fromStdString(options.target), context.connection);
    if (!target)
        return failure(target);
    Desk desk(target->database(), context.clock);
    auto post = desk.postBySlug(QString::fromStdString(options.slug));
    if (!post)
        return failure(post);
    auto bytes = readInput(path);
    if (!bytes)
        return failure(bytes);
    auto taken = takeImage(*bytes);
    if (!taken)
        return fail(taken.error().code, QStringLiteral("%1: %2").arg(QFileInfo(path).fileName(), taken.error().message),
                    taken.error().detail);
    Image image;
    image.info.filename = QFileInfo(path).completeBaseName() + QLatin1Char('.') + taken->extension;
    image.info.contentType = taken->contentType;
    image.info.altText = QString::fromStdString(options.altText);
    image.data = taken->data;
    image.thumbnail = taken->thumbnail;
    auto stored = desk.addImage(post->id, image);
    if (!stored)
        return failure(stored);
    context.console.line(imagePath(stored->id));
    context.console.value(toJson(*stored));
    return {};
}

Status get(const Context &context, const ImageOptions &options)
{
    auto target = openTarget(QString::fromStdString(options.target), context.connection);
    if (!target)
        return failure(target);
    auto image = Desk(target->database(), context.clock).image(options.id);
    if (!image)
        return failure(image);
    QSaveFile file(QString::fromStdString(options.file));
    if (!file.open(QIODevice::WriteOnly) || file.write(image->data) != image->data.size() || !file.commit())
        return fail(ErrorCode::Io, QStringLiteral("%1 can't be written; check the path and the space on the disk.").arg(file.fileName()),
                    file.errorString());
    context.console.line(QStringLiteral("%1, %2").arg(image->info.contentType, humanBytes(image->data.size())));
    context.console.value(toJson(image->info));
    return {};
}

} // namespace

void addImageCommands(CLI::App &app, Context &context)
{
    auto *image = app.add_subcommand("image", "Add an image to a post, get one back, or find those that are in no use");
    image->require_subcommand(1);
    const auto options = std::make_shared<ImageOptions>();

    auto *adding = image->add_subcommand("add", "Take an image in; prints /images/ID for the text");
    adding->add_option("TARGET", options->target, "A .galley file or a URL")->required();
    adding->add_option("SLUG", options->slug, "The address of the post")->required();
    adding->add_option("IMAGEFILE", options->file, "PNG, JPEG, GIF or WebP")->required();
    adding->add_option("--alt", options->altText, "What it shows, for those who can't see it");
    addConnectionOptions(*adding, context.connection);
    adding->callback(choose(context, [&context, options] { return add(context, *options); }));

    auto *getting = image->add_subcommand("get", "Write the stored bytes of an image to a file");
    getting->add_option("TARGET", options->target, "A .galley file or a URL")->required();
    getting->add_option("ID", options->id, "The number in /images/ID")->required();
    getting->add_option("OUTFILE", options->file, "The file to write")->required();
    addConnectionOptions(*getting, context.connection);
    getting->callback(choose(context, [&context, options] { return get(context, *options); }));

    addUnusedCommand(*image, context);
}

} // namespace galley::cli
