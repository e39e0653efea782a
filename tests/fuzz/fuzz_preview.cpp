// Any text is a page: its blocks are laid out at any width and painted, and what an edit leaves standing is as high as
// if it were made anew. The first two bytes choose width and scheme and what is in sight; then come versions of the
// post, parted by an information separator. All that an input does follows from its bytes, so that one that fails once
// fails again: no blocks are kept from input to input.
#include "core/markdown/markdown.h"
#include "ui/preview/blockflow.h"
#include "ui/preview/blockrenderer.h"
#include "ui/preview/linemap.h"
#include "ui/preview/previewimages.h"
#include "ui/preview/themestyle.h"

#include <QGuiApplication>
#include <QImage>
#include <QPainter>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

using namespace galley;
using namespace galley::preview;

namespace {

constexpr QSize viewport(320, 240);
constexpr int manyBlocks = 40; // as many are laid out at the most: inputs are to be many

void require(bool holds, const char *what)
{
    if (holds)
        return;
    std::fprintf(stderr, "not so: %s\n", what);
    std::abort();
}

/// What a pane has: pictures of all three kinds (here, on their way, absent) and a renderer for each scheme. The
/// application is among it so that it ends before Qt's own statics do: fonts that outlive them count as leaks.
struct Desk
{
    Desk()
        : app(argumentCount, arguments)
    {
        QImage picture(30, 20, QImage::Format_RGB32);
        picture.fill(Qt::darkCyan);
        images.setImage(1, picture);
        images.setImage(3, {});
        light.setStyle(themeStyle(site::Scheme::Light));
        dark.setStyle(themeStyle(site::Scheme::Dark, 1.5));
    }

    char name[5] = "fuzz";
    char *arguments[2] = {name, nullptr};
    int argumentCount = 1;
    QGuiApplication app;
    PreviewImages images;
    BlockRenderer light{images};
    BlockRenderer dark{images};
};

void checkColumn(BlockFlow &flow)
{
    int y = 0;
    int line = -1;
    for (int i = 0; i < flow.count(); ++i) {
        const Segment &segment = flow.segment(i);
        require(segment.firstLine >= line && segment.lastLine >= segment.firstLine, "lines grow");
        require(flow.height(i) >= 0 && flow.top(i) >= y, "blocks stand below each other");
        y = flow.top(i) + flow.height(i);
        line = segment.firstLine;
    }
    require(flow.totalHeight() == y, "the last block ends the column");
}

void paintFrom(BlockFlow &flow, int top)
{
    QImage page(viewport, QImage::Format_RGB32);
    page.fill(Qt::white);
    QPainter painter(&page);
    const QRect sight(QPoint(0, 0), viewport);
    for (int i = flow.indexAt(top); i < flow.count() && flow.top(i) < top + viewport.height(); ++i) {
        BlockLayout &layout = flow.ready(i);
        const int y = flow.top(i) - top;
        painter.save();
        painter.translate(0, y);
        layout.paint(painter, sight.translated(0, -y));
        painter.restore();
        layout.hover(QPointF(30, 8));
        layout.leave();
    }
}

} // namespace

// fontconfig keeps offsets in place of pointers: what Qt's font cache still holds looks lost to LeakSanitizer.
extern "C" const char *__lsan_default_suppressions()
{
    return "leak:libfontconfig\n";
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static Desk desk;
    if (size < 2)
        return 0;
    const int width = 40 + (data[0] >> 1) * 8;
    BlockRenderer &renderer = data[0] % 2 == 0 ? desk.light : desk.dark;
    const double where = data[1] / 255.0;

    BlockFlow flow(renderer);
    flow.setWidth(480);
    const QString text = QString::fromUtf8(reinterpret_cast<const char *>(data) + 2, qsizetype(size) - 2);
    std::vector<Segment> segments;
    for (const QString &version : text.split(u'\x1e')) {
        segments = segmentsOf(markdown::parse(version));
        const std::vector<int> origin = flow.setSegments(segments);
        require(origin.size() == segments.size() && flow.count() == int(segments.size()), "all blocks are taken");
        for (int i = 0; i < std::min(flow.count(), manyBlocks); ++i)
            flow.ready(i);
        checkColumn(flow);
    }
    flow.setWidth(width);
    if (flow.count() == 0)
        return 0;

    BlockFlow fresh(renderer);
    fresh.setWidth(width);
    fresh.setSegments(segments);
    for (int i = 0; i < std::min(flow.count(), manyBlocks); ++i) {
        const Segment &expected = segments[std::size_t(i)];
        require(flow.segment(i).looksLike(expected) && flow.segment(i).firstLine == expected.firstLine, "what is kept is the same");
        require(flow.ready(i).height() == fresh.ready(i).height(), "what is kept is as high as if made anew");
    }
    checkColumn(flow);
    paintFrom(flow, int(where * flow.totalHeight()));
    const Place place = placeOf(flow, where * (flow.segment(flow.count() - 1).lastLine + 1));
    require(place.index < 0 || lineOf(flow, place) >= 0, "each line has its place");
    return 0;
}
