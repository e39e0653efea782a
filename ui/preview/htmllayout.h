// A block of HTML as a litehtml document of its own.
#pragma once

#include "core/base/direction.h"
#include "ui/preview/blocklayout.h"
#include "ui/preview/litehtmlheaders.h"
#include "ui/preview/sideways.h"

#include <optional>

namespace galley::preview {

class LitehtmlContainer;

class HtmlLayout final : public BlockLayout
{
public:
    /// `page` is a whole document whose body has one pixel of padding above and below, which keeps the
    /// margins of the block from vanishing. `mirrored`: the post is read from right to left. Container and context outlive
    /// the layout.
    HtmlLayout(const QByteArray &page, bool mirrored, LitehtmlContainer &container, litehtml::context &context);

    void layOut(int width) override;
    /// In a table, of which one row has changed.
    bool become(const QByteArray &from, const QByteArray &to) override;
    void paint(QPainter &painter, const QRectF &clip) override;
    BlockHit hover(const QPointF &position) override;
    bool leave() override;
    /// Of a table, each row of which is a line.
    const std::vector<int> &lineTops() const override { return m_lineTops; }
    bool scrollSideways(qreal pixels) override { return m_sideways.moveBy(pixels); }

    /// The first element of this name; null if none.
    litehtml::element::ptr find(const char *selector) const;
    /// Layout units from the document's origin to the content's.
    int contentTop() const { return m_contentTop; }

private:
    void findLineTops(const litehtml::element &table);

    LitehtmlContainer &m_container;
    TextDirection m_direction;
    bool m_mirrored;
    litehtml::document::ptr m_document;
    std::vector<int> m_lineTops;
    int m_contentTop = 0;
    int m_width = 0;
    std::optional<bool> m_isPlainTable; // what every change so far has left it, if it was
    int m_rowsChanged = 0;
    Sideways m_sideways; // a table
    bool m_hovered = false; // and so shows how much more there is
};

} // namespace galley::preview
