#include "ui/images/squareimage.h"

namespace galley {

QImage squareOf(const QByteArray &bytes, int side)
{
    QImage image = QImage::fromData(bytes);
    if (image.isNull())
        return image;
    image = image.scaled(side, side, Qt::KeepAspectRatioByExpanding, Qt::SmoothTransformation);
    return image.copy((image.width() - side) / 2, (image.height() - side) / 2, side, side);
}

} // namespace galley
