// Two versions of one post, side by side, and between them the result that the author makes of them. Nothing is
// written before "Use this result". UI thread.
#pragma once

#include "ui/sync/placerow.h"
#include "ui/widgets/carddialog.h"

#include <QHash>

class QScrollArea;

namespace galley {

struct TwoVersions
{
    QString title;
    View draft; // as it now is here
    std::vector<Stretch> stretches;
    QString since; // when it was noticed, in words
    QHash<qint64, QString> seriesTitles;
};

class ConflictDialog : public CardDialog
{
    Q_OBJECT

public:
    ConflictDialog(const Theme &theme, TwoVersions versions, QWidget *parent);

    /// The draft with what the author chose.
    View settledView() const;

private:
    QWidget *heads();
    QWidget *rows();
    void addStretch(QWidget *sheet, std::size_t index);
    void addButtons();
    QString shown(PostField field, const QString &value) const;
    void go(int place);
    void showCurrent();
    void choose(Stretch::Choice choice);
    void showBefore();
    void showState();
    QString whereWords() const;

    TwoVersions m_versions;
    QList<PlaceRow *> m_places;
    QScrollArea *m_scroll;
    QPushButton *m_mine;
    QPushButton *m_theirs;
    QPushButton *m_both;
    QPushButton *m_previous;
    QPushButton *m_next;
    QPushButton *m_use;
    QLabel *m_where;
    int m_current = 0;
};

} // namespace galley
