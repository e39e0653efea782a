// The left column: search, filters, the list of posts and the line about where they are. UI thread.
#pragma once

#include "ui/postlist/syncline.h"

#include "core/model/post.h"
#include "core/store/listquery.h"

#include <QPersistentModelIndex>
#include <QWidget>

class QAction;
class QButtonGroup;
class QKeyEvent;
class QLabel;
class QListView;
class QTimer;

namespace galley {

class PostListModel;
class SearchField;
class Theme;

class Sidebar : public QWidget
{
    Q_OBJECT

public:
    /// `newPost` is offered beside the search.
    Sidebar(const Theme &theme, QAction *newPost, QWidget *parent = nullptr);

    /// The list of an opened blog; null when it is closed. Not owned.
    void setModel(PostListModel *model);
    void setCounts(const PostCounts &counts);
    /// Reads the rows again; the chosen post stays chosen.
    void refresh();
    void choose(qint64 id);
    void focusSearch();
    void focusList();
    void clearSearch();
    void setOrder(PostOrder order);
    PostOrder order() const { return m_order; }
    /// Shows the posts of one tag; it stands in the search, where it can be changed.
    void searchTag(const QString &tag);
    /// Whose posts are shown; empty when those of any.
    QString searchedTag() const;
    /// Those that are highlighted or, where none is, the open post, which the list may not hold.
    QList<qint64> chosenPosts() const;
    SyncLine &syncLine() { return *m_syncLine; }

Q_SIGNALS:
    void postChosen(qint64 id);
    /// Which posts are chosen has changed.
    void chosenPostsChanged();
    /// The author wants to write in the post that is chosen.
    void writingWanted(qint64 id);
    /// The chosen posts are to be deleted.
    void deletionWanted();
    /// A menu for the chosen posts belongs at this place of the screen.
    void chosenMenuWanted(const QPoint &place);
    /// How the list is sorted and what it shows is to be chosen at this place of the screen.
    void arrangeWanted(const QPoint &place);

protected:
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void queryChanged();
    std::optional<qint64> knownTotal() const;
    PostQuery query() const;
    void rowsLoaded();
    void takeAwaited();
    enum class Scroll { Stay, ToChosen };
    void showChosen(Scroll scroll);
    void seekChosen();
    void setChosenPosts(const QList<qint64> &posts);
    bool listKey(const QKeyEvent &event);
    void toFirstUnlessSeen();
    void selectionChanged();
    void currentChanged();
    bool isSearching() const;
    void showEmptyState();
    void showFound();

    const Theme &m_theme;
    SearchField *m_search;
    QButtonGroup *m_filters;
    QLabel *m_found; // how many, while something is sought
    QListView *m_list;
    QWidget *m_empty;
    QLabel *m_emptyTitle;
    QLabel *m_emptyText;
    SyncLine *m_syncLine;
    QTimer *m_pause;
    PostOrder m_order = PostOrder::ByDate;
    PostListModel *m_model = nullptr;
    PostCounts m_counts;
    qint64 m_chosen = 0;             // the open post
    QList<qint64> m_chosenPosts;     // it and those chosen beside it, of the rows that are read
    QPersistentModelIndex m_awaited; // the author went to this row before it was read
    bool m_choosing = false;         // the selection follows the program, not the author
    bool m_wantsChosen = false;      // the list is new, or the post: it is shown once its row is known
};

} // namespace galley
