// The right column: the open post as readers will see it. Feeds the preview with text, pictures and colours.
// UI thread; pictures are decoded off it.
#pragma once

#include "core/model/post.h"

#include <QPointer>
#include <QWidget>

#include <functional>

namespace galley {

class PreviewFeed;
class PreviewPane;
class Theme;
class Workspace;

class ProofPane : public QWidget
{
    Q_OBJECT

public:
    /// `text` gives the Markdown on screen.
    ProofPane(const Theme &theme, std::function<QString()> text, QWidget *parent = nullptr);
    ~ProofPane() override;

    /// Where pictures come from; null when no blog is open. Must outlive its use here.
    void setWorkspace(Workspace *workspace);
    /// Another post stands in the editor.
    void open(const PostFields &fields);
    /// Something was typed.
    void update(const PostFields &fields);
    void imagesChanged();
    /// 1: as large as for readers.
    void setZoom(double zoom);
    /// A hidden proof costs nothing: it catches up when it is shown again.
    void setActive(bool active);
    bool isActive() const { return m_active; }
    /// So many pixels at the right are under something else: the post is laid out in what it leaves, if it leaves any.
    void setCovered(int pixels);

    PreviewPane &preview() { return *m_pane; }

Q_SIGNALS:
    /// What was typed, or another post, has been drawn.
    void shown();
    /// A post has been drawn for the first time since open(), from its top; `shown` follows.
    void opened();
    void resized();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void placePane();
    void fetchImage(qint64 id, QSize deviceSize);
    void applyTheme();

    const Theme &m_theme;
    PreviewPane *m_pane;
    PreviewFeed *m_feed;
    QPointer<Workspace> m_workspace;
    double m_zoom = 1;
    bool m_active = true;
    bool m_stale = false;
    int m_covered = 0;
    PostFields m_fields;
};

} // namespace galley
