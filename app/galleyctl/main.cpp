// galleyctl: the core without a screen. Exit 0 done, 1 refused or failed (one clear line on stderr), 2 wrong usage.

#include "app/galleyctl/commands.h"
#include "core/secrets/coredumps.h"
#include "core/secrets/keychain.h"

#include <QCoreApplication>
#include <QLocale>
#include <QLoggingCategory>

#include <CLI/CLI.hpp>

using namespace galley::cli;

namespace {

constexpr int ExitFailed = 1;
constexpr int ExitUsage = 2;

} // namespace

int main(int argc, char **argv)
{
    galley::leaveNoCoreDumps();
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("galleyctl"));
    QCoreApplication::setApplicationVersion(QStringLiteral(GALLEY_VERSION));

    // Numbers in lines that scripts may read are the same everywhere.
    QLocale::setDefault(QLocale::c());
    // What Qt's image readers say of a damaged file is in our own sentence.
    QLoggingCategory::setFilterRules(QStringLiteral("qt.gui.imageio*=false"));

    CLI::App app("Write, publish and serve a Markdown blog kept in one file and in a Turso database.", "galleyctl");
    app.set_version_flag("--version", "galleyctl " GALLEY_VERSION);
    app.require_subcommand(1);
    app.fallthrough();
    galley::Keychain keychain;
    Context context;
    context.connection.keychain = &keychain;
    bool json = false;
    app.add_flag("--json", json, "Print one JSON value");
    addBlogCommands(app, context);
    addPostCommands(app, context);
    addImageCommands(app, context);
    addImportCommand(app, context);
    addExportCommand(app, context);
    addRemoteCommands(app, context);
    addIdentityCommands(app, context);
    addPublishCommands(app, context);
    addStatsCommand(app, context);
    addSyncCommands(app, context);
    addServeCommand(app, context);
    addRenderCommand(app, context);

    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError &error) {
        return app.exit(error) == 0 ? 0 : ExitUsage;
    }
    context.console.setJson(json);
    const galley::Status status = context.chosen();
    if (status)
        return 0;
    context.console.error(status.error());
    return ExitFailed;
}
