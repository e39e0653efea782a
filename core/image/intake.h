// How an image gets into a blog. What comes out may be published as it is: it says nothing about where, when
// and with what it was taken, since what is published can't be taken back.
//
// Any thread (nothing here needs a QGuiApplication); the work takes from milliseconds to some seconds (a
// large PNG), so not the UI thread. The same file and options give the same bytes: an image's id follows from
// them.
#pragma once

#include "core/base/result.h"
#include "core/image/format.h"

#include <QByteArray>
#include <QSize>
#include <QString>

#include <stop_token>

namespace galley {

struct IntakeOptions
{
    int maxSide = 2560;             // pixels; what is larger is scaled down
    qint64 maxBytes = 4'500'000;    // image and thumbnail together
    int thumbnailSide = 480;        // pixels
    qint64 maxPixels = 100'000'000; // refused above, before anything is decoded
};

struct TakenImage
{
    QByteArray data;
    QByteArray thumbnail; // JPEG, or PNG where pixels are transparent; sRGB, upright
    QString contentType;  // of `data`
    QString extension;    // of `data`, without the dot: "jpg", "png", "gif", "webp"
    QSize size;           // pixels of `data`
};

/// Takes a PNG, JPEG, GIF or WebP, told by its bytes. An upright file within the limits keeps its pixels bit
/// for bit and loses only its metadata; any other is decoded, turned upright, scaled and encoded anew with
/// its colour profile. An animation is never re-encoded: it passes within the limits and is refused above
/// them.
///
/// Errors, each for the whole file: InvalidInput (another format), TooLarge, Corrupt (damaged or cut short),
/// Cancelled, Io (an image plugin of Qt is missing).
Result<TakenImage> takeImage(const QByteArray &file, const IntakeOptions &options = {},
                             std::stop_token stop = {});

} // namespace galley
