// Brings dropped, pasted and picked images into the blog and puts `![alt](/images/ID)` where they belong, in the
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
    void failed(const QString &filename, const galley::Error &error);
    void finished();

private:
    struct Job
    {
        qint64 postId;
        DroppedImage image;
        QTextCursor place;
    };
    void next();
    void store(const QByteArray &bytes);
    void insert(const ImageInfo &image);

    Workspace &m_workspace;
    std::deque<Job> m_jobs;
    bool m_busy = false;
};

/// A first description from the file's name: "low-water_at six.jpg" gives "low water at six"; a name that a
/// camera or a clipboard made gives nothing.
QString altFromFilename(const QString &filename);

} // namespace galley
