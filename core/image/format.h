// The four image formats that a blog stores, told apart by their first bytes and never by a file's name.
#pragma once

#include "core/base/result.h"

#include <QByteArrayView>
#include <QString>

#include <optional>

namespace galley {

enum class ImageFormat
{
    Png,
    Jpeg,
    Gif,
    WebP
};

std::optional<ImageFormat> sniffFormat(QByteArrayView file);

/// "image/png", "image/jpeg", "image/gif" or "image/webp"; empty for anything else. For thumbnails too: the
/// tables hold no type for them.
QString sniffContentType(QByteArrayView file);

QString contentTypeOf(ImageFormat format);

/// Without the dot: "png", "jpg", "gif", "webp".
QString extensionOf(ImageFormat format);

/// The name Qt's image plugins know the format by.
QByteArray pluginNameOf(ImageFormat format);

/// The refusal of a file of no accepted format; says what it is where that is easy to see.
Error unsupportedFormat(QByteArrayView file);

} // namespace galley
