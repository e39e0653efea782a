#include "ui/preview/previewpane.h"

#include "core/site/theme.h"
#include "ui/preview/blockflow.h"
#include "ui/preview/blockrenderer.h"
#include "ui/preview/previewimages.h"

#include <QElapsedTimer>
#include <QPaintEvent>
#include <QPainter>
#include <QScopedValueRollback>
#include <QScrollBar>

#include <algorithm>

namespace galley {

using preview::BlockFlow;
using preview::BlockHit;
using preview::BlockLayout;
using preview::BlockRenderer;
using preview::Place;
using preview::PreviewImages;
using preview::Segment;
using preview::SegmentCutter;

namespace {

constexpr int keptLayouts = 160;
constexpr int keptAround = 40; // blocks above and below the window
constexpr int aheadMilliseconds = 3;

QByteArray headerHtml(const PreviewHeader &header)
{
    if (header == PreviewHeader{})
        return {};
    return site::postHeaderHtml(header.title, header.subtitle, header.meta.toHtmlEscaped().toUtf8());
}

} // namespace

PreviewPane::PreviewPane(QWidget *parent)
    : QAbstractScrollArea(parent),
      m_images(std::make_unique<PreviewImages>()),
      m_renderer(std::make_unique<BlockRenderer>(*m_images)),
      m_flow(std::make_unique<BlockFlow>(*m_renderer)),
      m_cutter(std::make_unique<SegmentCutter>())
{
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Preview"));
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
    viewport()->setMouseTracking(true);
    verticalScrollBar()->setSingleStep(24);

    m_ahead.setSingleShot(true);
    m_ahead.setInterval(30);
    connect(&m_ahead, &QTimer::timeout, this, &PreviewPane::layOutAhead);

    // Queued: pictures are found missing while painting, and an answer may come at once.
    connect(m_images.get(), &PreviewImages::needed, this, &PreviewPane::imageNeeded, Qt::QueuedConnection);
    connect(m_images.get(), &PreviewImages::sizeChanged, this, [this](qint64 id) {
        m_flow->imageSizeChanged(id);
        layOutVisible();
        keepInSight();
        viewport()->update();
    });
    connect(m_images.get(), &PreviewImages::imageChanged, this, [this] { viewport()->update(); });
    updateColumn();
}

PreviewPane::~PreviewPane() = default;

void PreviewPane::setPreviewStyle(const PreviewStyle &style)
{
    if (style == m_renderer->style())
        return;
    const double line = topLine();
    m_flow->reset(); // before: layouts point into the former style
    m_renderer->setStyle(style);
    m_flow->reset(); // after: guesses follow the new one
    m_hovered = -1;
    updateColumn();
    putAtTop(line);
}

const PreviewStyle &PreviewPane::previewStyle() const
{
    return m_renderer->style();
}

void PreviewPane::setHeader(const PreviewHeader &header)
{
    if (header == m_header)
        return;
    m_header = header;
    applySegments();
}

void PreviewPane::setDocument(const markdown::Document &document)
{
    m_document = document;
    m_keptLine = -1; // lines may have moved
    applySegments();
}

void PreviewPane::openDocument(const PreviewHeader &header, const markdown::Document &document)
{
    m_header = header;
    m_document = document;
    m_lastLine = -1;
    m_keptLine = -1;
    m_images->retry();
    m_flow->setSegments({});
    m_anchor = {0, -previewStyle().topMargin};
    applySegments();
    viewport()->update();
}

void PreviewPane::applySegments()
{
    std::vector<Segment> segments = m_cutter->cut(m_document);
    if (QByteArray html = headerHtml(m_header); !html.isEmpty())
        segments.insert(segments.begin(), {Segment::Kind::Header, -1, -1, std::move(html)});

    leaveHovered();
    if (m_renderer->setMirrored(preview::readsRightToLeft(segments)))
        m_flow->reset();
    const std::vector<Row> before = visibleRows();
    const std::vector<int> origin = m_flow->setSegments(std::move(segments));
    followAnchor(origin);
    layOutVisible();
    updateChanged(before, origin);
}

// The block at the top edge may stand elsewhere now; if it was edited itself, one above it tells where.
void PreviewPane::followAnchor(const std::vector<int> &origin)
{
    if (m_anchor.index == 0 && m_anchor.offset <= 0)
        return; // at the very top: what is written there is to be seen
    for (int above = 0; above <= std::min(m_anchor.index, 20); ++above) {
        const auto kept = std::ranges::find(origin, m_anchor.index - above);
        if (kept != origin.end()) {
            m_anchor.index = int(kept - origin.begin()) + above;
            break;
        }
    }
    m_anchor.index = std::clamp(m_anchor.index, 0, std::max(0, m_flow->count() - 1));
}

void PreviewPane::updateColumn()
{
    const PreviewStyle &style = previewStyle();
    const int side = std::min(style.sideMargin, std::max(20, width() / 12));
    const int column = std::max(40, std::min(int(style.measure * style.zoom), width() - 2 * side));
    m_columnLeft = std::max(0, (width() - column) / 2);
    m_flow->setWidth(column);
}

int PreviewPane::bottomMargin() const
{
    return previewStyle().topMargin * 2;
}

Place PreviewPane::anchorAt(int scrollValue) const
{
    const int y = scrollValue - previewStyle().topMargin;
    const int index = m_flow->indexAt(y);
    return index < 0 ? Place{} : Place{index, y - m_flow->top(index)};
}

void PreviewPane::setAnchorFromScrollBar()
{
    m_anchor = anchorAt(verticalScrollBar()->value());
}

// The scroll bar follows the anchor. True if the anchor had to move because it was past an end.
bool PreviewPane::syncScrollBar()
{
    const QScopedValueRollback syncing(m_syncing, true);
    QScrollBar *bar = verticalScrollBar();
    const int page = viewport()->height();
    const int most = std::max(0, m_flow->totalHeight() + previewStyle().topMargin + bottomMargin() - page);
    bar->setPageStep(page);
    bar->setRange(0, most);
    if (m_flow->count() == 0) {
        bar->setValue(0);
        return false;
    }
    const int wanted = m_flow->top(m_anchor.index) + m_anchor.offset + previewStyle().topMargin;
    bar->setValue(wanted);
    if (bar->value() == wanted)
        return false;
    setAnchorFromScrollBar();
    return true;
}

void PreviewPane::layOutVisible()
{
    if (m_flow->count() == 0) {
        syncScrollBar();
        return;
    }
    // Once is the rule; near the end, where measured heights move the end itself, it takes a few rounds.
    for (int round = 0; round < 12; ++round) {
        m_anchor.index = std::clamp(m_anchor.index, 0, m_flow->count() - 1);
        m_flow->ready(m_anchor.index);
        const bool isLast = m_anchor.index + 1 == m_flow->count();
        const int room = isLast ? m_flow->height(m_anchor.index) + bottomMargin()
                                : m_flow->top(m_anchor.index + 1) - m_flow->top(m_anchor.index);
        m_anchor.offset = std::min(m_anchor.offset, room);
        const int edge = m_flow->top(m_anchor.index) + m_anchor.offset + viewport()->height();
        int last = m_anchor.index;
        // Tops below the anchor move while blocks become ready, the edge doesn't.
        for (int i = m_anchor.index + 1; i < m_flow->count() && m_flow->top(i) <= edge; ++i) {
            m_flow->ready(i);
            last = i;
        }
        m_flow->dropLayoutsOutside(m_anchor.index - keptAround, last + keptAround, keptLayouts);
        if (!syncScrollBar())
            break;
    }
    m_ahead.start();
}

// Scrolling then finds blocks ready. Only as much at a time as no one notices.
void PreviewPane::layOutAhead()
{
    const std::vector<Row> rows = visibleRows();
    if (rows.empty())
        return;
    QElapsedTimer clock;
    clock.start();
    const int page = viewport()->height();
    int below = rows.back().index + 1;
    int above = rows.front().index - 1;
    const int lowest = m_flow->top(rows.back().index) + page;
    bool done = true;
    while (below < m_flow->count() && m_flow->top(below) < lowest && done) {
        m_flow->ready(below++);
        done = clock.elapsed() < aheadMilliseconds;
    }
    int distance = 0;
    while (above >= 0 && distance < page && done) {
        m_flow->ready(above);
        distance += m_flow->height(above--);
        done = clock.elapsed() < aheadMilliseconds;
    }
    if (syncScrollBar())
        layOutVisible();
    else if (!done)
        m_ahead.start(0);
}

std::vector<PreviewPane::Row> PreviewPane::visibleRows() const
{
    std::vector<Row> rows;
    if (m_flow->count() == 0)
        return rows;
    const int first = std::clamp(m_anchor.index, 0, m_flow->count() - 1);
    const int origin = m_flow->top(first) + m_anchor.offset;
    for (int i = first; i < m_flow->count(); ++i) {
        const int y = m_flow->top(i) - origin;
        if (y > viewport()->height())
            break;
        rows.push_back({i, y, m_flow->height(i)});
    }
    return rows;
}

// A key mostly changes one block and no height: then only that block is painted.
void PreviewPane::updateChanged(const std::vector<Row> &before, const std::vector<int> &origin)
{
    const std::vector<Row> now = visibleRows();
    const auto same = [&](const Row &row, const Row &old) {
        return origin[std::size_t(row.index)] == old.index && row.y == old.y && row.height == old.height;
    };
    if (now.size() != before.size()) {
        viewport()->update();
        return;
    }
    QRegion changed;
    for (std::size_t i = 0; i < now.size(); ++i) {
        if (same(now[i], before[i]))
            continue;
        if (now[i].y != before[i].y || now[i].height != before[i].height) {
            // To the lower edge, also from a block that begins far above the window.
            const int top = std::max(0, std::min(now[i].y, before[i].y) - 2);
            changed += QRect(0, top, viewport()->width(), viewport()->height() - top);
            break;
        }
        changed += QRect(0, now[i].y - 2, viewport()->width(), now[i].height + 4);
    }
    viewport()->update(changed);
}

void PreviewPane::paintEvent(QPaintEvent *event)
{
    QPainter painter(viewport());
    painter.setRenderHint(QPainter::TextAntialiasing);
    painter.fillRect(event->rect(), previewStyle().background);
    const QRectF area = event->rect();
    for (const Row &row : visibleRows()) {
        if (row.y > area.bottom() + 1)
            break;
        // Bullets and quotation rules may reach a little beyond a block.
        const QRectF block(0, row.y - 2, viewport()->width(), row.height + 4);
        const QRectF part = block.intersected(area);
        if (part.isEmpty())
            continue;
        BlockLayout &layout = m_flow->ready(row.index);
        painter.save();
        painter.translate(m_columnLeft, row.y);
        layout.paint(painter, part.translated(-m_columnLeft, -row.y));
        painter.restore();
    }
}

void PreviewPane::resizeEvent(QResizeEvent *)
{
    const double line = topLine();
    const int before = m_flow->width();
    const Place anchor = m_anchor;
    updateColumn();
    if (m_flow->width() != before && m_flow->count() > 0 && anchor.offset > 0 && line > 0)
        putAtTop(line);
    else
        layOutVisible();
    viewport()->update();
}

void PreviewPane::scrollContentsBy(int, int)
{
    if (m_syncing)
        return;
    setAnchorFromScrollBar();
    layOutVisible();
    viewport()->update();
    if (m_followsCode)
        return;
    m_keptLine = -1;
    Q_EMIT topLineChanged(topLine());
}

void PreviewPane::setImageSize(qint64 id, QSize size)
{
    m_images->setSize(id, size);
}

void PreviewPane::setImage(qint64 id, const QImage &image)
{
    m_images->setImage(id, image);
}

void PreviewPane::retryImages()
{
    m_images->retry();
    viewport()->update();
}

int PreviewPane::layoutCount() const
{
    return m_flow->layoutCount();
}

int PreviewPane::layoutsMade() const
{
    return m_flow->layoutsMade();
}

qsizetype PreviewPane::imageBytes() const
{
    return m_images->bytes();
}

} // namespace galley

#include "moc_previewpane.cpp"
