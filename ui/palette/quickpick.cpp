#include "ui/palette/quickpick.h"

#include "ui/palette/pickdelegate.h"
#include "ui/theme/painting.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QVBoxLayout>

namespace galley {

namespace {

constexpr int kWidth = 600;
constexpr int kTop = 56;
constexpr int kMostRows = 11;
constexpr int kShadow = 18; // painted by us: the window has no other above it
constexpr int kDrop = 6;    // pixels that it lies below what throws it
constexpr int kInset = 8;

} // namespace

QuickPick::QuickPick(const Theme &theme, QWidget *window)
    : QWidget(window),
      m_theme(theme),
      m_field(new QLineEdit(this)),
      m_list(new QListView(this)),
      m_none(new QLabel(this))
{
    m_list->setModel(&m_entries);
    m_list->setItemDelegate(new PickDelegate(theme, m_list));
    m_list->setUniformItemSizes(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setMouseTracking(true);
    m_list->viewport()->setAutoFillBackground(false);
    m_none->setAlignment(Qt::AlignCenter);
    m_none->setForegroundRole(QPalette::Dark);
    m_none->setFixedHeight(2 * PickDelegate::kRowHeight);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(kShadow + kInset, kInset, kShadow + kInset, kShadow + kInset);
    column->setSpacing(kInset);
    column->addWidget(m_field);
    column->addWidget(m_list);
    column->addWidget(m_none);
    connect(m_field, &QLineEdit::textChanged, this, &QuickPick::narrow);
    connect(m_list, &QListView::clicked, this, &QuickPick::pick);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &QuickPick::follow);
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget *, QWidget *now) {
        if (isVisible() && now && now != m_field)
            hide();
    });
    hide();
}

void QuickPick::open(Offer offer)
{
    ask(offer.question);
    take(std::move(offer));
}

int QuickPick::openEmpty(const QString &question)
{
    ask(question);
    m_picked = nullptr;
    m_none->clear();
    m_entries.setEntries({});
    narrow();
    return m_number;
}

void QuickPick::fill(int number, Offer offer)
{
    if (number != m_number || !isVisible())
        return;
    take(std::move(offer));
    if (m_picksWhenFilled)
        pick();
}

void QuickPick::ask(const QString &question)
{
    if (!isVisible())
        m_before = QApplication::focusWidget();
    ++m_number;
    m_picksWhenFilled = false;
    m_field->setPlaceholderText(question);
    m_field->setAccessibleName(question);
    m_list->setAccessibleName(question);
    m_field->clear();
    show();
    raise();
    m_field->setFocus(Qt::PopupFocusReason);
    qApp->installEventFilter(this);
}

void QuickPick::take(Offer offer)
{
    m_picked = std::move(offer.picked);
    m_none->setText(offer.noneCalled);
    m_entries.setEntries(std::move(offer.entries));
    narrow();
    if (offer.current == 0 || !m_field->text().isEmpty())
        return;
    layout()->activate(); // it scrolls within the height that it has now
    m_list->setCurrentIndex(m_entries.index(offer.current));
    m_list->scrollTo(m_list->currentIndex(), QAbstractItemView::PositionAtCenter);
}

void QuickPick::narrow()
{
    m_entries.narrow(m_field->text());
    m_list->setCurrentIndex(m_entries.index(0));
    m_list->scrollToTop();
    place();
}

void QuickPick::place()
{
    const int rows = m_entries.rowCount();
    m_list->setVisible(rows > 0);
    m_none->setVisible(rows == 0 && m_picked);
    const int fits = (parentWidget()->height() - kTop - 120) / PickDelegate::kRowHeight;
    m_list->setFixedHeight(PickDelegate::kRowHeight * qMin(rows, qBound(3, fits, kMostRows)));
    setFixedWidth(qMin(kWidth, parentWidget()->width() - 40) + 2 * kShadow);
    adjustSize();
    move((parentWidget()->width() - width()) / 2, kTop);
}

// The focus stays in the field: what is chosen in the list is told there.
void QuickPick::follow()
{
    m_field->setAccessibleDescription(m_list->currentIndex().data(Qt::AccessibleTextRole).toString());
}

void QuickPick::pick()
{
    m_picksWhenFilled = !m_picked;
    const QModelIndex index = m_list->currentIndex();
    if (!index.isValid())
        return;
    const int entry = m_entries.entryAt(index.row());
    leave();
    // After this key or click has ended: what is picked may open a dialog.
    QMetaObject::invokeMethod(this, [picked = m_picked, entry] { picked(entry); }, Qt::QueuedConnection);
}

void QuickPick::leave()
{
    hide();
    if (m_before)
        m_before->setFocus(Qt::PopupFocusReason);
}

bool QuickPick::keyPressed(int key)
{
    const int rows = m_entries.rowCount();
    const int row = m_list->currentIndex().row();
    const auto go = [this, rows](int to) { m_list->setCurrentIndex(m_entries.index(qBound(0, to, rows - 1))); };
    switch (key) {
    case Qt::Key_Escape: leave(); return true;
    case Qt::Key_Return:
    case Qt::Key_Enter: pick(); return true;
    case Qt::Key_Down: go(row + 1 < rows ? row + 1 : 0); return true;
    case Qt::Key_Up: go(row > 0 ? row - 1 : rows - 1); return true;
    case Qt::Key_PageDown: go(row + kMostRows - 1); return true;
    case Qt::Key_PageUp: go(row - kMostRows + 1); return true;
    case Qt::Key_Tab:
    case Qt::Key_Backtab: return true; // there is nowhere else to go
    default: return false;
    }
}

void QuickPick::hideEvent(QHideEvent *)
{
    qApp->removeEventFilter(this);
}

bool QuickPick::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_field && event->type() == QEvent::KeyPress && keyPressed(static_cast<QKeyEvent *>(event)->key()))
        return true;
    if (watched == parentWidget() && event->type() == QEvent::Resize)
        place();
    if (event->type() == QEvent::MouseButtonPress && watched->isWidgetType() && watched != this
        && !isAncestorOf(static_cast<QWidget *>(watched)))
        leave();
    return QWidget::eventFilter(watched, event);
}

void QuickPick::paintEvent(QPaintEvent *)
{
    const Tokens &t = m_theme.tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF card = QRectF(rect()).adjusted(kShadow, 0, -kShadow, -kShadow);
    for (int i = kShadow; i > 0; i -= 2) {
        QColor shade(0, 0, 0, t.dark ? 16 : 5);
        paintRounded(painter, card.adjusted(-i / 2.0, kDrop - i / 2.0, i / 2.0, kDrop + i / 2.0), 10 + i / 2.0, shade, Qt::transparent);
    }
    paintRounded(painter, card, 10, raisedColor(t), edgeColor(t));
}

} // namespace galley

#include "moc_quickpick.cpp"
