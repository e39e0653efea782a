// The posts that were deleted and can come back, to choose from. UI thread.
#pragma once

#include "core/store/trash.h"
#include "ui/palette/picklist.h"
#include "ui/widgets/carddialog.h"

class QListView;
class QStackedWidget;

namespace galley {

class Workspace;

class DeletedDialog : public CardDialog
{
    Q_OBJECT

public:
    /// Reads the list by itself.
    DeletedDialog(const Theme &theme, Workspace &workspace, const Clock &clock, QWidget *parent);

    /// Once it was accepted: for Workspace::undo, in the order of the list.
    QStringList chosen() const;

Q_SIGNALS:
    /// It can't be read; the dialog says nothing of it.
    void failed(const galley::Error &error);

private:
    void buildList();
    QWidget *emptyState();
    void list(std::vector<TrashEntry> posts);
    void selectionChanged();

    const Clock &m_clock;
    std::vector<TrashEntry> m_posts;
    PickList m_entries;
    QStackedWidget *m_pages;
    QListView *m_list;
    QPushButton *m_close;
    QPushButton *m_restore;
};

} // namespace galley
