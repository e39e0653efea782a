#include "ui/preview/cellelement.h"

#include <string>
#include <utility>

namespace galley::preview {

namespace {

constexpr int leastWidth = 1; // what litehtml asks with
constexpr int noWidth = -(1 << 28);

} // namespace

CellElement::CellElement(const std::shared_ptr<litehtml::document> &doc) : litehtml::el_td(doc) {}

void CellElement::init()
{
    if (std::exchange(m_ready, true))
        return;
    el_td::init();
    m_holdsPicture = select_one(std::string("img")) != nullptr;
}

int CellElement::render(int x, int y, int maxWidth, bool secondPass)
{
    const bool asksLeast = maxWidth == leastWidth;
    const bool asksMost = std::exchange(m_lastAsked, maxWidth) == leastWidth && !asksLeast;
    if (!m_holdsPicture) {
        if (asksLeast && m_least)
            return m_least->wanted;
        if (m_layout && m_layout->answer.maxWidth == maxWidth) {
            restore(x, y);
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
    m_layout = Layout{answer, m_pos, linesBottom()};
    return answer.wanted;
}

void CellElement::restore(int x, int y)
{
    if (const int shift = m_layout->bottom - linesBottom(); shift != 0) {
        for (const auto &box : m_boxes)
            box->y_shift(shift);
    }
    m_pos = m_layout->box;
    m_pos.move_to(x + content_margins_left(), y + content_margins_top());
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
