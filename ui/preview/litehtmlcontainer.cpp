#include "ui/preview/litehtmlcontainer.h"

#include "ui/preview/bidielements.h"
#include "ui/preview/cellelement.h"
#include "ui/preview/elements.h"
#include "ui/preview/layoutunit.h"
#include "ui/preview/lineorder.h"
#include "ui/preview/painting.h"
#include "ui/preview/previewimages.h"
#include "ui/preview/wordsplit.h"

#include <cmath>
#include <cstring>
#include <utility>

namespace galley::preview {

namespace {

FontFace &faceOf(litehtml::uint_ptr handle)
{
    return *reinterpret_cast<FontFace *>(handle);
}
QPainter &painterOf(litehtml::uint_ptr hdc)
{
    return *reinterpret_cast<QPainter *>(hdc);
}

void stroke(QPainter &painter, const QColor &color, const QPointF &start, qreal width, qreal thickness)
{
    const qreal ratio = painter.device()->devicePixelRatioF();
    const auto whole = [ratio](qreal at) { return std::round(at * ratio) / ratio; }; // a seam between two words would show
    const qreal left = whole(start.x());
    painter.fillRect(QRectF(left, whole(start.y()), whole(start.x() + width) - left, std::max(1.0 / ratio, whole(thickness))), color);
}

/// Below the letters, whose descenders stand before it.
void drawUnderline(QPainter &painter, const FontFace &face, const QColor &color, const QPointF &start, qreal width)
{
    if (face.decoration() & litehtml::font_decoration_underline)
        stroke(painter, color, start + QPointF(0, face.pixelSize() * 0.25), width, 1);
}

void drawLinesOver(QPainter &painter, const FontFace &face, const QColor &color, const QPointF &start, qreal width)
{
    const qreal thickness = face.pixelSize() / 18;
    if (face.decoration() & litehtml::font_decoration_linethrough)
        stroke(painter, color, start - QPointF(0, toPixels(face.xHeight()) * 0.55), width, thickness);
    if (face.decoration() & litehtml::font_decoration_overline)
        stroke(painter, color, start - QPointF(0, toPixels(face.ascent())), width, thickness);
}

} // namespace

LitehtmlContainer::LitehtmlContainer(FontCache &fonts, PreviewImages &images)
    : m_fonts(fonts), m_images(images)
{
    setStyle({});
}

void LitehtmlContainer::setStyle(const PreviewStyle &style)
{
    m_style = style;
    m_defaultFamily = style.fontFamily.toUtf8();
}

QString LitehtmlContainer::takeLink()
{
    return std::exchange(m_link, {});
}

void LitehtmlContainer::setDirection(TextDirection direction, bool mirrored)
{
    m_direction = direction;
    m_mirrored = mirrored;
}

QString LitehtmlContainer::takeCursor()
{
    return std::exchange(m_cursor, {});
}

litehtml::uint_ptr LitehtmlContainer::create_font(const char *faceName, int size, int weight,
                                                  litehtml::font_style italic, unsigned int decoration,
                                                  litehtml::font_metrics *metrics)
{
    FontFace *face = m_fonts.face(QString::fromUtf8(faceName), size, weight,
                                  italic == litehtml::fontStyleItalic, decoration, get_default_font_size());
    if (metrics) {
        metrics->ascent = face->ascent();
        metrics->descent = face->descent();
        metrics->height = face->ascent() + face->descent();
        metrics->x_height = face->xHeight();
        metrics->draw_spaces = decoration != 0;
    }
    return reinterpret_cast<litehtml::uint_ptr>(face);
}

int LitehtmlContainer::text_width(const char *text, litehtml::uint_ptr font)
{
    return faceOf(font).width(text);
}

void LitehtmlContainer::draw_text(litehtml::uint_ptr hdc, const char *text, litehtml::uint_ptr font,
                                  litehtml::web_color color, const litehtml::position &position)
{
    QPainter &painter = painterOf(hdc);
    FontFace &face = faceOf(font);
    // A word's box is as high as its font; the number of a list item gets a whole line and stands on its
    // middle.
    const int slack = position.height - face.ascent() - face.descent();
    const qreal ratio = painter.device()->devicePixelRatioF();
    const qreal baseline = std::round(toPixels(position.y + slack / 2 + face.ascent()) * ratio) / ratio;
    const QPointF start(toPixels(position.x), baseline);
    const QColor ink = toColor(color);
    painter.setPen(ink);
    drawUnderline(painter, face, ink == m_style.accent ? m_style.linkLine : ink, start, toPixels(position.width));
    const bool fromTheLeft = m_direction == TextDirection::None;
    const QList<QGlyphRun> glyphs = fromTheLeft ? face.glyphs(text) : QList<QGlyphRun>();
    for (const QGlyphRun &run : glyphs)
        painter.drawGlyphRun(start, run);
    if (glyphs.isEmpty()) {
        painter.setFont(face.font());
        if (!fromTheLeft)
            painter.setLayoutDirection(m_direction == TextDirection::RightToLeft && !face.isFixed() ? Qt::RightToLeft : Qt::LeftToRight);
        painter.drawText(start, QString::fromUtf8(text));
    }
    drawLinesOver(painter, face, ink, start, toPixels(position.width));
}

int LitehtmlContainer::pt_to_px(int points) const
{
    return toUnits(points * 96.0 / 72 * m_style.zoom);
}

int LitehtmlContainer::get_default_font_size() const
{
    return toUnits(m_style.fontSize * m_style.zoom);
}

void LitehtmlContainer::draw_list_marker(litehtml::uint_ptr hdc, const litehtml::list_marker &marker)
{
    QPainter &painter = painterOf(hdc);
    const FontFace &face = faceOf(marker.font);
    // litehtml's marker box is a third of an em wide and starts one em left of the text.
    const qreal side = face.pixelSize() * 0.34;
    const QPointF centre(toPixels(marker.pos.x) + face.pixelSize() * 0.17,
                         toPixels(marker.pos.y + marker.pos.height / 2) + face.pixelSize() * 0.06);
    const QRectF box(centre.x() - side / 2, centre.y() - side / 2, side, side);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor color = toColor(marker.color);
    switch (marker.marker_type) {
    case litehtml::list_style_type_circle:
        painter.setPen(QPen(color, std::max(1.0, face.pixelSize() / 16)));
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(box.adjusted(0.5, 0.5, -0.5, -0.5));
        break;
    case litehtml::list_style_type_square:
        painter.fillRect(box.adjusted(0.5, 0.5, -0.5, -0.5), color);
        break;
    case litehtml::list_style_type_none:
        break;
    default:
        painter.setPen(Qt::NoPen);
        painter.setBrush(color);
        painter.drawEllipse(box);
    }
    painter.restore();
}

void LitehtmlContainer::get_image_size(const char *src, const char *, litehtml::size &size)
{
    const std::optional<qint64> id = imageIdOf(QString::fromUtf8(src));
    const std::optional<QSize> known = id ? m_images.size(*id) : std::nullopt;
    const int column = std::max(m_width, 1);
    if (known) {
        const qreal scale = unitsPerPixel * m_style.zoom;
        const qreal fit = std::min(1.0, column / (known->width() * scale));
        size.width = std::max(1, static_cast<int>(known->width() * scale * fit));
        size.height = std::max(1, static_cast<int>(known->height() * scale * fit));
    } else if (id && !m_images.isAbsent(*id)) {
        // Most photographs are three to two: the page then moves little when the true size comes.
        size.width = column;
        size.height = column * 2 / 3;
    } else {
        size.width = column;
        size.height = toUnits(96 * m_style.zoom);
    }
}

void LitehtmlContainer::draw_background(litehtml::uint_ptr hdc, const litehtml::background_paint &background)
{
    if (!background.is_root)
        paintBackground(painterOf(hdc), background);
}

void LitehtmlContainer::draw_borders(litehtml::uint_ptr hdc, const litehtml::borders &borders,
                                     const litehtml::position &position, bool)
{
    paintBorders(painterOf(hdc), borders, position);
}

void LitehtmlContainer::on_anchor_click(const char *url, const litehtml::element::ptr &)
{
    m_link = QString::fromUtf8(url);
}

void LitehtmlContainer::set_cursor(const char *cursor)
{
    m_cursor = QString::fromUtf8(cursor);
}

void LitehtmlContainer::transform_text(std::string &text, litehtml::text_transform transform)
{
    QString changed = QString::fromUtf8(text.data(), qsizetype(text.size()));
    switch (transform) {
    case litehtml::text_transform_uppercase:
        changed = changed.toUpper();
        break;
    case litehtml::text_transform_lowercase:
        changed = changed.toLower();
        break;
    case litehtml::text_transform_capitalize:
        if (!changed.isEmpty())
            changed[0] = changed[0].toUpper();
        break;
    case litehtml::text_transform_none:
        return;
    }
    text = changed.toStdString();
}

void LitehtmlContainer::import_css(std::string &text, const std::string &, std::string &)
{
    text.clear();
}

void LitehtmlContainer::set_clip(const litehtml::position &position, const litehtml::border_radiuses &radius,
                                 bool validX, bool validY)
{
    if (!m_painter)
        return;
    litehtml::position box = position;
    constexpr int far = 1 << 28;
    if (!validX) {
        box.x = -far;
        box.width = 2 * far;
    }
    if (!validY) {
        box.y = -far;
        box.height = 2 * far;
    }
    m_painter->save();
    const QRectF area = snapped(*m_painter, box);
    if (radius.top_left_x > 0 && validX && validY)
        m_painter->setClipPath(roundedBox(area, radius), Qt::IntersectClip);
    else
        m_painter->setClipRect(area, Qt::IntersectClip);
}

void LitehtmlContainer::del_clip()
{
    if (m_painter)
        m_painter->restore();
}

void LitehtmlContainer::get_client_rect(litehtml::position &client) const
{
    client = litehtml::position(0, 0, m_width, m_width);
}

std::shared_ptr<litehtml::element>
LitehtmlContainer::create_element(const char *tag, const litehtml::string_map &attributes,
                                  const std::shared_ptr<litehtml::document> &doc)
{
    if (std::strcmp(tag, "img") == 0)
        return std::make_shared<ImageElement>(doc, m_images, m_fonts, m_style);
    if (std::strcmp(tag, "input") == 0)
        return std::make_shared<TaskBoxElement>(doc, m_style);
    // litehtml would open these or take them for its own; in a post they are nothing.
    for (const char *foreign : {"link", "style", "base", "script", "title"}) {
        if (std::strcmp(tag, foreign) == 0)
            return std::make_shared<litehtml::html_tag>(doc);
    }
    if (m_direction != TextDirection::None || m_mirrored)
        return makeBidiElement(tag, attributes, m_mirrored, doc);
    if (std::strcmp(tag, "td") == 0 || std::strcmp(tag, "th") == 0)
        return std::make_shared<CellElement>(doc);
    return nullptr;
}

void LitehtmlContainer::get_media_features(litehtml::media_features &media) const
{
    media.type = litehtml::media_type_screen;
    media.width = media.device_width = m_width;
    media.height = media.device_height = m_width;
    media.color = 8;
    media.resolution = 96;
}

void LitehtmlContainer::get_language(std::string &language, std::string &culture) const
{
    language = "en";
    culture.clear();
}

void LitehtmlContainer::split_text(const char *text, const std::function<void(const char *)> &onWord,
                                   const std::function<void(const char *)> &onSpace)
{
    if (m_direction == TextDirection::None) {
        splitText(text, onWord, onSpace);
        return;
    }
    const auto onWhole = [&](const char *word) {
        cutAtDirections(QString::fromUtf8(word), m_direction == TextDirection::RightToLeft,
                        [&](const QString &part) { onWord(part.toUtf8().constData()); });
    };
    splitText(text, onWhole, onSpace);
}

} // namespace galley::preview
