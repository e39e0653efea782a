// What the preview pane shows of the post: lines at places of the window, and the window brought to them.
#include "ui/preview/previewpane.h"

#include "ui/preview/blockflow.h"

#include <QScopedValueRollback>
#include <QScrollBar>

#include <algorithm>
#include <cmath>
#include <optional>

namespace galley {

using preview::Place;
using preview::Segment;

double PreviewPane::topLine() const
{
    if (m_flow->count() == 0)
        return 0;
    return std::max(0.0, preview::lineOf(*m_flow, m_anchor));
}

PreviewPane::Row PreviewPane::rowAt(const QPoint &position) const
{
    Row found{-1, 0, 0};
    for (const Row &row : visibleRows()) {
        if (row.y > position.y())
            break;
        found = row;
    }
    return found;
}

int PreviewPane::lineAt(const QPoint &position) const
{
    const Row row = rowAt(position);
    if (row.index < 0)
        return -1;
    const Segment &segment = m_flow->segment(row.index);
    const int line = int(std::floor(preview::lineOf(*m_flow, {row.index, position.y() - row.y})));
    return std::min(line, segment.lastLine);
}

void PreviewPane::scrollToLine(double line)
{
    m_keptLine = -1;
    putAtTop(line);
}

void PreviewPane::putAtTop(double line)
{
    if (m_flow->count() == 0)
        return;
    const QScopedValueRollback follows(m_followsCode, true);
    m_anchor = preview::placeOf(*m_flow, line);
    if (line <= 0 || m_anchor.index < 0)
        m_anchor = {0, -previewStyle().topMargin};
    layOutVisible();
    viewport()->update();
}

void PreviewPane::ensureLineVisible(int line)
{
    m_lastLine = line;
    m_keptLine = line;
    keepInSight();
}

void PreviewPane::keepInSight()
{
    if (m_keptLine < 0)
        return;
    constexpr int LineRoom = 48; // pixels: of a block that does not fit
    constexpr int EdgeRoom = 24; // below the block
    const int page = viewport()->height();
    struct Span
    {
        int top;
        int height;
    };
    const auto find = [&]() -> std::optional<Span> {
        const Place place = preview::placeOf(*m_flow, m_keptLine);
        for (const Row &row : visibleRows()) {
            if (row.index == place.index)
                return Span{row.y + place.offset, row.height > page ? LineRoom : std::max(LineRoom, row.height - place.offset)};
        }
        return std::nullopt;
    };
    const auto now = find();
    const int cut = now ? now->top + now->height - page : 0;
    if (now && now->top >= 0 && cut <= 0)
        return;
    const QScopedValueRollback follows(m_followsCode, true);
    if (now && now->top >= 0 && now->top < page) {
        verticalScrollBar()->setValue(verticalScrollBar()->value() + std::min(cut + EdgeRoom, now->top));
        return;
    }
    putAtTop(m_keptLine);
    // It stands at the top now, or lower where the post ends; what is above it is wanted too.
    const auto there = find();
    const int room = there ? std::clamp(page - there->height - EdgeRoom, 0, page / 3) : 0;
    if (there && there->top < room)
        verticalScrollBar()->setValue(verticalScrollBar()->value() - (room - there->top));
}

} // namespace galley
