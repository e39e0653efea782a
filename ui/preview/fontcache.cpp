#include "ui/preview/fontcache.h"

#include "ui/preview/layoutunit.h"

#include <QFontInfo>
#include <QGuiApplication>
#include <QScreen>
#include <QTextLayout>

#include <algorithm>

namespace galley::preview {

namespace {

constexpr qsizetype maxWidths = 20000;
constexpr qsizetype maxGlyphs = 4000; // words, of half a kilobyte or so

QList<QGlyphRun> shaped(const QString &text, const QFont &font)
{
    const auto isControl = [](QChar c) { return c.category() == QChar::Other_Control; };
    if (std::any_of(text.begin(), text.end(), isControl))
        return {};
    QTextLayout layout(text, font);
    layout.beginLayout();
    QTextLine line = layout.createLine();
    if (line.isValid()) {
        line.setLineWidth(1 << 20); // without, it has no ascent yet
        line.setPosition({0, -line.ascent()});
    }
    layout.endLayout();
    return layout.glyphRuns();
}

QStringList familiesOf(const QString &css)
{
    QStringList families;
    for (QString name : css.split(u',')) {
        name = name.trimmed();
        name.remove(u'"');
        name.remove(u'\'');
        if (name == QStringLiteral("serif") || name == QStringLiteral("ui-serif"))
            name = QStringLiteral("Noto Serif");
        else if (name == QStringLiteral("sans-serif") || name == QStringLiteral("system-ui"))
            name = QStringLiteral("Inter");
        else if (name == QStringLiteral("monospace") || name == QStringLiteral("ui-monospace"))
            name = QStringLiteral("JetBrains Mono");
        if (!name.isEmpty())
            families.append(name);
    }
    return families;
}

void setSize(QFont &font, qreal pixels)
{
    const qreal whole = std::round(pixels);
    if (std::abs(pixels - whole) < 0.06) {
        font.setPixelSize(std::max(1, static_cast<int>(whole)));
        return;
    }
    // QFont takes pixel sizes as whole numbers only; points may be broken.
    const QScreen *screen = QGuiApplication::primaryScreen();
    const qreal dpi = screen ? screen->logicalDotsPerInchY() : 96;
    font.setPointSizeF(std::max(1.0, pixels * 72 / dpi));
}

} // namespace

FontFace::FontFace(const QFont &font, unsigned int decoration)
    : m_font(font),
      m_metrics(font),
      m_decoration(decoration),
      m_isFixed(QFontInfo(font).fixedPitch()),
      m_ascent(toUnits(m_metrics.ascent())),
      m_descent(toUnits(m_metrics.descent())),
      m_xHeight(toUnits(m_metrics.xHeight()))
{
    const QScreen *screen = QGuiApplication::primaryScreen();
    m_pixelSize = font.pixelSize() > 0
                      ? font.pixelSize()
                      : font.pointSizeF() * (screen ? screen->logicalDotsPerInchY() : 96) / 72;
}

int FontFace::width(const char *utf8)
{
    const auto known = m_widths.constFind(QByteArray::fromRawData(utf8, qsizetype(qstrlen(utf8))));
    if (known != m_widths.constEnd())
        return *known;
    const int width = toUnits(m_metrics.horizontalAdvance(QString::fromUtf8(utf8)));
    if (m_widths.size() >= maxWidths)
        m_widths.clear();
    m_widths.insert(QByteArray(utf8), width);
    return width;
}

const QList<QGlyphRun> &FontFace::glyphs(const char *utf8)
{
    const auto known = m_glyphs.constFind(QByteArray::fromRawData(utf8, qsizetype(qstrlen(utf8))));
    if (known != m_glyphs.constEnd())
        return *known;
    if (m_glyphs.size() >= maxGlyphs)
        m_glyphs.clear();
    return *m_glyphs.insert(QByteArray(utf8), shaped(QString::fromUtf8(utf8), m_font));
}

FontFace *FontCache::face(const QString &families, int size, int weight, bool italic, unsigned int decoration,
                          int baseSize)
{
    const QString key =
        QStringLiteral("%1|%2|%3|%4|%5").arg(families).arg(size).arg(weight).arg(italic).arg(decoration);
    std::shared_ptr<FontFace> &face = m_faces[key];
    if (!face) {
        QFont font;
        font.setFamilies(familiesOf(families));
        setSize(font, toPixels(size));
        font.setWeight(static_cast<QFont::Weight>(std::clamp(weight, 100, 900)));
        font.setItalic(italic);
        // Unhinted advances let words stand where Chromium puts them.
        font.setHintingPreference(QFont::PreferNoHinting);
        // The page shows "!=" in code as it is written (font-variant-ligatures).
        if (families.contains(QStringLiteral("monospace")))
            font.setStyleStrategy(QFont::PreferNoShaping);
        // The theme tightens display sizes (letter-spacing), a property litehtml doesn't know.
        if (baseSize > 0 && size > baseSize * 3 / 2)
            font.setLetterSpacing(QFont::AbsoluteSpacing, -0.015 * toPixels(size));
        face = std::make_shared<FontFace>(font, decoration);
    }
    return face.get();
}

} // namespace galley::preview
