// Files that are built into the programs.
#pragma once

#include <QByteArray>
#include <QString>

namespace galley {

/// The bytes of a file in this folder: `resource(QStringLiteral("theme/page.css"))`. A name that isn't there
/// is a fault of the build and ends the program. Any thread.
QByteArray resource(const QString &name);

} // namespace galley
