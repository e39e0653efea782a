// One line of a QuickPick: the name with the typed letters marked, what is beside it, and the detail at the right.
// UI thread.
#pragma once

#include <QStyledItemDelegate>

namespace galley {

class Theme;

class PickDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    static constexpr int kRowHeight = 34;

    explicit PickDelegate(const Theme &theme, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    const Theme &m_theme;
    QFont m_nameFont;
    QFont m_quietFont;
};

} // namespace galley
