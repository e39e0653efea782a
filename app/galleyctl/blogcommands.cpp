#include "app/galleyctl/commands.h"
#include "app/galleyctl/target.h"
#include "core/migrate/migrator.h"
#include "core/store/audit.h"
#include "core/workspace/blogfile.h"
#include "core/workspace/sampleblog.h"
#include "resources/sample/sample.h"

#include <QFile>
#include <QFileInfo>

#include <CLI/CLI.hpp>

#include <iostream>

namespace galley::cli {

namespace {

struct BlogOptions
{
    std::string target;
    std::optional<std::string> title;
    bool sample = false;
    bool yes = false;
};

Status init(const Context &context, const BlogOptions &options)
{
    const QString path = QString::fromStdString(options.target);
    QString title = options.sample ? sampleTitle() : QFileInfo(path).completeBaseName();
    if (options.title)
        title = QString::fromStdString(*options.title);
    auto blog = createBlogFile(path, title);
    if (!blog)
        return failure(blog);
    if (options.sample) {
        if (auto ok = fillWithSample(**blog, context.clock); !ok) {
            blog->reset();
            QFile::remove(path);
            return ok;
        }
    }
    context.console.line(QStringLiteral("Made %1.").arg(path));
    context.console.value(QJsonObject{{QStringLiteral("file"), path}, {QStringLiteral("title"), title}});
    return {};
}

bool confirmed(const QString &location)
{
    std::cout << "Add this to " << location.toStdString() << "? [y/N] " << std::flush;
    std::string answer;
    std::getline(std::cin, answer);
    return answer == "y" || answer == "Y" || answer == "yes";
}

Status migrate(const Context &context, const BlogOptions &options)
{
    auto target = openRawTarget(QString::fromStdString(options.target), context.connection);
    if (!target)
        return failure(target);
    Database &database = target->database();
    auto migrator = target->isFile() ? Migrator::forLocalFile(database) : Migrator::forSharedDatabase(database);
    auto plan = migrator.plan();
    if (!plan)
        return failure(plan);
    const auto tell = [&] {
        for (const QString &addition : plan->additions)
            context.console.line(QStringLiteral("+ %1").arg(addition));
        for (const QString &warning : plan->warnings)
            context.console.line(QStringLiteral("! %1").arg(warning));
    };
    if (!plan->isEmpty()) {
        if (!options.yes) {
            tell();
            if (context.console.json() || !confirmed(database.location()))
                return fail(ErrorCode::Cancelled, QStringLiteral("Nothing was changed; say --yes to add what is listed."));
        }
        if (auto ok = migrator.migrate(); !ok)
            return ok;
        if (options.yes)
            tell();
    }
    context.console.line(plan->isEmpty() ? QStringLiteral("%1 is up to date.").arg(database.location())
                                         : QStringLiteral("%1 is migrated.").arg(database.location()));
    context.console.value(QJsonObject{{QStringLiteral("added"), QJsonArray::fromStringList(plan->additions)},
                                      {QStringLiteral("warnings"), QJsonArray::fromStringList(plan->warnings)}});
    return {};
}

Status check(const Context &context, const BlogOptions &options)
{
    auto target = openTarget(QString::fromStdString(options.target), context.connection);
    if (!target)
        return failure(target);
    QStringList findings;
    if (target->isFile()) {
        auto integrity = target->file->execute({QStringLiteral("PRAGMA integrity_check(10)"), {}});
        if (!integrity)
            return failure(integrity);
        for (const Row &row : *integrity) {
            if (row[0].text() != QLatin1String("ok"))
                findings += QStringLiteral("The file is damaged (%1); restore it from a backup.").arg(row[0].text());
        }
    }
    auto found = audit(target->database());
    if (!found)
        return failure(found);
    findings += *found;
    for (const QString &finding : findings)
        context.console.line(finding);
    if (findings.isEmpty())
        context.console.line(QStringLiteral("%1 is sound.").arg(target->database().location()));
    context.console.value(QJsonObject{{QStringLiteral("findings"), QJsonArray::fromStringList(findings)}});
    return {};
}

} // namespace

void addBlogCommands(CLI::App &app, Context &context)
{
    const auto options = std::make_shared<BlogOptions>();
    const auto add = [&](const char *name, const char *about, const char *target, Status (*run)(const Context &, const BlogOptions &)) {
        auto *command = app.add_subcommand(name, about);
        command->add_option(target, options->target, "A .galley file or a URL")->required();
        command->callback(choose(context, [&context, options, run] { return run(context, *options); }));
        return command;
    };
    auto *making = add("init", "Make a new blog in a file", "FILE", init);
    making->add_option("--title", options->title, "The title of the blog");
    making->add_flag("--sample", options->sample, "Fill it with a sample to look around in");
    auto *migrating = add("migrate", "Bring a database to this Galley's schema, adopting a site's own", "TARGET", migrate);
    migrating->add_flag("--yes", options->yes, "Don't ask");
    addConnectionOptions(*migrating, context.connection);
    addConnectionOptions(*add("check", "Look for what is wrong", "TARGET", check), context.connection);
}

} // namespace galley::cli
