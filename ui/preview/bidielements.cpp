#include "ui/preview/bidielements.h"

#include "core/base/direction.h"
#include "ui/preview/lineorder.h"

#include <algorithm>
#include <cstring>
#include <string_view>

namespace galley::preview {

namespace {

using litehtml::element;

bool isOneOf(std::string_view tag, std::initializer_list<std::string_view> tags)
{
    return std::ranges::find(tags, tag) != tags.end();
}

bool isCode(const element &item)
{
    for (element::ptr at = item.parent(); at && at->get_display() == litehtml::display_inline; at = at->parent()) {
        if (isOneOf(at->get_tagName(), {"code", "kbd", "samp", "tt"}))
            return true;
    }
    return false;
}

LinePiece pieceOf(element &item)
{
    if (item.get_display() != litehtml::display_inline_text)
        return {};
    std::string text;
    item.get_text(text);
    return {QString::fromStdString(text), isCode(item)};
}

struct Line
{
    litehtml::elements_vector items;
    std::vector<LinePiece> pieces;
    int left = 0;
    bool endsParagraph = false;
};

Line lineOf(litehtml::box &box)
{
    Line line;
    line.left = box.left();
    litehtml::elements_vector all;
    box.get_elements(all);
    for (const element::ptr &item : all) {
        line.endsParagraph |= item->is_break();
        if (item->skip())
            continue;
        line.items.push_back(item);
        line.pieces.push_back(pieceOf(*item));
    }
    return line;
}

void moveBy(element &item, int distance)
{
    item.get_position().x += distance;
}

void order(const Line &line, bool rightToLeft, int start)
{
    int x = start;
    for (const int index : visualOrder(line.pieces, rightToLeft)) {
        element &item = *line.items[std::size_t(index)];
        x += item.get_inline_shift_left();
        moveBy(item, x - item.left());
        x += item.width() + item.get_inline_shift_right();
    }
}

int widthOf(const Line &line)
{
    int width = 0;
    for (const element::ptr &item : line.items)
        width += item->get_inline_shift_left() + item->width() + item->get_inline_shift_right();
    return width;
}

enum class Decides { Itself, ByThePost }; // in which direction it is read: by its own letters, paragraph by paragraph
enum class Stands { WhereItBegins, WhereThePostBegins, AsAligned };

// The lines of a block, of which litehtml has placed the words one after the other from the left.
template <typename Base>
class Paragraph : public Base
{
public:
    Paragraph(const std::shared_ptr<litehtml::document> &doc, bool mirrored, Decides decides, Stands stands = Stands::WhereItBegins)
        : Base(doc), m_decides(decides), m_stands(stands), m_mirrored(mirrored)
    {
    }

    int render(int x, int y, int maxWidth, bool secondPass) override
    {
        ++m_depth; // litehtml renders twice what is as wide as its words
        const int width = Base::render(x, y, maxWidth, secondPass);
        if (--m_depth == 0)
            orderLines();
        return width;
    }

protected:
    bool isMirrored() const { return m_mirrored; }

private:
    void orderLines()
    {
        std::vector<Line> lines;
        for (const auto &box : this->m_boxes) {
            if (box->get_type() != litehtml::box_line) {
                orderParagraph(lines);
                continue;
            }
            lines.push_back(lineOf(*box));
            if (lines.back().endsParagraph)
                orderParagraph(lines);
        }
        orderParagraph(lines);
    }

    void orderParagraph(std::vector<Line> &lines)
    {
        const bool rightToLeft = m_decides == Decides::Itself ? saysRightToLeft(lines) : m_mirrored;
        const bool atRight = this->m_text_align == litehtml::text_align_right || (rightToLeft && m_stands == Stands::WhereItBegins)
                             || (m_mirrored && m_stands == Stands::WhereThePostBegins);
        for (const Line &line : lines) {
            if (line.items.empty())
                continue;
            const int free = std::max(0, this->m_pos.width - line.left - widthOf(line));
            const int start = line.left + (this->m_text_align == litehtml::text_align_center ? free / 2 : atRight ? free : 0);
            order(line, rightToLeft, start);
        }
        lines.clear();
    }

    static bool saysRightToLeft(const std::vector<Line> &lines)
    {
        for (const Line &line : lines) {
            for (const LinePiece &piece : line.pieces) {
                const TextDirection direction = piece.isCode ? TextDirection::None : directionOf(piece.text);
                if (direction != TextDirection::None)
                    return direction == TextDirection::RightToLeft;
            }
        }
        return false;
    }

    Decides m_decides;
    Stands m_stands;
    bool m_mirrored;
    int m_depth = 0;
};

// Its marker stands to the right of a mirrored item.
class Item final : public Paragraph<litehtml::html_tag>
{
public:
    using Paragraph::Paragraph;

    int render(int x, int y, int maxWidth, bool secondPass) override
    {
        if (m_list_style_type >= litehtml::list_style_type_armenian)
            set_attr("list_index", std::to_string(number()).c_str());
        return Paragraph::render(x, y, maxWidth, secondPass);
    }

    void draw(litehtml::uint_ptr hdc, int x, int y, const litehtml::position *clip) override
    {
        if (!isMirrored()) {
            html_tag::draw(hdc, x, y, clip);
            return;
        }
        draw_background(hdc, x, y, clip);
        if (get_display() == litehtml::display_list_item && m_list_style_type != litehtml::list_style_type_none)
            drawMarker(hdc, m_pos.x + x, m_pos.y + y);
    }

private:
    // litehtml's own element for an item can't be derived from: its header is not installed.
    int number() const
    {
        const element::ptr list = parent();
        int next = list ? std::atoi(list->get_attr("start", "1")) : 1;
        for (std::size_t i = 0; list && i < list->get_children_count(); ++i) {
            const element::ptr item = list->get_child(int(i));
            if (std::strcmp(item->get_tagName(), "li") != 0)
                continue;
            next = std::atoi(item->get_attr("value", std::to_string(next).c_str()));
            if (item.get() == this)
                break;
            ++next;
        }
        return next;
    }

