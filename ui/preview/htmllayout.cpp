#include "ui/preview/htmllayout.h"

#include "ui/preview/cellelement.h"
#include "ui/preview/layoutunit.h"
#include "ui/preview/litehtmlcontainer.h"
#include "ui/preview/previewimages.h"
#include "ui/preview/rowchange.h"
#include "ui/preview/textrun.h"

#include <QPainter>

#include <algorithm>
#include <cmath>
#include <cstring>

namespace galley::preview {

namespace {

litehtml::element::ptr bodyOf(const litehtml::document::ptr &document)
{
    const litehtml::element::ptr root = document->root();
    for (std::size_t i = 0; root && i < root->get_children_count(); ++i) {
        const litehtml::element::ptr child = root->get_child(int(i));
        if (std::strcmp(child->get_tagName(), "body") == 0)
            return child;
    }
    return nullptr;
}

bool isBlock(const litehtml::element::ptr &element)
{
    if (element->skip() || element->get_element_position() == litehtml::element_position_absolute)
        return false;
    const litehtml::style_display display = element->get_display();
    return display == litehtml::display_block || display == litehtml::display_list_item ||
           display == litehtml::display_table;
}

bool isShown(const litehtml::element::ptr &element)
{
    return !element->skip() && !element->is_white_space() && element->get_display() != litehtml::display_none;
}

// None where litehtml's own order of words will do.
TextDirection directionIn(const QByteArray &html)
{
    if (!hasRightToLeft(html))
        return TextDirection::None;
    return directionOfHtml(html) == TextDirection::RightToLeft ? TextDirection::RightToLeft : TextDirection::LeftToRight;
}

// Its own, in their order: there is no table inside, and a search through all cells would take as long as a new row does.
litehtml::elements_vector rowsOf(const litehtml::element &table)
{
    litehtml::elements_vector rows;
    const auto take = [&rows](const litehtml::element &parent) {
        for (std::size_t i = 0; i < parent.get_children_count(); ++i) {
            if (const litehtml::element::ptr child = parent.get_child(int(i)); std::strcmp(child->get_tagName(), "tr") == 0)
                rows.push_back(child);
        }
    };
    take(table);
    for (std::size_t i = 0; i < table.get_children_count(); ++i)
        take(*table.get_child(int(i)));
    return rows;
}

litehtml::element::ptr cellOf(const litehtml::element &row, int index)
{
    for (std::size_t i = 0; i < row.get_children_count(); ++i) {
        const litehtml::element::ptr child = row.get_child(int(i));
        const char *tag = child->get_tagName();
        if ((std::strcmp(tag, "td") == 0 || std::strcmp(tag, "th") == 0) && index-- == 0)
            return child;
    }
    return nullptr;
}

// A row's element, or a cell's, made of HTML. Parsed as a page of its own within the rows' group: the theme's rules for
// page and table set the same once more.
litehtml::element::ptr elementOf(litehtml::document &document, litehtml::html_tag &group, const QByteArray &row, const char *tag)
{
    document.append_children_from_utf8(group, ("<table>" + row + "</table>").constData());
    litehtml::elements_vector &children = group.children();
    const litehtml::element::ptr element = children.back()->select_one(std::string(tag));
    children.pop_back();
    return element;
}

// A document keeps elements that were replaced; after as many it is time for a new one.
constexpr int mostRowsChanged = 200;

} // namespace

HtmlLayout::HtmlLayout(const QByteArray &page, bool mirrored, LitehtmlContainer &container, litehtml::context &context)
    : m_container(container), m_direction(directionIn(page)), m_mirrored(mirrored)
{
    container.setDirection(m_direction, mirrored);
    m_document = litehtml::document::createFromUTF8(page.constData(), &container, &context);
}

void HtmlLayout::layOut(int width)
{
    m_width = width;
    m_lineTops.clear();
    m_container.setWidth(width * unitsPerPixel);
    m_document->render(width * unitsPerPixel);
    const litehtml::element::ptr body = bodyOf(m_document);
    if (!body) {
        m_height = 0;
        return;
    }
    int top = 0;
    int bottom = 0;
    const int count = int(body->get_children_count());
    for (int i = 0; i < count; ++i) {
        const litehtml::element::ptr child = body->get_child(i);
        if (!isShown(child))
            continue;
        top = isBlock(child) ? std::max(0, child->margin_top()) : 0;
        if (child->get_display() == litehtml::display_table) {
            m_sideways.setWidths(toPixels(child->get_placement().right()), width);
            findLineTops(*child);
        }
        break;
    }
    for (int i = count - 1; i >= 0; --i) {
        const litehtml::element::ptr child = body->get_child(i);
        if (!isShown(child))
            continue;
        bottom = isBlock(child) ? std::max(0, child->margin_bottom()) : 0;
        break;
    }
    const int content = body->get_position().height;
    m_contentTop = body->get_position().y + top;
    m_marginTop = int(std::lround(toPixels(top)));
    m_marginBottom = int(std::lround(toPixels(bottom)));
    m_height = std::max(0, int(std::lround(toPixels(content - top - bottom))));
    if (!m_lineTops.empty())
        m_lineTops.push_back(m_height);
}

// The line under the head of a table shows nothing.
void HtmlLayout::findLineTops(const litehtml::element &table)
{
    const litehtml::elements_vector rows = rowsOf(table);
    int first = 0; // litehtml gives cells their places, and rows none
    for (const litehtml::element::ptr &row : rows) {
        const auto cell = cellOf(*row, 0);
        if (!cell) {
            m_lineTops.clear();
            return;
        }
        if (m_lineTops.empty())
            first = cell->top();
        const int top = int(std::lround(toPixels(cell->top() - first)));
        m_lineTops.insert(m_lineTops.end(), m_lineTops.size() == 1 ? 2 : 1, top);
    }
}

// Nine tenths of what a table costs is making its elements, which is done here for one cell alone, or one row; or not at
// all, where only words are new.
bool HtmlLayout::become(const QByteArray &from, const QByteArray &to)
{
    if (!m_isPlainTable)
        m_isPlainTable = isPlainTable(from);
    if (!*m_isPlainTable)
        return false;
    const std::optional<RowChange> change = rowChange(from, to);
    const litehtml::element::ptr table = find("table");
    if (!change || !table || directionIn(to) != m_direction)
        return false;
    m_container.setDirection(m_direction, m_mirrored);
    const litehtml::elements_vector rows = rowsOf(*table);
    if (change->row >= int(rows.size()))
        return false;
    const litehtml::element::ptr row = rows[std::size_t(change->row)];
    const auto group = std::dynamic_pointer_cast<litehtml::html_tag>(row->parent());
    if (!group)
        return false;
    leave();
    const auto cell = std::dynamic_pointer_cast<CellElement>(cellOf(*row, change->cell));
    if (cell && change->run && replaceText(*cell, *change->run)) {
        cell->contentChanged();
        return true;
    }
    if (m_rowsChanged++ == mostRowsChanged)
        return false;
    if (cell) {
        const auto fresh = std::dynamic_pointer_cast<CellElement>(elementOf(*m_document, *group, change->cellHtml, cell->get_tagName()));
        if (fresh)
            cell->takeContent(*fresh);
        return fresh != nullptr;
    }
    const litehtml::element::ptr fresh = elementOf(*m_document, *group, change->html, "tr");
    if (!fresh)
        return false;
    fresh->parent(group);
    std::ranges::replace(group->children(), row, fresh);
    table->init(); // it counts its rows and columns anew
    return true;
}

void HtmlLayout::paint(QPainter &painter, const QRectF &clip)
{
    const qreal offset = m_sideways.offset();
    const litehtml::position area(toUnits(clip.x() + offset), toUnits(clip.y()), toUnits(clip.width()),
                                  toUnits(clip.height()));
    const QRectF column(0, 0, m_width, m_height);
    painter.save();
    if (m_sideways.most() > 0)
        painter.setClipRect(column, Qt::IntersectClip);
    painter.translate(-offset, 0);
    m_container.setPainter(&painter);
    m_container.setDirection(m_direction, m_mirrored);
    m_document->draw(reinterpret_cast<litehtml::uint_ptr>(&painter), 0, -m_contentTop, &area);
    m_container.setPainter(nullptr);
    painter.restore();
    if (m_hovered)
        m_sideways.paintBar(painter, column, m_container.style().softText);
}

BlockHit HtmlLayout::hover(const QPointF &position)
{
    BlockHit hit;
    const int x = toUnits(position.x() + m_sideways.offset());
    const int y = toUnits(position.y()) + m_contentTop;
    litehtml::position::vector boxes;
    hit.repaint = m_document->on_mouse_over(x, y, x, y, boxes);
    hit.repaint |= !m_hovered && m_sideways.most() > 0;
    m_hovered = true;
    m_container.takeCursor();
    for (litehtml::element::const_ptr at = m_document->get_over_element(); at; at = at->parent()) {
        const char *tag = at->get_tagName();
        if (std::strcmp(tag, "a") == 0 && hit.link.isEmpty())
            hit.link = QString::fromUtf8(at->get_attr("href", ""));
        if (std::strcmp(tag, "img") == 0) {
            const QString src = QString::fromUtf8(at->get_attr("src", ""));
            if (src.startsWith(QStringLiteral("http://")) || src.startsWith(QStringLiteral("https://")))
                hit.remoteImage = src;
        }
    }
    return hit;
}

bool HtmlLayout::leave()
{
    litehtml::position::vector boxes;
    const bool shown = m_hovered && m_sideways.most() > 0;
    m_hovered = false;
    return m_document->on_mouse_leave(boxes) || shown;
}

litehtml::element::ptr HtmlLayout::find(const char *selector) const
{
    const litehtml::element::ptr root = m_document->root();
    return root ? root->select_one(std::string(selector)) : nullptr;
}

} // namespace galley::preview
