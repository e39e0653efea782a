// Draws the rows of the search through all posts: a post with its count, or a place with the words around it, what
// was found in a tint and what would replace it beside. UI thread.
#pragma once

#include <QStyledItemDelegate>

namespace galley {

class Theme;

/// What the rows hold.
enum HitRole {
    HitPostId = Qt::UserRole,
    HitLine,
    HitBefore,
    HitFound,
    HitAfter,
    HitReplacement, // null: nothing is to be replaced
    HitCount,       // of a post
};

class HitDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    explicit HitDelegate(const Theme &theme, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    void paintFocus(QPainter &painter, const QStyleOptionViewItem &option) const;
    void paintPlace(QPainter &painter, const QRect &rect, const QModelIndex &index) const;

    const Theme &m_theme;
};

} // namespace galley
