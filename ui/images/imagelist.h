// The images of the open post: a thumbnail and a description for each. The description is what the text says;
// changing it here changes it there. UI thread.
#pragma once

#include "core/workspace/workspace.h"

#include <QPointer>
#include <QWidget>

class QVBoxLayout;

namespace galley {

class PostSession;
class Theme;

class ImageList : public QWidget
{
    Q_OBJECT

public:
    ImageList(const Theme &theme, QWidget *parent);

    void open(Workspace &workspace, PostSession &session);

private:
    void reload();
    void show(const std::vector<ImageInfo> &images);
    void addRow(const ImageInfo &image, const QString &alt);
    void describe(qint64 id, const QString &alt);

    const Theme &m_theme;
    QPointer<Workspace> m_workspace;
    QPointer<PostSession> m_session;
    QVBoxLayout *m_column;
    QList<qint64> m_shown;
};

/// The description that `markdown` gives to this image; null when it doesn't show it.
QString altInText(const QString &markdown, qint64 id);
QString withAlt(const QString &markdown, qint64 id, const QString &alt);

} // namespace galley
