// Draws the whole column of a Markdown file as the pane lays it out, for comparing block by block with a browser:
//   QT_QPA_PLATFORM=offscreen columnshot POST.md OUT.png WIDTH light|dark [ID=PICTURE…]
// and prints "TOP HEIGHT" of each block, in pixels of the picture.
#include "ui/preview/blockflow.h"
#include "ui/preview/blockrenderer.h"
#include "ui/preview/previewimages.h"
#include "ui/preview/themestyle.h"

#include <QFile>
#include <QGuiApplication>
#include <QPainter>
#include <QTextStream>

using namespace galley;
using namespace galley::preview;

namespace {

int failed(const QString &why)
{
    QTextStream(stderr) << why << '\n';
    return 2;
}

} // namespace

int main(int argc, char **argv)
{
    QGuiApplication app(argc, argv);
    const QStringList arguments = QGuiApplication::arguments();
    if (arguments.size() < 5)
        return failed(QStringLiteral("Usage: columnshot POST.md OUT.png WIDTH light|dark [ID=PICTURE…]"));
    QFile file(arguments.at(1));
    if (!file.open(QIODevice::ReadOnly))
        return failed(QStringLiteral("The post can't be read."));

    PreviewImages images;
    for (const QString &given : arguments.mid(5)) {
        const QImage picture(given.section(u'=', 1));
        if (picture.isNull())
            return failed(QStringLiteral("The picture %1 can't be read.").arg(given));
        images.setImage(given.section(u'=', 0, 0).toLongLong(), picture);
    }
    const bool isDark = arguments.at(4) == QStringLiteral("dark");
    BlockRenderer renderer(images);
    renderer.setStyle(themeStyle(isDark ? site::Scheme::Dark : site::Scheme::Light));
    BlockFlow flow(renderer);
    flow.setWidth(arguments.at(3).toInt());

    // A block may be cut into several; the browser knows only the whole.
    const markdown::Document document = markdown::parse(QString::fromUtf8(file.readAll()));
    std::vector<Segment> segments;
    std::vector<int> ends;
    for (const markdown::Block &block : document.blocks) {
        appendSegments(block, segments);
        ends.push_back(int(segments.size()));
    }
    renderer.setMirrored(readsRightToLeft(segments));
    flow.setSegments(std::move(segments));
    for (int i = 0; i < flow.count(); ++i)
        flow.ready(i);

    QImage picture(flow.width(), flow.totalHeight(), QImage::Format_RGB32);
    picture.fill(renderer.style().background);
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::TextAntialiasing);
    for (int i = 0; i < flow.count(); ++i) {
        painter.save();
        painter.translate(0, flow.top(i));
        flow.ready(i).paint(painter, QRectF(0, -2, flow.width(), flow.height(i) + 4));
        painter.restore();
    }
    painter.end();
    QTextStream out(stdout);
    int first = 0;
    for (const int end : ends) {
        const int bottom = end > first ? flow.top(end - 1) + flow.height(end - 1) : 0;
        if (end > first && bottom > flow.top(first)) // a comment shows nothing
            out << flow.top(first) << ' ' << bottom - flow.top(first) << '\n';
        first = end;
    }
    return picture.save(arguments.at(2)) ? 0 : failed(QStringLiteral("The picture can't be written."));
}
