// The pane under the author's hands: keys and pointer.
#include "ui/preview/blockflow.h"
#include "ui/preview/previewpane.h"

#include <QMouseEvent>
#include <QScrollBar>
#include <QWheelEvent>

namespace galley {

using preview::BlockHit;
using preview::BlockLayout;

namespace {

constexpr qreal KeyStep = 60; // pixels
constexpr qreal WheelStep = 60;
constexpr qreal WheelNotch = 120; // QWheelEvent::angleDelta

/// Pixels to the right: a trackpad, a wheel that tilts, or any wheel with Shift.
qreal sidewaysOf(const QWheelEvent &event)
{
    const bool isTurned = event.modifiers() & Qt::ShiftModifier;
    const auto along = [&](QPoint delta) { return isTurned && delta.x() == 0 ? delta.y() : delta.x(); };
    const auto across = [&](QPoint delta) { return isTurned ? 0 : delta.y(); };
    const QPoint pixels = event.pixelDelta();
    const QPoint angle = event.angleDelta();
    if (std::abs(across(angle)) >= std::abs(along(angle)))
        return 0;
    return pixels.isNull() ? -along(angle) * WheelStep / WheelNotch : -along(pixels);
}

} // namespace

void PreviewPane::keyPressEvent(QKeyEvent *event)
{
    QScrollBar *bar = verticalScrollBar();
    if (event->key() == Qt::Key_Home)
        bar->triggerAction(QAbstractSlider::SliderToMinimum);
    else if (event->key() == Qt::Key_End)
        bar->triggerAction(QAbstractSlider::SliderToMaximum);
    else if (event->key() == Qt::Key_Space)
        bar->triggerAction(event->modifiers() & Qt::ShiftModifier ? QAbstractSlider::SliderPageStepSub
                                                                  : QAbstractSlider::SliderPageStepAdd);
    else if (event->key() == Qt::Key_Left || event->key() == Qt::Key_Right) {
        for (const Row &row : visibleRows())
            scrollSideways(row, event->key() == Qt::Key_Left ? -KeyStep : KeyStep);
    } else
        QAbstractScrollArea::keyPressEvent(event);
}

BlockHit PreviewPane::hitAt(const QPoint &position, const Row &row)
{
    return m_flow->ready(row.index).hover(QPointF(position.x() - m_columnLeft, position.y() - row.y));
}

void PreviewPane::leaveHovered()
{
    if (m_hovered >= 0 && m_hovered < m_flow->count()) {
        if (BlockLayout *layout = m_flow->readyOrNull(m_hovered); layout && layout->leave())
            viewport()->update();
    }
    m_hovered = -1;
}

void PreviewPane::hoverAt(const QPoint &position)
{
    const Row row = rowAt(position);
    if (row.index != m_hovered)
        leaveHovered();
    if (row.index < 0)
        return;
    m_hovered = row.index;
    const BlockHit hit = hitAt(position, row);
    const bool active = !hit.link.isEmpty() || !hit.remoteImage.isEmpty();
    viewport()->setCursor(active ? Qt::PointingHandCursor : Qt::ArrowCursor);
    viewport()->setToolTip(hit.link);
    if (hit.repaint)
        viewport()->update(QRect(0, row.y, viewport()->width(), row.height));
}

void PreviewPane::mouseMoveEvent(QMouseEvent *event)
{
    hoverAt(event->position().toPoint());
}

void PreviewPane::mousePressEvent(QMouseEvent *event)
{
    m_pressedAt = event->position().toPoint();
}

void PreviewPane::mouseReleaseEvent(QMouseEvent *event)
{
    const QPoint position = event->position().toPoint();
    if (event->button() != Qt::LeftButton || (position - m_pressedAt).manhattanLength() > 4)
        return;
    const Row row = rowAt(position);
    if (row.index < 0)
        return;
    const BlockHit hit = hitAt(position, row);
    if (!hit.remoteImage.isEmpty())
        Q_EMIT bringInRequested(QUrl(hit.remoteImage));
    else if (!hit.link.isEmpty())
        Q_EMIT linkActivated(QUrl(hit.link));
    else if (const int line = lineAt(position); line >= 0) {
        m_lastLine = line;
        Q_EMIT lineClicked(line);
    }
}

bool PreviewPane::scrollSideways(const Row &row, qreal pixels)
{
    if (row.index < 0 || !m_flow->ready(row.index).scrollSideways(pixels))
        return false;
    viewport()->update(QRect(0, row.y, viewport()->width(), row.height));
    return true;
}

void PreviewPane::wheelEvent(QWheelEvent *event)
{
    const qreal pixels = sidewaysOf(*event);
    if (pixels == 0) {
        QAbstractScrollArea::wheelEvent(event);
        return;
    }
    scrollSideways(rowAt(event->position().toPoint()), pixels);
    event->accept();
}

bool PreviewPane::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::Leave)
        leaveHovered();
    return QAbstractScrollArea::viewportEvent(event);
}

} // namespace galley
