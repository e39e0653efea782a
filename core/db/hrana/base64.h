// Base64 straight into the buffer that is sent: images are nearly all of what a publish sends, and a copy of
// each beside the copy that is encoded costs as much as the encoding.
#pragma once

#include <QByteArray>

namespace galley {

/// The standard alphabet, padded.
void appendBase64(QByteArray &out, QByteArrayView bytes);

} // namespace galley
