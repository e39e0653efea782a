// Ids are made offline, so they are random or follow from what they name; never from a server's counter.
#pragma once

#include <QByteArray>
#include <QString>

namespace galley {

/// A random positive integer below 2^53, so that JSON and JavaScript carry it exactly.
qint64 randomId();

/// 128 random bits as 32 hexadecimal digits: ids of operations, databases and devices.
QString randomToken();

/// The id of an image: the first 53 bits of SHA-256 over the post's id (decimal) , a NUL and the stored bytes.
/// The same bytes dropped twice on one post are one row, and the id is the same on every device.
qint64 imageId(qint64 postId, const QByteArray &imageData);

} // namespace galley
