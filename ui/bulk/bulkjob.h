// One change to several posts, one after the other. Each post is changed whole or not at all; what can't be changed is
// told and left as it is, and the others go on. UI thread; the work is the workspace's.
#pragma once

#include "core/workspace/workspace.h"

#include <QList>
#include <QObject>

#include <optional>

namespace galley {

struct BulkChange
{
    enum class Kind { AddTag, RemoveTag, Publish, Delete, Undo };
    Kind kind = Kind::AddTag;
    QString tag{};
};

struct BulkOutcome
{
    int changed = 0;
    int unchanged = 0; // it was so already
    int waiting = 0;   // until the site answers
    QStringList landed{}; // units of what readers see that can be undone
    QStringList troubles; // "title: why", of those that stayed as they were
    QStringList notices{}; // "title: why", of those that an undo could not bring back quite as they were
    bool isCancelled = false;
};

class BulkJob : public QObject
{
    Q_OBJECT

public:
    explicit BulkJob(Workspace &workspace, QObject *parent = nullptr);

    /// Not while one is under way.
    void start(const BulkChange &change, const QList<qint64> &posts);
    /// Undoes these units of an outcome, the last one first.
    void undo(const QStringList &units);
    /// The post under way is still done.
    void cancel();
    bool isRunning() const { return m_isRunning; }

Q_SIGNALS:
    void progressed(int posts, int of);
    void finished(const galley::BulkOutcome &outcome);

private:
    enum class Step { Changed, Unchanged, Waiting };

    void next();
    void undoNext();
    void changeTags(const PostView &post, int attempt);
    void saveTags(const PostView &post, const QString &tags, int attempt);
    void publish(const PostView &post);
    void take(const QString &name, const Result<UnitAnswer> &answer);
    void done(Step step);
    void failed(const QString &title, const QString &why);

    Workspace &m_workspace;
    BulkChange m_change;
    QList<qint64> m_posts;
    QStringList m_units; // to be undone
    qsizetype m_next = 0;
    BulkOutcome m_outcome;
    bool m_isRunning = false;
};

} // namespace galley
