// The images that nothing names: the author looks at them, ticks, and removes them for good. Stop ends what is under way; what
// is removed by then stays removed. UI thread; the work is the workspace's.
#pragma once

#include "core/workspace/imageremoval.h"
#include "ui/images/unusedlist.h"
#include "ui/widgets/carddialog.h"

class QCheckBox;
class QListView;
class QStackedWidget;

namespace galley {

class ThinBar;

class UnusedDialog : public CardDialog
{
    Q_OBJECT

public:
    /// Looks for them by itself; what is open is to be saved before.
    UnusedDialog(const Theme &theme, Workspace &workspace, QWidget *parent);

    /// Once it was accepted, of all that was asked for here.
    const ImageRemoval &removal() const { return m_removal; }
    /// In a sentence or two.
    QString outcome() const;

protected:
    void done(int result) override;

private:
    QWidget *listPage();
    QWidget *wordsPage();
    void showFound(Result<UnusedImages> unused);
    void showTicked();
    void showNote(const UnusedImages &unused);
    void remove();
    void removeNext();
    void removedSome(const Result<ImageRemoval> &part, qsizetype asked);

    Workspace &m_workspace;
    UnusedList m_images;
    QStackedWidget *m_pages;
    QListView *m_list;
    QLabel *m_heading;
    QLabel *m_words;
    QLabel *m_note;
    ThinBar *m_bar;
    QCheckBox *m_all;
    QPushButton *m_close;
    QPushButton *m_remove;
    QList<qint64> m_left; // still to be asked for
    qsizetype m_wanted = 0;
    ImageRemoval m_removal;
    qint64 m_bytes = 0; // of all that are wanted
    bool m_isRemoving = false;
    bool m_isStopped = false;
};

} // namespace galley
