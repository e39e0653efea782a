// Brings dropped, pasted and picked images into the blog and puts `![](/images/ID)` where they belong, in the
// order they were given. The text can be edited meanwhile: the place moves along. UI thread; files are read and
// decoded off it.
#pragma once

#include "core/workspace/workspace.h"
#include "ui/editor/droppedimages.h"

#include <QObject>
#include <QTextCursor>

#include <deque>

namespace galley {

class ImageIntake : public QObject
{
    Q_OBJECT

public:
    explicit ImageIntake(Workspace &workspace, QObject *parent = nullptr);

    void take(qint64 postId, const QList<DroppedImage> &images, const QTextCursor &place);

Q_SIGNALS:
    void started(int waiting);
    void added(const galley::ImageInfo &image);
    /// Of the first image of those that came together, while nothing was written: its description can be written at
    /// `description`. `place` is where the images were given.
    void descriptionWanted(const QTextCursor &place, const QTextCursor &description);
    void failed(const QString &filename, const galley::Error &error);
    void finished();

private:
    struct Job
    {
        qint64 postId;
        DroppedImage image;
        QTextCursor place;
        int revision; // of the text when it was given
    };
    void next();
    void store(const QByteArray &bytes);
    void insert(const ImageInfo &image);

    Workspace &m_workspace;
    std::deque<Job> m_jobs;
    bool m_busy = false;
};

} // namespace galley
