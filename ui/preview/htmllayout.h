// A block of HTML as a litehtml document of its own.
#pragma once

#include "ui/preview/blocklayout.h"
#include "ui/preview/litehtmlheaders.h"

namespace galley::preview {

class LitehtmlContainer;

class HtmlLayout final : public BlockLayout
{
public:
    /// `page` is a whole document whose body has one pixel of padding above and below, which keeps the
    /// margins of the block from vanishing. Container and context outlive the layout.
    HtmlLayout(const QByteArray &page, LitehtmlContainer &container, litehtml::context &context);

    void layOut(int width) override;
    void paint(QPainter &painter, const QRectF &clip) override;
    BlockHit hover(const QPointF &position) override;
    bool leave() override;

    /// The first element of this name; null if none.
    litehtml::element::ptr find(const char *selector) const;
    /// Layout units from the document's origin to the content's.
    int contentTop() const { return m_contentTop; }

private:
    LitehtmlContainer &m_container;
    litehtml::document::ptr m_document;
    int m_contentTop = 0;
};

} // namespace galley::preview
