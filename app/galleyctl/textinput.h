// Text that a user hands in: a file, or standard input as "-".
#pragma once

#include "core/base/result.h"

#include <QByteArray>

#include <string>

namespace galley::cli {

/// The text of an argument.
inline QString text(const std::string &utf8)
{
    return QString::fromStdString(utf8);
}

Result<QByteArray> readInput(const QString &path);

/// UTF-8, with or without a byte order mark, CRLF or LF; InvalidInput for anything else.
Result<QString> readTextInput(const QString &path);

} // namespace galley::cli
