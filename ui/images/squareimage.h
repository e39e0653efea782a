// A stored picture as a small square. Any thread.
#pragma once

#include <QImage>

namespace galley {

/// The middle of what `bytes` show, `side` pixels wide and high; null when they show nothing.
QImage squareOf(const QByteArray &bytes, int side);

} // namespace galley
