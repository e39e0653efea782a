#include "ui/figures/quiettable.h"

#include "ui/theme/theme.h"

#include <QHeaderView>
#include <QPainter>
#include <QStyledItemDelegate>

namespace galley {

namespace {

constexpr int kRowHeight = 28;
constexpr int kPadding = 9;
constexpr int kLastPadding = 4; // the scroll bar stands beside it

/// Where the text of a cell stands; the outer columns end with the dialog's own margin.
QRect textRect(const QRect &cell, int column, int columns)
{
    return cell.adjusted(column == 0 ? 0 : kPadding, 0, column == columns - 1 ? -kLastPadding : -kPadding, 0);
}

int widthFor(int textWidth, int column, int columns)
{
    return textWidth + (column == 0 ? 0 : kPadding) + (column == columns - 1 ? kLastPadding : kPadding) + 1;
}

class QuietCells final : public QStyledItemDelegate
{
public:
    QuietCells(const Theme &theme, QObject *parent)
        : QStyledItemDelegate(parent),
          m_theme(theme)
    {
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Tokens &t = m_theme.tokens();
        if (option.state & QStyle::State_Selected)
            painter->fillRect(option.rect, t.selection);
        painter->setFont(option.font);
        painter->setPen(index.column() == 0 ? t.ink : t.soft);
        const QRect rect = textRect(option.rect, index.column(), index.model()->columnCount());
        painter->drawText(rect, index.data(Qt::TextAlignmentRole).toInt() | Qt::TextSingleLine,
                          option.fontMetrics.elidedText(index.data().toString(), Qt::ElideRight, rect.width()));
    }

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        return {widthFor(option.fontMetrics.horizontalAdvance(index.data().toString()), index.column(),
                         index.model()->columnCount()),
                kRowHeight};
    }

private:
    const Theme &m_theme;
};

class QuietHeader final : public QHeaderView
{
public:
    QuietHeader(const Theme &theme, QWidget *parent)
        : QHeaderView(Qt::Horizontal, parent),
          m_theme(theme)
    {
        setFont(theme.text(12, QFont::Medium));
        setSectionsClickable(false);
        setHighlightSections(false);
    }

    QSize sizeHint() const override { return {QHeaderView::sizeHint().width(), kRowHeight}; }

protected:
    QSize sectionSizeFromContents(int section) const override
    {
        const QString name = model()->headerData(section, Qt::Horizontal).toString();
        return {widthFor(fontMetrics().horizontalAdvance(name), section, count()), kRowHeight};
    }

    void paintSection(QPainter *painter, const QRect &rect, int section) const override
    {
        const Tokens &t = m_theme.tokens();
        painter->fillRect(rect, t.paper);
        painter->fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), t.line);
        painter->setFont(font());
        painter->setPen(t.muted);
        const auto align = Qt::Alignment(model()->headerData(section, Qt::Horizontal, Qt::TextAlignmentRole).toInt());
        painter->drawText(textRect(rect, section, count()), int(align),
                          model()->headerData(section, Qt::Horizontal).toString());
    }

private:
    const Theme &m_theme;
};

} // namespace

QuietTable::QuietTable(const Theme &theme, const QString &name, const QStringList &columns, int wide, QWidget *parent)
    : QTableWidget(0, int(columns.size()), parent),
      m_theme(theme),
      m_wide(wide)
{
    setHorizontalHeader(new QuietHeader(theme, this));
    setItemDelegate(new QuietCells(theme, this));
    setAccessibleName(name);
    for (int i = 0; i < columns.size(); ++i) {
        auto *item = new QTableWidgetItem(columns.at(i));
        item->setTextAlignment((i == wide ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
        setHorizontalHeaderItem(i, item);
        horizontalHeader()->setSectionResizeMode(i, i == wide ? QHeaderView::Stretch : QHeaderView::ResizeToContents);
    }
    verticalHeader()->hide();
    verticalHeader()->setDefaultSectionSize(kRowHeight);
    verticalHeader()->setMinimumSectionSize(kRowHeight);
    setFrameShape(QFrame::NoFrame);
    setShowGrid(false);
    setFont(theme.text(12));
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setTabKeyNavigation(false);
    setWordWrap(false);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
}

void QuietTable::addRow(const QStringList &texts, const QString &toolTip)
{
    const int row = rowCount();
    insertRow(row);
    for (int i = 0; i < texts.size(); ++i) {
        auto *item = new QTableWidgetItem(texts.at(i));
        item->setTextAlignment((i == m_wide ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
        item->setToolTip(toolTip);
        setItem(row, i, item);
    }
}

void QuietTable::setEmptyText(const QString &text)
{
    m_emptyText = text;
    viewport()->update();
}

void QuietTable::paintEvent(QPaintEvent *event)
{
    QTableWidget::paintEvent(event);
    if (rowCount() > 0)
        return;
    QPainter painter(viewport());
    painter.setFont(m_theme.text(13));
    painter.setPen(m_theme.tokens().muted);
    painter.drawText(viewport()->rect(), Qt::AlignCenter | Qt::TextWordWrap, m_emptyText);
}

} // namespace galley

#include "moc_quiettable.cpp"
