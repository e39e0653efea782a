#include "ui/editor/tablesizepicker.h"

#include "ui/theme/painting.h"
#include "ui/theme/theme.h"

#include <QKeyEvent>
#include <QPainter>
#include <QScreen>

namespace galley {

namespace {

constexpr int kMostColumns = 8;
constexpr int kMostRows = 8;
constexpr int kSquare = 20;
constexpr int kGap = 4;
constexpr int kMargin = 14;
constexpr int kWordsHeight = 30;

} // namespace

TableSizePicker::TableSizePicker(const Theme &theme, QWidget *parent)
    : QWidget(parent, Qt::Tool | Qt::FramelessWindowHint), // a Qt::Popup is not seen by assistive programs
      m_theme(theme)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setMouseTracking(true);
    setFont(theme.text(13));
    setFixedSize(sizeHint());
    choose(m_columns, m_rows);
}

void TableSizePicker::openBelow(const QPoint &place)
{
    const QRect room = screen()->availableGeometry();
    move(qBound(room.left(), place.x(), room.right() - width()), qBound(room.top(), place.y(), room.bottom() - height()));
    show();
    activateWindow();
    setFocus();
}

bool TableSizePicker::event(QEvent *event)
{
    if (event->type() == QEvent::WindowDeactivate)
        close();
    return QWidget::event(event);
}

QSize TableSizePicker::sizeHint() const
{
    const auto side = [](int count) { return 2 * kMargin + count * (kSquare + kGap) - kGap; };
    return {side(kMostColumns), side(kMostRows) + kWordsHeight - 4};
}

QRect TableSizePicker::square(int column, int row) const
{
    return {kMargin + column * (kSquare + kGap), kMargin + row * (kSquare + kGap), kSquare, kSquare};
}

void TableSizePicker::choose(int columns, int rows)
{
    m_columns = qBound(1, columns, kMostColumns);
    m_rows = qBound(2, rows, kMostRows); // a table without a row below its header is none yet
    setAccessibleName(tr("New table: %1 columns, %2 rows").arg(m_columns).arg(m_rows));
    setAccessibleDescription(tr("Arrow keys change the size, Enter inserts the table, Escape leaves"));
    update();
}

void TableSizePicker::pick()
{
    const int columns = m_columns;
    const int rows = m_rows;
    close();
    Q_EMIT picked(columns, rows);
}

void TableSizePicker::paintEvent(QPaintEvent *)
{
    const Tokens &t = m_theme.tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(rect(), raisedColor(t));
    painter.setPen(edgeColor(t));
    painter.drawRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5));
    for (int row = 0; row < kMostRows; ++row) {
        for (int column = 0; column < kMostColumns; ++column) {
            const bool in = column < m_columns && row < m_rows;
            const QColor fill = !in ? raisedColor(t) : blend(raisedColor(t), t.accent, row == 0 ? 0.45 : 0.2);
            paintRounded(painter, square(column, row), 3, fill, in ? t.accent : edgeColor(t));
        }
    }
    painter.setPen(t.soft);
    const QRect words(kMargin, height() - kWordsHeight - 4, width() - 2 * kMargin, kWordsHeight);
    painter.drawText(words, Qt::AlignCenter, tr("%1 columns, %2 rows").arg(m_columns).arg(m_rows));
}

void TableSizePicker::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Left: choose(m_columns - 1, m_rows); return;
    case Qt::Key_Right: choose(m_columns + 1, m_rows); return;
    case Qt::Key_Up: choose(m_columns, m_rows - 1); return;
    case Qt::Key_Down: choose(m_columns, m_rows + 1); return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space: pick(); return;
    case Qt::Key_Escape: close(); return;
    default: QWidget::keyPressEvent(event);
    }
}

void TableSizePicker::mouseMoveEvent(QMouseEvent *event)
{
    const QPoint at = event->position().toPoint() - QPoint(kMargin, kMargin);
    if (rect().contains(event->position().toPoint()))
        choose(at.x() / (kSquare + kGap) + 1, at.y() / (kSquare + kGap) + 1);
}

void TableSizePicker::mouseReleaseEvent(QMouseEvent *event)
{
    if (rect().contains(event->position().toPoint()))
        pick();
}

} // namespace galley

#include "moc_tablesizepicker.cpp"
