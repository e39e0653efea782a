#include "ui/preview/cellelement.h"

#include <string>
#include <utility>

namespace galley::preview {

namespace {

constexpr int leastWidth = 1; // what litehtml asks with
constexpr int noWidth = -(1 << 28);

// Words one after the other, whose places depend on nothing but where the line begins.
bool holdsOnlyText(const litehtml::element &parent)
{
    for (std::size_t i = 0; i < parent.get_children_count(); ++i) {
        const litehtml::element::ptr child = parent.get_child(int(i));
        if (child->get_display() == litehtml::display_inline_text)
            continue;
        if (child->get_display() != litehtml::display_inline || child->get_float() != litehtml::float_none ||
            child->get_element_position() != litehtml::element_position_static || !holdsOnlyText(*child))
            return false;
    }
    return true;
}

} // namespace

CellElement::CellElement(const std::shared_ptr<litehtml::document> &doc) : litehtml::el_td(doc) {}

void CellElement::init()
{
    if (std::exchange(m_ready, true))
        return;
    el_td::init();
    findContent();
}

void CellElement::findContent()
{
    m_holdsPicture = select_one(std::string("img")) != nullptr;
    m_holdsOnlyText = holdsOnlyText(*this);
}

void CellElement::takeContent(CellElement &other)
{
    m_children.swap(other.m_children);
    for (const auto &child : m_children)
        child->parent(shared_from_this());
    contentChanged();
}

void CellElement::contentChanged()
{
    m_boxes.clear();
    m_least.reset();
    m_most.reset();
    m_layout.reset();
    m_pos.width = noWidth;
    m_lastAsked = 0;
    m_foundPositioned = m_nonePositioned = false;
    findContent();
}

int CellElement::render(int x, int y, int maxWidth, bool secondPass)
{
    const bool asksLeast = maxWidth == leastWidth;
    const bool asksMost = std::exchange(m_lastAsked, maxWidth) == leastWidth && !asksLeast;
    if (!m_holdsPicture) {
        if (asksLeast && m_least)
            return m_least->wanted;
        if (holdsFor(maxWidth)) {
            restore(x, y, maxWidth);
            return m_layout->answer.wanted;
        }
        if (asksMost && m_most && m_most->maxWidth == maxWidth) {
            m_pos.width = noWidth; // or the table might take it for laid out at its column's
            return m_most->wanted;
        }
    }
    const Answer answer{maxWidth, el_td::render(x, y, maxWidth, secondPass)};
    if (asksLeast)
        m_least = answer;
    if (asksMost)
        m_most = answer;
    m_layout = Layout{answer, m_pos, linesBottom(), isOneLine()};
    return answer.wanted;
}

bool CellElement::isOneLine() const
{
    const bool beginsAtTheLeft = m_text_align != litehtml::text_align_right && m_text_align != litehtml::text_align_center;
    return m_holdsOnlyText && beginsAtTheLeft && m_boxes.size() == 1 && m_boxes.front()->get_type() == litehtml::box_line;
}

bool CellElement::holdsFor(int maxWidth) const
{
    return m_layout && (m_layout->answer.maxWidth == maxWidth ||
                        (m_layout->isOneLine && m_layout->answer.maxWidth < maxWidth));
}

void CellElement::restore(int x, int y, int maxWidth)
{
    if (const int shift = m_layout->bottom - linesBottom(); shift != 0) {
        for (const auto &box : m_boxes)
            box->y_shift(shift);
    }
    m_pos = m_layout->box;
    m_pos.width += maxWidth - m_layout->answer.maxWidth;
    m_pos.move_to(x + content_margins_left(), y + content_margins_top());
}

bool CellElement::fetch_positioned()
{
    if (m_nonePositioned)
        return false;
    const bool found = el_td::fetch_positioned();
    m_nonePositioned = !found && !m_foundPositioned;
    return found;
}

void CellElement::add_positioned(const litehtml::element::ptr &positioned)
{
    m_foundPositioned = true;
    el_td::add_positioned(positioned);
}

void CellElement::calc_document_size(litehtml::size &size, int x, int y)
{
    if (m_holdsOnlyText)
        element::calc_document_size(size, x, y);
    else
        el_td::calc_document_size(size, x, y);
}

void CellElement::draw_children(litehtml::uint_ptr hdc, int x, int y, const litehtml::position *clip,
                                litehtml::draw_flag flag, int zIndex)
{
    // Letters may reach beyond their line, hardly by their own height.
    const int top = y + m_pos.top() - m_font_size;
    const int bottom = y + m_pos.bottom() + m_font_size;
    if (!clip || (bottom >= clip->top() && top <= clip->bottom()))
        el_td::draw_children(hdc, x, y, clip, flag, zIndex);
}

} // namespace galley::preview
