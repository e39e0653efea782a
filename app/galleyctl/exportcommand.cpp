#include "app/galleyctl/commands.h"
#include "app/galleyctl/target.h"
#include "core/store/desk.h"
#include "core/transfer/exporter.h"

#include <CLI/CLI.hpp>

namespace galley::cli {

namespace {

struct ExportOptions
{
    std::string target;
    std::string folder;
};

Status exportPosts(const Context &context, const ExportOptions &options)
{
    auto target = openTarget(QString::fromStdString(options.target), context.connection);
    if (!target)
        return failure(target);
    Desk desk(target->database(), context.clock);
    const auto report = exportFolder(desk, QString::fromStdString(options.folder));
    if (!report)
        return failure(report);
    for (const QString &notice : report->notices)
        context.console.line(notice);
    context.console.line(report->summary());
    context.console.value(QJsonObject{{QStringLiteral("posts"), report->posts},
                                      {QStringLiteral("images"), report->images},
                                      {QStringLiteral("notices"), QJsonArray::fromStringList(report->notices)}});
    return {};
}

} // namespace

void addExportCommand(CLI::App &app, Context &context)
{
    const auto options = std::make_shared<ExportOptions>();
    auto *command = app.add_subcommand("export", "Write the posts, as their author sees them, as Markdown files with their images");
    command->add_option("TARGET", options->target, "A .galley file or a URL")->required();
    command->add_option("DIR", options->folder, "A new folder")->required();
    addConnectionOptions(*command, context.connection);
    command->callback(choose(context, [&context, options] { return exportPosts(context, *options); }));
}

} // namespace galley::cli
