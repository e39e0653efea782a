// Text that a user hands in: a file, or standard input as "-".
#pragma once

#include "core/base/result.h"

#include <QByteArray>

namespace galley::cli {

Result<QByteArray> readInput(const QString &path);

/// UTF-8, with or without a byte order mark, CRLF or LF; InvalidInput for anything else.
Result<QString> readTextInput(const QString &path);

} // namespace galley::cli
