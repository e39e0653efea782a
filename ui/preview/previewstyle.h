// How the preview pane looks: the theme's content stylesheet and the few colours that CSS can't reach
// (placeholders, task boxes, the page itself). A plain value; give the pane a new one to change scheme or
// zoom.
#pragma once

#include <QColor>
#include <QString>

namespace galley {

struct PreviewStyle
{
    /// The theme's CSS for one colour scheme, in litehtml's subset. All lengths are logical pixels or em.
    QString css;
    /// Class names given to the body around every block, for themes whose rules are scoped (".post p").
    QString bodyClass;

    QString fontFamily = QStringLiteral("Noto Serif");
    qreal fontSize = 18; ///< logical pixels, before zoom

    QColor background = QColor(0xff, 0xfe, 0xfb);
    QColor text = QColor(0x1e, 0x1d, 0x1a);
    QColor softText = QColor(0x62, 0x5f, 0x58);
    QColor line = QColor(0xe3, 0xe0, 0xd9);
    QColor fill = QColor(0xf1, 0xef, 0xe9); ///< behind placeholders
    QColor accent = QColor(0x0f, 0x6b, 0x5c);
    QColor linkLine = QColor(0x9f, 0xc3, 0xbb); ///< below what stands in the accent and is underlined
    QColor accentText = QColor(0xff, 0xff, 0xff);

    int measure = 660;   ///< widest column, logical pixels before zoom: as wide as that of the served page
    int sideMargin = 60; ///< kept free left and right while the pane is wide enough
    int topMargin = 38;
    qreal zoom = 1;

    bool operator==(const PreviewStyle &) const = default;
};

} // namespace galley
