#include "ui/preview/blockflow.h"

#include "ui/preview/blockrenderer.h"

#include <QHash>

#include <algorithm>

namespace galley::preview {

BlockFlow::BlockFlow(BlockRenderer &renderer) : m_renderer(renderer) {}

void BlockFlow::guess(Item &item) const
{
    item.height = m_renderer.estimatedHeight(item.segment, m_width);
    item.marginTop = item.marginBottom = int(m_renderer.style().fontSize * m_renderer.style().zoom * 0.8);
    item.measured = false;
}

// It most likely keeps its height.
void BlockFlow::editedInPlace(Item &before, Item &item) const
{
    if (before.layout && before.segment.kind == item.segment.kind &&
        before.layout->become(before.segment.html, item.segment.html))
        item.layout = std::move(before.layout);
    item.height = before.height;
    item.marginTop = before.marginTop;
    item.marginBottom = before.marginBottom;
}

std::vector<int> BlockFlow::setSegments(std::vector<Segment> segments)
{
    const std::size_t oldCount = m_items.size();
    const std::size_t newCount = segments.size();
    const std::size_t shorter = std::min(oldCount, newCount);
    std::size_t prefix = 0;
    while (prefix < shorter && m_items[prefix].segment.looksLike(segments[prefix]))
        ++prefix;
    std::size_t suffix = 0;
    while (suffix < shorter - prefix &&
           m_items[oldCount - 1 - suffix].segment.looksLike(segments[newCount - 1 - suffix]))
        ++suffix;

    std::vector<int> origin(newCount, -1);
    for (std::size_t i = 0; i < prefix; ++i)
        origin[i] = int(i);
    for (std::size_t i = 0; i < suffix; ++i)
        origin[newCount - 1 - i] = int(oldCount - 1 - i);
    // In between, a block that looks like a former one is that one, moved.
    QMultiHash<QByteArray, int> former;
    for (std::size_t i = oldCount - suffix; i > prefix; --i)
        former.insert(m_items[i - 1].segment.html, int(i - 1));
    for (std::size_t i = prefix; i < newCount - suffix; ++i) {
        const auto found = former.find(segments[i].html);
        if (found != former.end() && m_items[std::size_t(*found)].segment.looksLike(segments[i])) {
            origin[i] = *found;
            former.erase(found);
        }
    }

    std::vector<Item> items(newCount);
    for (std::size_t i = 0; i < newCount; ++i) {
        if (origin[i] >= 0) {
            items[i] = std::move(m_items[std::size_t(origin[i])]);
            items[i].segment.firstLine = segments[i].firstLine;
            items[i].segment.lastLine = segments[i].lastLine;
        }
    }
    for (std::size_t i = prefix; i < newCount - suffix; ++i) {
        if (origin[i] >= 0)
            continue;
        items[i].segment = std::move(segments[i]);
        if (oldCount == newCount && m_items[i].measured)
            editedInPlace(m_items[i], items[i]);
        else
            guess(items[i]);
    }
    m_items = std::move(items);
    m_layouts = int(std::ranges::count_if(m_items, [](const Item &item) { return item.layout != nullptr; }));
    m_topsValid = false;
    return origin;
}

void BlockFlow::setWidth(int width)
{
    if (width == m_width)
        return;
    const int before = m_width;
    m_width = width;
    for (Item &item : m_items) {
        if (before <= 0 || !item.measured || item.segment.kind != Segment::Kind::Html)
            guess(item);
        else
            item.height = int(qint64(item.height) * before / std::max(width, 1));
        item.measured = false;
    }
    m_topsValid = false;
}

void BlockFlow::reset()
{
    for (Item &item : m_items) {
        item.layout.reset();
        item.layoutWidth = -1;
        guess(item);
    }
    m_layouts = 0;
    m_topsValid = false;
}

void BlockFlow::imageSizeChanged(qint64 id)
{
    const QByteArray address = "/images/" + QByteArray::number(id) + '"';
    for (Item &item : m_items) {
        if (item.layout && item.segment.html.contains(address))
            item.layoutWidth = -1;
    }
}

void BlockFlow::updateTops() const
{
    if (m_topsValid)
        return;
    m_tops.resize(m_items.size() + 1);
    int y = 0;
    for (std::size_t i = 0; i < m_items.size(); ++i) {
        if (i > 0)
            y += std::max(m_items[i - 1].marginBottom, m_items[i].marginTop);
        m_tops[i] = y;
        y += m_items[i].height;
    }
    m_tops[m_items.size()] = y;
    m_topsValid = true;
}

int BlockFlow::top(int index) const
{
    updateTops();
    return m_tops[std::size_t(index)];
}

int BlockFlow::totalHeight() const
{
    updateTops();
    return m_tops.back();
}

int BlockFlow::indexAt(int y) const
{
    updateTops();
    const auto end = m_tops.end() - 1;
    const auto above = std::upper_bound(m_tops.begin(), end, y);
    if (m_tops.begin() == end)
        return -1;
    return above == m_tops.begin() ? 0 : int(above - m_tops.begin()) - 1;
}

bool BlockFlow::isReady(int index) const
{
    const Item &item = m_items[std::size_t(index)];
    return item.layout && item.layoutWidth == m_width;
}

BlockLayout &BlockFlow::ready(int index)
{
    Item &item = m_items[std::size_t(index)];
    if (!item.layout) {
        item.layout = m_renderer.make(item.segment);
        item.layoutWidth = -1;
        ++m_layouts;
        ++m_made;
    }
    if (item.layoutWidth != m_width) {
        item.layout->layOut(m_width);
        item.layoutWidth = m_width;
        item.measured = true;
        if (item.height != item.layout->height() || item.marginTop != item.layout->marginTop() ||
            item.marginBottom != item.layout->marginBottom()) {
            item.height = item.layout->height();
            item.marginTop = item.layout->marginTop();
            item.marginBottom = item.layout->marginBottom();
            m_topsValid = false;
        }
    }
    return *item.layout;
}

BlockLayout *BlockFlow::readyOrNull(int index) const
{
    return isReady(index) ? m_items[std::size_t(index)].layout.get() : nullptr;
}

void BlockFlow::dropLayoutsOutside(int first, int last, int keep)
{
    if (m_layouts <= keep)
        return;
    for (int i = 0; i < count(); ++i) {
        if (i >= first && i <= last)
            continue;
        std::unique_ptr<BlockLayout> &layout = m_items[std::size_t(i)].layout;
        if (layout) {
            layout.reset();
            --m_layouts;
        }
    }
}

} // namespace galley::preview
