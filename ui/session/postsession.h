// The post in the editor: loads it, saves it while it is written, and takes in what others wrote meanwhile.
// What the author has on screen is never overwritten by a save that was computed from something older, and a
// post is not left before it is saved. UI thread; the work itself is done by the workspace's desk worker.
#pragma once

#include "core/model/post.h"
#include "core/merge/fieldmerge.h"
#include "core/workspace/workspace.h"
#include "ui/editor/autosaver.h"

#include <QObject>

#include <functional>

namespace galley {

class EditorPane;

class PostSession : public QObject
{
    Q_OBJECT

public:
    PostSession(Workspace &workspace, EditorPane &pane, QObject *parent = nullptr);

    /// 0 when none is open.
    qint64 postId() const { return m_view.id; }
    /// As it was last read or saved.
    const PostView &view() const { return m_view; }
    /// As it stands on the screen.
    PostFields fields() const;
    bool isSettled() const { return !m_saver.isPending(); }

    /// Saves what is open, then shows this post.
    void open(qint64 id);
    /// Shows a post that was just read or made.
    void show(const PostView &view);
    /// Empties the editor: the post is gone or the blog is closed.
    void leave();
    /// Where no post is open, makes one of what stands on the page, and calls `then` once it is open; at once where
    /// one is. The first key does so too, so the pane is writable only where a post may begin.
    void begin(std::function<void()> then);
    /// Reads the open post again: somebody else wrote to the file, or it was published.
    void reread();

    /// From the details panel; saved like what is typed. A given address is no longer made from the title.
    void edit(const std::function<void(PostFields &)> &change);
    /// When it is to be published by itself (raw text of the database); null: not.
    void schedule(const QString &publishAt);
    QString publishAt() const { return m_publishAt; }

    /// Saves now, and calls `then` when everything is saved, or failed to be.
    void settle(std::function<void()> then);
    void saveNow();

Q_SIGNALS:
    void opened(const galley::PostView &view);
    /// What was written on an empty page is a new post now, and open.
    void begun();
    /// Text or a field changed on screen.
    void edited();
    void saved();
    void stateChanged(galley::AutoSaver::State state, const QString &trouble);
    /// One sentence for the author: something was merged or kept aside.
    void notice(const QString &words);
    /// Somebody else wrote into the same place: both versions wait to be settled (core/sync/conflicts.h).
    void conflictNoted();
    /// The post was deleted elsewhere while nothing of it was unsaved here.
    void gone();
    void failed(const galley::Error &error);

private:
    void load(qint64 id);
    void touched();
    void save();
    void makePost();
    void sendSave(const View &view);
    void saveDone(const View &view, const Result<SaveResult> &result);
    void reconcile(const PostView &theirs);
    void keepAsNewDraft();
    void takeOthers(const PostFields &fields);
    void putOnScreen(const View &view);
    void giveUp(const Error &error);
    View onScreen() const { return {fields(), m_publishAt}; }
    void resume();
    bool followsTitle(const PostFields &fields) const;

    Workspace &m_workspace;
    EditorPane &m_pane;
    AutoSaver m_saver;
    PostView m_view;     // what the last save or read agreed on
    PostFields m_others; // address, tags, … as on screen; title, subtitle and text live in the pane
    QString m_publishAt;
    qint64 m_wanted = 0;
    std::function<void()> m_then;
    bool m_loading = false;
    QString m_trouble;
};

} // namespace galley
