// Base64 straight into the buffer that is sent, and out of the reply that was read: images are nearly all of what a
// publish sends and a first sync takes. A copy of each costs as much as the encoding; Qt's decoding, six times ours.
#pragma once

#include <QByteArray>

#include <optional>

namespace galley {

/// The standard alphabet, padded.
void appendBase64(QByteArray &out, QByteArrayView bytes);

/// The same alphabet, padded or not; nothing where anything else stands in it.
std::optional<QByteArray> fromBase64(QByteArrayView text);

} // namespace galley
