// One row of the list: a dot for the status, title, time, and a line of what it is about. UI thread.
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
    const Theme &m_theme;
    QFont m_titleFont;
    QFont m_lineFont;
    QFont m_timeFont;
};

} // namespace galley
