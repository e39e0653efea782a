// One row of the list: a dot for the status and the title; below, a line of what it is about, and the time. A title that is too long
// goes on in that line, unless something stands there that the author must see. UI thread.
#pragma once

#include <QStyledItemDelegate>

namespace galley {

class Theme;

class PostDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    explicit PostDelegate(const Theme &theme, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    void paintText(QPainter &painter, const QRect &rect, const QModelIndex &index, const QColor &ground) const;

    const Theme &m_theme;
    QFont m_titleFont;
    QFont m_lineFont;
    QFont m_timeFont;
};

} // namespace galley
