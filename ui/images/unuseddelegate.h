// A row of the unused images: its box, the picture, its name over where it came from, and its size. A click anywhere in it, or
// Space, ticks it. UI thread.
#pragma once

#include <QStyledItemDelegate>

namespace galley {

class Theme;

class UnusedDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    static constexpr int kRowHeight = 60;

    explicit UnusedDelegate(const Theme &theme, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    bool editorEvent(QEvent *event, QAbstractItemModel *model, const QStyleOptionViewItem &option, const QModelIndex &index) override;

private:
    const Theme &m_theme;
    QFont m_nameFont;
    QFont m_quietFont;
};

} // namespace galley