    // As far from the text as litehtml's own is on the other side.
    void drawMarker(litehtml::uint_ptr hdc, int x, int y)
    {
        litehtml::document_container &container = *get_document()->container();
        litehtml::list_marker marker;
        marker.baseurl = nullptr;
        marker.color = get_color("color", true, litehtml::web_color(0, 0, 0));
        marker.marker_type = m_list_style_type;
        marker.font = get_font();
        marker.index = -1;
        const int right = x + m_pos.width;
        if (m_list_style_type >= litehtml::list_style_type_armenian) {
            const std::string number = get_list_marker_text(std::atoi(get_attr("list_index", "0"))) + '.';
            const int gap = container.text_width(" ", marker.font);
            container.draw_text(hdc, number.c_str(), marker.font, marker.color,
                                litehtml::position(right + gap, y, container.text_width(number.c_str(), marker.font), line_height()));
            return;
        }
        const int size = get_font_size();
        marker.pos.width = marker.pos.height = size - size * 2 / 3;
        marker.pos.x = right + size - marker.pos.width;
        marker.pos.y = y + line_height() / 2 - marker.pos.height / 2;
        container.draw_list_marker(hdc, marker);
    }
};

// The first column stands to the right, as does the table.
class Table final : public litehtml::el_table
{
public:
    using el_table::el_table;

    int render(int x, int y, int maxWidth, bool secondPass) override
    {
        const int width = el_table::render(x, y, maxWidth, secondPass);
        for (const char *tag : {"td", "th"}) {
            for (const element::ptr &cell : select_all(std::string(tag))) {
                if (isMine(*cell))
                    moveBy(*cell, m_pos.width - cell->right() - cell->left());
            }
        }
        m_pos.x += std::max(0, maxWidth - this->width());
        return width;
    }

private:
    bool isMine(const element &cell) const
    {
        element::ptr at = cell.parent();
        while (at && std::strcmp(at->get_tagName(), "table") != 0)
            at = at->parent();
        return at.get() == this;
    }
};

// A link's words may stand in either order: what can be pressed is all that is between the outermost of each line.
template <typename Base>
class Inline final : public Base
{
public:
    using Base::Base;

    void get_inline_boxes(litehtml::position::vector &boxes) override
    {
        collect(*this, boxes);
    }

private:
    static void collect(element &parent, litehtml::position::vector &boxes)
    {
        for (std::size_t i = 0; i < parent.get_children_count(); ++i) {
            element &child = *parent.get_child(int(i));
            if (child.skip())
                continue;
            if (child.get_display() == litehtml::display_inline)
                collect(child, boxes);
            else
                add({child.left(), child.top(), child.width(), child.height()}, boxes);
        }
    }

    static void add(const litehtml::position &word, litehtml::position::vector &boxes)
    {
        if (boxes.empty() || word.bottom() <= boxes.back().top() || word.top() >= boxes.back().bottom()) {
            boxes.push_back(word);
            return;
        }
        litehtml::position &line = boxes.back();
        const int right = std::max(line.right(), word.right());
        const int bottom = std::max(line.bottom(), word.bottom());
        line.x = std::min(line.x, word.x);
        line.y = std::min(line.y, word.y);
        line.width = right - line.x;
        line.height = bottom - line.y;
    }
};

} // namespace

std::shared_ptr<litehtml::element> makeBidiElement(const char *tag, const litehtml::string_map &attributes, bool mirrored,
                                                   const std::shared_ptr<litehtml::document> &doc)
{
    const auto name = attributes.find("class");
    const bool isMeta = name != attributes.end() && name->second == "post-meta"; // a date in the blog's own language
    // Which decide for themselves: `unicode-bidi: plaintext` in page.css.
    if (std::strcmp(tag, "p") == 0)
        return std::make_shared<Paragraph<litehtml::el_para>>(doc, mirrored, Decides::Itself,
                                                              isMeta ? Stands::WhereThePostBegins : Stands::WhereItBegins);
    if (std::strcmp(tag, "li") == 0)
        return std::make_shared<Item>(doc, mirrored, Decides::Itself);
    if (isOneOf(tag, {"h1", "h2", "h3", "h4", "h5", "h6", "blockquote"}))
        return std::make_shared<Paragraph<litehtml::html_tag>>(doc, mirrored, Decides::Itself);
    if (isOneOf(tag, {"dd", "dt", "figcaption", "summary", "caption", "address", "section", "details"}))
        return std::make_shared<Paragraph<litehtml::html_tag>>(doc, mirrored, Decides::ByThePost);
    if (std::strcmp(tag, "div") == 0)
        return std::make_shared<Paragraph<litehtml::el_div>>(doc, mirrored, Decides::ByThePost);
    if (isOneOf(tag, {"td", "th"})) // of which the theme says where they stand
        return std::make_shared<Paragraph<litehtml::el_td>>(doc, mirrored, Decides::ByThePost, Stands::AsAligned);
    if (mirrored && std::strcmp(tag, "table") == 0)
        return std::make_shared<Table>(doc);
    if (std::strcmp(tag, "a") == 0)
        return std::make_shared<Inline<litehtml::el_anchor>>(doc);
    if (std::strcmp(tag, "mark") == 0)
        return std::make_shared<Inline<litehtml::html_tag>>(doc);
    return nullptr;
}

} // namespace galley::preview
