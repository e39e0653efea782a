// Which posts are chosen in the list, and the keys that choose.
#include "ui/postlist/postlistmodel.h"
#include "ui/postlist/searchfield.h"
#include "ui/postlist/sidebar.h"

#include <QCoreApplication>
#include <QKeyEvent>
#include <QListView>
#include <QTimer>

namespace galley {

void Sidebar::choose(qint64 id)
{
    if (id == m_chosen) // the author's own choice, with all that was chosen beside it
        return;
    m_chosen = id;
    m_awaited = QModelIndex();
    setChosenPosts({id});
    if (!m_model)
        return;
    m_wantsChosen = true; // by name it may be one far down
    showChosen(Scroll::ToChosen);
    seekChosen();
}

QList<qint64> Sidebar::chosenPosts() const
{
    return m_chosenPosts.isEmpty() && m_chosen ? QList<qint64>{m_chosen} : m_chosenPosts;
}

void Sidebar::setChosenPosts(const QList<qint64> &posts)
{
    if (m_chosenPosts == posts)
        return;
    m_chosenPosts = posts;
    Q_EMIT chosenPostsChanged();
}

void Sidebar::rowsLoaded()
{
    showEmptyState();
    showFound();
    if (!m_model)
        return;
    takeAwaited();
    showChosen(isSearching() ? Scroll::Stay : Scroll::ToChosen);
    seekChosen();
}

void Sidebar::takeAwaited()
{
    const qint64 id = m_model->idAt(m_awaited.row());
    if (id == 0)
        return;
    m_awaited = QModelIndex();
    m_chosen = id;
    setChosenPosts(m_chosenPosts + QList<qint64>{id});
    Q_EMIT postChosen(id);
}

void Sidebar::seekChosen()
{
    if (!m_wantsChosen || m_chosen == 0 || m_model->isLoading())
        return;
    m_wantsChosen = false;
    if (m_model->rowOf(m_chosen) < 0)
        m_model->seek(m_chosen);
}

// Rows come and move while the author reads on: what was chosen are posts, whichever rows they stand in.
void Sidebar::showChosen(Scroll scroll)
{
    if (m_awaited.isValid())
        return;
    QItemSelection rows;
    QList<qint64> posts = m_chosenPosts;
    posts.removeIf([this, &rows](qint64 id) {
        const int row = m_model->rowOf(id);
        if (row >= 0)
            rows.select(m_model->index(row), m_model->index(row));
        return row < 0;
    });
    const int row = m_chosen ? m_model->rowOf(m_chosen) : -1;
    if (row >= 0 && posts.isEmpty()) {
        posts = {m_chosen};
        rows.select(m_model->index(row), m_model->index(row));
    }
    setChosenPosts(posts);
    QItemSelectionModel &selection = *m_list->selectionModel();
    m_choosing = true;
    m_list->setAutoScroll(scroll == Scroll::ToChosen);
    // Not by way of the list, which asks what keys are down: Ctrl may be.
    if (row < 0)
        selection.clearCurrentIndex();
    else if (m_list->currentIndex().row() != row)
        selection.setCurrentIndex(m_model->index(row), QItemSelectionModel::NoUpdate);
    selection.select(rows, QItemSelectionModel::ClearAndSelect);
    m_list->setAutoScroll(true);
    m_choosing = false;
}

void Sidebar::selectionChanged()
{
    if (m_choosing)
        return;
    const QModelIndexList rows = m_list->selectionModel()->selectedIndexes();
    QList<qint64> posts;
    for (const QModelIndex &index : rows) {
        if (const qint64 id = m_model->idAt(index.row()))
            posts.append(id);
    }
    setChosenPosts(posts);
    // One alone is the one on the screen, also where Ctrl and a click have taken another from the choice.
    if (rows.isEmpty())
        showChosen(Scroll::Stay);
    else if (rows.size() == 1 && posts.size() == 1 && posts.first() != m_chosen)
        m_list->selectionModel()->setCurrentIndex(rows.first(), QItemSelectionModel::NoUpdate);
}

void Sidebar::currentChanged()
{
    if (m_choosing)
        return;
    const QModelIndex current = m_list->currentIndex();
    const qint64 id = m_model->idAt(current.row());
    m_awaited = id == 0 ? current : QModelIndex();
    if (id == 0 || id == m_chosen)
        return;
    m_chosen = id;
    Q_EMIT postChosen(id);
}

bool Sidebar::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const auto &pressed = *static_cast<QKeyEvent *>(event);
    const int key = pressed.key();
    if (watched == m_list && listKey(pressed))
        return true;
    if (watched == m_search && key == Qt::Key_Escape && !m_search->text().isEmpty()) {
        clearSearch();
        return true;
    }
    if (watched == m_search && (key == Qt::Key_Down || key == Qt::Key_Return) && m_model && m_model->rowCount() > 0) {
        if (m_pause->isActive())
            queryChanged();
        m_list->setFocus(Qt::OtherFocusReason);
        toFirstUnlessSeen();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void Sidebar::toFirstUnlessSeen()
{
    const QModelIndex current = m_list->currentIndex();
    if (!current.isValid() || !m_list->viewport()->rect().intersects(m_list->visualRect(current)))
        m_list->setCurrentIndex(m_model->index(0));
}

bool Sidebar::listKey(const QKeyEvent &event)
{
    switch (event.key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (const qint64 id = m_model ? m_model->idAt(m_list->currentIndex().row()) : 0)
            Q_EMIT writingWanted(id);
        return true;
    case Qt::Key_Delete:
        if (!chosenPosts().isEmpty())
            Q_EMIT deletionWanted();
        return true;
    case Qt::Key_Escape:
        if (m_search->text().isEmpty())
            return false;
        clearSearch();
        return true;
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
    case Qt::Key_Home:
    case Qt::Key_End: {
        // With Ctrl the list would go to another row and leave the highlight behind.
        if (!event.modifiers().testFlag(Qt::ControlModifier))
            return false;
        QKeyEvent plain(event.type(), event.key(), event.modifiers() & ~Qt::ControlModifier);
        QCoreApplication::sendEvent(m_list, &plain);
        return true;
    }
    default: return false;
    }
}

} // namespace galley
