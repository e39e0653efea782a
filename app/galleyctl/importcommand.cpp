#include "app/galleyctl/commands.h"
#include "app/galleyctl/target.h"
#include "core/transfer/importer.h"

#include <CLI/CLI.hpp>

namespace galley::cli {

namespace {

struct ImportOptions
{
    std::string target;
    std::string folder;
    bool asSecond = false;
};

Status import(const Context &context, const ImportOptions &options)
{
    auto target = openTarget(QString::fromStdString(options.target), context.connection);
    if (!target)
        return failure(target);
    auto plan = readFolder(QString::fromStdString(options.folder));
    if (!plan)
        return failure(plan);
    for (qsizetype i = 1; i < plan->problems.size(); ++i)
        context.console.further(plan->problems.at(i));
    if (!plan->problems.isEmpty())
        return fail(ErrorCode::InvalidInput, plan->problems.front());
    auto report = applyImport(*plan, target->database(), context.clock, {}, {}, options.asSecond ? OtherText::SecondPost : OtherText::LeaveOut);
    if (!report)
        return failure(report);
    for (const QString &notice : report->notices)
        context.console.line(notice);
    for (const QString &file : report->otherText)
        context.console.line(file);
    if (!report->otherText.isEmpty())
        context.console.line(QStringLiteral("With --as-second such a file becomes a post of its own."));
    if (!report->emptyFiles.isEmpty())
        context.console.line(QStringLiteral("Left out, for they are empty: %1").arg(report->emptyFiles.join(QStringLiteral(", "))));
    context.console.line(report->summary());
    context.console.value(QJsonObject{{QStringLiteral("imported"), report->imported},
                                      {QStringLiteral("already_there"), report->alreadyThere},
                                      {QStringLiteral("images"), report->images},
                                      {QStringLiteral("notices"), QJsonArray::fromStringList(report->notices)},
                                      {QStringLiteral("other_text"), QJsonArray::fromStringList(report->otherText)},
                                      {QStringLiteral("empty_files"), QJsonArray::fromStringList(report->emptyFiles)}});
    return {};
}

} // namespace

void addImportCommand(CLI::App &app, Context &context)
{
    const auto options = std::make_shared<ImportOptions>();
    auto *command = app.add_subcommand("import", "Take in a folder of Markdown files and their images, as drafts");
    command->add_option("FILE", options->target, "A .galley file")->required();
    command->add_option("DIR", options->folder, "The folder")->required();
    command->add_flag("--as-second", options->asSecond, "A file whose address has a post with another text becomes a post of its own");
    addConnectionOptions(*command, context.connection);
    command->callback(choose(context, [&context, options] { return import(context, *options); }));
}

} // namespace galley::cli
