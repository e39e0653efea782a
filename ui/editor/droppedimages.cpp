#include "ui/editor/droppedimages.h"

#include <QBuffer>
#include <QFileInfo>
#include <QImage>
#include <QMimeData>
#include <QStringList>
#include <QUrl>

namespace galley {

namespace {

QStringList endings()
{
    return {QStringLiteral("png"), QStringLiteral("jpg"), QStringLiteral("jpeg"), QStringLiteral("gif"),
            QStringLiteral("webp")};
}

} // namespace

QList<DroppedImage> imagesIn(const QMimeData &data)
{
    QList<DroppedImage> images;
    for (const QUrl &url : data.urls()) {
        const QFileInfo file(url.toLocalFile());
        if (url.isLocalFile() && endings().contains(file.suffix().toLower()))
            images.append({file.filePath(), file.fileName(), {}});
    }
    if (!images.isEmpty() || data.hasText())
        return images; // text beside a picture: a spreadsheet or an office program, which means its text
    for (const QString &type : {QStringLiteral("png"), QStringLiteral("jpeg"), QStringLiteral("gif"),
                                QStringLiteral("webp")}) {
        const QByteArray bytes = data.data(QStringLiteral("image/") + type);
        if (!bytes.isEmpty())
            return {{{}, QStringLiteral("pasted.%1").arg(type), bytes}};
    }
    if (data.hasImage()) {
        DroppedImage image{{}, QStringLiteral("pasted.png"), {}};
        QBuffer buffer(&image.bytes);
        buffer.open(QIODevice::WriteOnly);
        if (data.imageData().value<QImage>().save(&buffer, "PNG"))
            images.append(image);
    }
    return images;
}

QString imageNamePatterns()
{
    QStringList patterns;
    for (const QString &ending : endings())
        patterns << QStringLiteral("*.") + ending << QStringLiteral("*.") + ending.toUpper();
    return patterns.join(QLatin1Char(' '));
}

} // namespace galley
