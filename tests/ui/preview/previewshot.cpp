// Draws a Markdown file as the preview pane shows it, into a PNG, for looking at and for comparing with a
// browser:
//   QT_QPA_PLATFORM=offscreen previewshot POST.md OUT.png [WIDTH] [HEIGHT] [light|dark] [LINE]
#include "ui/preview/previewpane.h"
#include "ui/preview/themestyle.h"

#include <QApplication>
#include <QFile>
#include <QPainter>
#include <QTextStream>

using namespace galley;

namespace {

QImage sampleImage(QSize size)
{
    QImage image(size, QImage::Format_RGB32);
    QPainter painter(&image);
    QLinearGradient gradient(0, 0, size.width() * 0.4, size.height());
    gradient.setColorAt(0, QColor(0x27, 0x56, 0x6b));
    gradient.setColorAt(0.55, QColor(0x6d, 0xa0, 0x8f));
    gradient.setColorAt(1, QColor(0xe9, 0xc9, 0x8a));
    painter.fillRect(image.rect(), gradient);
    return image;
}

} // namespace

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    const QStringList arguments = QApplication::arguments();
    if (arguments.size() < 3) {
        QTextStream(stderr) << "Usage: previewshot POST.md OUT.png [WIDTH] [HEIGHT] [light|dark] [LINE]\n";
        return 2;
    }
    QFile file(arguments.at(1));
    if (!file.open(QIODevice::ReadOnly)) {
        QTextStream(stderr) << "The post can't be read.\n";
        return 1;
    }
    PreviewPane pane;
    pane.setPreviewStyle(
        themeStyle(arguments.value(5) == QStringLiteral("dark") ? site::Scheme::Dark : site::Scheme::Light));
    pane.resize(arguments.value(3, QStringLiteral("585")).toInt(),
                arguments.value(4, QStringLiteral("1000")).toInt());
    QObject::connect(&pane, &PreviewPane::imageNeeded, &pane, [&pane](qint64 id, QSize) {
        pane.setImage(id, id == 404 ? QImage() : sampleImage(QSize(1200, 500)));
    });
    pane.openDocument({QStringLiteral("The tide tables"), QString(),
                       QStringLiteral("22 November 2026 \u00b7 4 min read \u00b7 harbours, waiting")},
                      markdown::parse(QString::fromUtf8(file.readAll())));
    pane.show();
    QApplication::processEvents();
    if (arguments.size() > 6)
        pane.scrollToLine(arguments.at(6).toDouble());
    pane.grab();
    for (int i = 0; i < 10; ++i)
        QApplication::processEvents();
    return pane.grab().save(arguments.at(2)) ? 0 : 1;
}
