#include "ui/preview/elements.h"

#include "ui/preview/fontcache.h"
#include "ui/preview/layoutunit.h"
#include "ui/preview/painting.h"
#include "ui/preview/previewimages.h"

#include <QCoreApplication>

#include <cmath>
#include <cstring>

namespace galley::preview {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("galley::PreviewPane", text);
}

QString placeholderText(const QString &src, bool absent)
{
    if (src.startsWith(QStringLiteral("http://")) || src.startsWith(QStringLiteral("https://")) ||
        src.startsWith(QStringLiteral("//")))
        return tr("Image from the web \u2014 bring it into the blog");
    if (!imageIdOf(src))
        return tr("This image isn\u2019t in the blog");
    return absent ? tr("Image not found") : QString();
}

void paintPlaceholder(QPainter &painter, const QRectF &box, const QPainterPath &outline, const QString &text,
                      const QString &alt, const PreviewStyle &style, FontCache &fonts)
{
    painter.fillPath(outline, style.fill);
    painter.setPen(QPen(style.line, 1));
    painter.drawPath(outline);
    const QRectF inner = box.adjusted(12, 4, -12, -4);
    if (text.isEmpty() || inner.height() < 14 || inner.width() < 40)
        return;
    FontFace *face = fonts.face(QStringLiteral("Inter"), toUnits(13 * style.zoom), 400, false, 0, 0);
    const QFontMetricsF metrics(face->font());
    painter.setFont(face->font());
    painter.setPen(style.softText);
    const QString first = metrics.elidedText(text, Qt::ElideRight, inner.width());
    const bool two = !alt.isEmpty() && inner.height() > metrics.height() * 2.4;
    const qreal top = box.center().y() - metrics.height() * (two ? 1.1 : 0.5);
    painter.drawText(
        QPointF(box.center().x() - metrics.horizontalAdvance(first) / 2, std::round(top + metrics.ascent())),
        first);
    if (two) {
        const QString second = metrics.elidedText(alt, Qt::ElideRight, inner.width());
        painter.drawText(QPointF(box.center().x() - metrics.horizontalAdvance(second) / 2,
                                 std::round(top + metrics.height() * 1.2 + metrics.ascent())),
                         second);
    }
}

} // namespace

ImageElement::ImageElement(const std::shared_ptr<litehtml::document> &doc, PreviewImages &images,
                           FontCache &fonts, const PreviewStyle &style)
    : litehtml::el_image(doc), m_images(images), m_fonts(fonts), m_style(style)
{
}

void ImageElement::draw(litehtml::uint_ptr hdc, int x, int y, const litehtml::position *clip)
{
    litehtml::position position = m_pos;
    position.x += x;
    position.y += y;
    if (position.width <= 0 || position.height <= 0 || !position.does_intersect(clip))
        return;
    QPainter &painter = *reinterpret_cast<QPainter *>(hdc);
    const QRectF box = snapped(painter, position);
    const litehtml::border_radiuses radius =
        m_css_borders.radius.calc_percents(position.width, position.height);
    const QString src = QString::fromUtf8(get_attr("src", ""));
    const std::optional<qint64> id = imageIdOf(src);
    const qreal ratio = painter.device()->devicePixelRatioF();
    const QImage image = id ? m_images.image(*id, (box.size() * ratio).toSize()) : QImage();

    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    if (image.isNull()) {
        // Under a figure the same words stand as its caption.
        const litehtml::element::ptr above = parent();
        const bool captioned = above && std::strcmp(above->get_tagName(), "figure") == 0;
        const QString alt = captioned ? QString() : QString::fromUtf8(get_attr("alt", ""));
        const QRectF frame = box.adjusted(0.5, 0.5, -0.5, -0.5);
        paintPlaceholder(painter, frame, roundedBox(frame, radius),
                         placeholderText(src, id && m_images.isAbsent(*id)), alt, m_style, m_fonts);
    } else {
        painter.setRenderHint(QPainter::SmoothPixmapTransform);
        if (radius.top_left_x > 0) {
            // A brush, not a clip: clips have hard edges.
            QTransform fit = QTransform::fromTranslate(box.left(), box.top());
            fit.scale(box.width() / image.width(), box.height() / image.height());
            QBrush brush(image);
            brush.setTransform(fit);
            painter.fillPath(roundedBox(box, radius), brush);
        } else {
            painter.drawImage(box, image);
        }
    }
    painter.restore();
}

TaskBoxElement::TaskBoxElement(const std::shared_ptr<litehtml::document> &doc, const PreviewStyle &style)
    : litehtml::el_image(doc), m_style(style)
{
}

bool TaskBoxElement::isCheckBox() const
{
    return std::strcmp(get_attr("type", ""), "checkbox") == 0;
}

int TaskBoxElement::side() const
{
    return isCheckBox() ? static_cast<int>(m_font_size * 0.8) : 0;
}

void TaskBoxElement::get_content_size(litehtml::size &size, int)
{
    size.width = side();
    size.height = side();
}

int TaskBoxElement::render(int x, int y, int maxWidth, bool)
{
    calc_outlines(maxWidth);
    m_pos.move_to(x + content_margins_left(), y + content_margins_top());
    m_pos.width = side();
    m_pos.height = side();
    return m_pos.width + content_margins_left() + content_margins_right();
}

void TaskBoxElement::draw(litehtml::uint_ptr hdc, int x, int y, const litehtml::position *clip)
{
    litehtml::position position = m_pos;
    position.x += x;
    // The box stands on the baseline; optically it belongs in the middle of the small letters.
    position.y += y + m_font_size / 12;
    if (!isCheckBox() || !position.does_intersect(clip))
        return;
    QPainter &painter = *reinterpret_cast<QPainter *>(hdc);
    const QRectF box = snapped(painter, position).adjusted(0.5, 0.5, -0.5, -0.5);
    const bool checked = get_attr("checked") != nullptr;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(checked ? m_style.accent : m_style.softText, 1.2));
    painter.setBrush(checked ? QBrush(m_style.accent) : Qt::NoBrush);
    painter.drawRoundedRect(box, box.width() * 0.2, box.width() * 0.2);
    if (checked) {
        QPen pen(m_style.accentText, box.width() * 0.13, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin);
        painter.setPen(pen);
        const QPointF tick[3] = {{box.left() + box.width() * 0.24, box.top() + box.height() * 0.52},
                                 {box.left() + box.width() * 0.43, box.top() + box.height() * 0.71},
                                 {box.left() + box.width() * 0.77, box.top() + box.height() * 0.31}};
        painter.drawPolyline(tick, 3);
    }
    painter.restore();
}

} // namespace galley::preview
