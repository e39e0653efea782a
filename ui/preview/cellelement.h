// `<td>` and `<th>`, for tables of many rows. At each layout of its table litehtml asks a cell for the least and for the
// most width that it can use, and then lays it out in its column's. A cell remembers its answers, and stays as it is
// where its column does, or where it is one line and its column grows; and it paints nothing when it is out of sight.
// Neither does it look through its content for what it found missing there once.
#pragma once

#include "ui/preview/litehtmlheaders.h"

#include <optional>

namespace galley::preview {

class CellElement final : public litehtml::el_td
{
public:
    explicit CellElement(const std::shared_ptr<litehtml::document> &doc);

    /// Once: its table does this anew with each row that changes.
    void init() override;
    /// Instead of its own, which goes. `other` is of the same document, and of no use any more.
    void takeContent(CellElement &other);
    /// Something below it is new; what it remembers of that goes.
    void contentChanged();
    /// The width that its content can use. What stands in a cell never changes unsaid, but for the sizes of pictures: with
    /// one of those it remembers nothing.
    int render(int x, int y, int maxWidth, bool secondPass) override;
    bool fetch_positioned() override;
    void add_positioned(const litehtml::element::ptr &positioned) override;
    void calc_document_size(litehtml::size &size, int x, int y) override;
    void draw_children(litehtml::uint_ptr hdc, int x, int y, const litehtml::position *clip, litehtml::draw_flag flag,
                       int zIndex) override;

private:
    struct Answer
    {
        int maxWidth;
        int wanted;
    };
    struct Layout
    {
        Answer answer;
        litehtml::position box;
        int bottom; // of its lines, before they are aligned in a row that is higher
        bool isOneLine; // that looks the same in a wider column
    };
    bool holdsFor(int maxWidth) const;
    bool isOneLine() const;
    int linesBottom() const { return m_boxes.empty() ? 0 : m_boxes.back()->bottom(); }
    void findContent();
    void restore(int x, int y, int maxWidth);

    bool m_ready = false;
    bool m_holdsPicture = false;
    bool m_holdsOnlyText = false;
    bool m_foundPositioned = false;
    bool m_nonePositioned = false;
    std::optional<Answer> m_least;
    std::optional<Answer> m_most;
    std::optional<Layout> m_layout; // as its lines stand
    int m_lastAsked = 0;
};

} // namespace galley::preview
