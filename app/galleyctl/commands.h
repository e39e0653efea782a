// The commands of galleyctl. Each group adds its subcommands to the parser; the one that the user chose is then
// run once.
#pragma once

#include "app/galleyctl/connection.h"
#include "app/galleyctl/console.h"
#include "core/base/clock.h"

#include <functional>
#include <string>

namespace CLI {
class App;
}

namespace galley::cli {

/// What every command is given, and where the parser leaves the chosen one.
struct Context
{
    Console console;
    SystemClock clock;
    ConnectionOptions connection;
    std::function<Status()> chosen;
};

/// For the callback of a subcommand.
inline std::function<void()> choose(Context &context, std::function<Status()> command)
{
    return [&context, command = std::move(command)] { context.chosen = command; };
}

void addBlogCommands(CLI::App &app, Context &context);    // init, migrate, check
void addPostCommands(CLI::App &app, Context &context);    // post list|show|new|edit|delete
void addImageCommands(CLI::App &app, Context &context);   // image add|get|unused
void addRemoteCommands(CLI::App &app, Context &context);  // remote set|show|test|clear
void addIdentityCommands(CLI::App &app, Context &context); // identity show|new
void addPublishCommands(CLI::App &app, Context &context); // publish, unpublish
void addStatsCommand(CLI::App &app, Context &context);
void addSyncCommands(CLI::App &app, Context &context);    // sync, status, conflicts, resolve, undo
void addServeCommand(CLI::App &app, Context &context);
void addRenderCommand(CLI::App &app, Context &context);
void addImportCommand(CLI::App &app, Context &context);
void addExportCommand(CLI::App &app, Context &context);

} // namespace galley::cli
