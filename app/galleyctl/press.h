// A target together with the remote that it is published to: what a command changes readers' side with.
#pragma once

#include "app/galleyctl/commands.h"
#include "app/galleyctl/target.h"
#include "core/store/desk.h"
#include "core/workspace/blogsync.h"

namespace galley::cli {

struct Press
{
    Target target;
    LinkedRemote linked; // of a file that has one

    bool hasRemote() const { return linked.database != nullptr; }
    Desk desk(const Clock &clock) const { return {target.database(), clock}; }
    BlogSync blog(const Clock &clock) const { return {target.database(), linked.database.get(), linked.key, clock}; }
};

Result<Press> openPress(const std::string &name, const Context &context);

/// Why what was asked for waits, in a sentence that says when it goes.
Error waitingBecause(const Error &held);

} // namespace galley::cli
