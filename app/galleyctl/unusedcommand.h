// `galleyctl image unused`.
#pragma once

#include "app/galleyctl/commands.h"

namespace galley::cli {

void addUnusedCommand(CLI::App &image, Context &context);

} // namespace galley::cli
