#pragma once

#include <QString>

namespace galley {

/// `text` for a LIKE pattern with ESCAPE '\': its own %, _ and \ are letters.
QString escapedForLike(const QString &text);

} // namespace galley
