#include "app/galleyctl/press.h"

namespace galley::cli {

Result<Press> openPress(const std::string &name, const Context &context)
{
    auto target = openTarget(QString::fromStdString(name), context.connection);
    if (!target)
        return failure(target);
    Press press{std::move(*target), {}};
    if (press.target.isFile()) {
        auto linked = openLinkedRemote(*press.target.file, context.connection, context.clock);
        if (!linked)
            return failure(linked);
        press.linked = std::move(*linked);
    }
    return press;
}

Error waitingBecause(const Error &held)
{
    Error error = held;
    if (error.code != ErrorCode::Conflict)
        error.message += QStringLiteral(" What was asked for waits, and goes with the next “galleyctl sync”.");
    return error;
}

} // namespace galley::cli
