// The fonts of a preview: found once by what the CSS asks for, with their measures in layout units.
// UI thread. Faces live as long as the cache; litehtml keeps their addresses as font handles.
#pragma once

#include <QByteArray>
#include <QFont>
#include <QFontMetricsF>
#include <QGlyphRun>
#include <QHash>
#include <QList>
#include <QString>
#include <QStringList>

#include <memory>

namespace galley::preview {

class FontFace
{
public:
    FontFace(const QFont &font, unsigned int decoration);

    const QFont &font() const { return m_font; }
    bool isFixed() const { return m_isFixed; } ///< of code
    unsigned int decoration() const { return m_decoration; } ///< litehtml's font_decoration_* bits
    qreal pixelSize() const { return m_pixelSize; }
    qreal lineWidth() const { return m_metrics.lineWidth(); }
    int ascent() const { return m_ascent; }
    int descent() const { return m_descent; }
    int xHeight() const { return m_xHeight; }
    /// Layout units. Widths of words are remembered.
    int width(const char *utf8);
    /// The glyphs of text that is all read from the left, to be drawn at the start of its baseline. Those of words are
    /// remembered: finding them takes several times as long as drawing them. Empty where there are control characters.
    const QList<QGlyphRun> &glyphs(const char *utf8);
    qreal widthPixels(const QString &text) const { return m_metrics.horizontalAdvance(text); }

private:
    QFont m_font;
    QFontMetricsF m_metrics;
    unsigned int m_decoration;
    bool m_isFixed;
    qreal m_pixelSize;
    int m_ascent;
    int m_descent;
    int m_xHeight;
    QHash<QByteArray, int> m_widths;
    QHash<QByteArray, QList<QGlyphRun>> m_glyphs;
};

class FontCache
{
public:
    /// `families` is a CSS font-family list; `size` is in layout units.
    FontFace *face(const QString &families, int size, int weight, bool italic, unsigned int decoration,
                   int baseSize);

private:
    QHash<QString, std::shared_ptr<FontFace>> m_faces;
};

} // namespace galley::preview
