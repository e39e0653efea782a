// Images as they come from the clipboard or a drop. UI thread.
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

class QMimeData;

namespace galley {

/// Either a local file still to be read, or bytes. What they hold is decided later, by their magic bytes.
struct DroppedImage
{
    QString path;
    QString filename;
    QByteArray bytes;
};

/// The images in `data`; empty when it holds none, and is then ordinary text.
QList<DroppedImage> imagesIn(const QMimeData &data);

/// The endings offered in the file dialog: "*.png *.jpg …".
QString imageNamePatterns();

} // namespace galley
