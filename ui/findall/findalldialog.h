// Find, and replace, in the texts of all posts: places with the words around them, by post. Replacing asks once and
// changes them here; readers see nothing of it until the author publishes. UI thread.
#pragma once

#include "ui/findall/replaceoutcome.h"
#include "ui/findall/sweepjob.h"
#include "ui/widgets/carddialog.h"

#include <QTimer>

class QCheckBox;
class QLabel;
class QLineEdit;
class QTreeWidget;
class QTreeWidgetItem;

namespace galley {

class SearchToggles;
class ThinBar;

class FindAllDialog : public CardDialog
{
    Q_OBJECT

public:
    FindAllDialog(const Theme &theme, Workspace &workspace, QWidget *parent);

    void setSearch(const QString &sought, const TextSearch::Way &way, const QString &with);
    /// How it looks for words, as the author left it.
    TextSearch::Way way() const;

    /// Where the author wants to go; 0 for nowhere.
    qint64 wantedPost() const { return m_wantedPost; }
    int wantedLine() const { return m_wantedLine; }
    /// The author has replaced, which closes the dialog.
    bool hasReplaced() const { return m_hasReplaced; }
    ReplaceOutcome &outcome() { return m_outcome; }

protected:
    void done(int result) override;

private:
    QWidget *fields();
    void buildTree();
    void search();
    void add(const PostHits &post);
    void showState();
    void showProgress();
    void go(QTreeWidgetItem *item);
    void confirm();
    void replaced();
    QString titleOf(qint64 postId) const;
    std::vector<PostHits> chosen() const;
    int countChosen() const;
    QString places(int count) const;
    QString postsIn(int count) const;

    SweepJob m_job;
    QLineEdit *m_sought; // in the order of Tab
    SearchToggles *m_toggles;
    QCheckBox *m_replacing;
    QLineEdit *m_with;
    ThinBar *m_bar;
    QLabel *m_state;
    QTreeWidget *m_tree;
    QPushButton *m_replace;
    QPushButton *m_close;
    QTimer m_typed;
    std::vector<PostHits> m_posts;
    ReplaceOutcome m_outcome;
    std::size_t m_asked = 0; // posts that are to be replaced in
    int m_wentOn = 0;        // of these
    int m_all = 0;           // posts of the blog
    int m_looked = 0;        // of these
    int m_places = 0;        // found
    int m_listed = 0;        // of these
    QString m_trouble;
    bool m_isReplacing = false;
    bool m_hasReplaced = false;
    qint64 m_wantedPost = 0;
    int m_wantedLine = 0;
};

} // namespace galley
