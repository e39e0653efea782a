// A code block of any size: litehtml draws its box, the lines inside are painted directly, only those in
// sight. Long lines end at the box, and can be scrolled.
#pragma once

#include "ui/preview/htmllayout.h"
#include "ui/preview/sideways.h"

#include <QColor>
#include <QStringList>

namespace galley::preview {

class FontFace;

class CodeLayout final : public BlockLayout
{
public:
    /// `page` holds one empty <pre><code> that is as high as `lines`, each `lineUnits` layout units.
    CodeLayout(const QByteArray &page, QStringList lines, int lineUnits, LitehtmlContainer &container,
               litehtml::context &context);

    void layOut(int width) override;
    void paint(QPainter &painter, const QRectF &clip) override;
    BlockHit hover(const QPointF &position) override;
    bool leave() override;
    bool scrollSideways(qreal pixels) override { return m_sideways.moveBy(pixels); }

private:
    QString longestLine() const;

    HtmlLayout m_box;
    QStringList m_lines;
    QRectF m_area; // of the text
    Sideways m_sideways;
    bool m_hovered = false; // and so shows how much more there is
    qreal m_paddingLeft = 0;
    qreal m_paddingRight = 0;
    qreal m_lineHeight;
    const FontFace *m_face = nullptr;
    QColor m_color;
};

/// The text inside one <pre>, with entities resolved and tabs as spaces, by lines.
QStringList codeLines(const QByteArray &html);

} // namespace galley::preview
