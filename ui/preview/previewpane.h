// The live preview: a post drawn as a column of blocks, as the theme will show it to readers.
//
// UI thread. Blocks are laid out when they come near the window and again only when their HTML changed; a
// post of a megabyte costs what is in sight. The pane runs no script and loads nothing: pictures are asked
// for by `imageNeeded` and given by `setImage`. Lines are those of the post's Markdown, from 0; fractions lie
// within a block, in proportion to its height. Positions are viewport coordinates in logical pixels.
#pragma once

#include "core/markdown/markdown.h"
#include "ui/preview/linemap.h"
#include "ui/preview/previewstyle.h"

#include <QAbstractScrollArea>
#include <QImage>
#include <QTimer>
#include <QUrl>

#include <memory>

namespace galley {

namespace preview {
class BlockFlow;
class BlockRenderer;
class PreviewImages;
class SegmentCutter;
struct BlockHit;
} // namespace preview

/// What stands above the text. Plain text; an empty part takes no room.
struct PreviewHeader
{
    QString title;
    QString subtitle;
    QString meta; ///< "22 November 2026 · 4 min read · harbours, waiting"

    bool operator==(const PreviewHeader &) const = default;
};

class PreviewPane : public QAbstractScrollArea
{
    Q_OBJECT

public:
    explicit PreviewPane(QWidget *parent = nullptr);
    ~PreviewPane() override;

    void setPreviewStyle(const PreviewStyle &style);
    const PreviewStyle &previewStyle() const;
    void setHeader(const PreviewHeader &header);
    const PreviewHeader &header() const { return m_header; }

    /// The next version of the post in the pane: what stands at the top stays there.
    void setDocument(const markdown::Document &document);
    /// Another post: starts at its top; asks anew for pictures that were absent.
    void openDocument(const PreviewHeader &header, const markdown::Document &document);

    /// Size of a stored picture in its own pixels. Known early, nothing jumps when the picture comes.
    void setImageSize(qint64 id, QSize size);
    /// The answer to imageNeeded, or a picture that has changed. A null image: there is none.
    void setImage(qint64 id, const QImage &image);
    /// Asks again for pictures that were absent (one has been added).
    void retryImages();

    /// The line at the top edge, as a fraction.
    double topLine() const;
    /// The line drawn at this point; -1 in the header and in an empty post.
    int lineAt(const QPoint &position) const;
    void scrollToLine(double line);
    /// Scrolls no more than is needed to show the block of this line, or what of it fits from the line on. Again when a
    /// picture gets its height, until the author scrolls, or another place or text is given.
    void ensureLineVisible(int line);

    enum class CopyAs
    {
        FormattedText, // with its words alone for programs that take no more
        HtmlSource,
    };
    /// Puts the block of the post that has this line on the clipboard; nothing where there is none.
    void copyBlock(int line, CopyAs form) const;

    int layoutCount() const; ///< blocks laid out and kept
    int layoutsMade() const; ///< blocks ever laid out
    qsizetype imageBytes() const;

    QSize sizeHint() const override { return {560, 640}; }

Q_SIGNALS:
    /// `deviceSize` is how large it will be drawn, in device pixels.
    void imageNeeded(qint64 id, QSize deviceSize);
    void lineClicked(int line);
    void linkActivated(const QUrl &url);
    /// The author clicked on the placeholder of a picture on the web.
    void bringInRequested(const QUrl &url);
    /// The author scrolled (not scrollToLine).
    void topLineChanged(double line);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    bool viewportEvent(QEvent *event) override;

private:
    struct Row
    {
        int index;
        int y;
        int height;
        bool operator==(const Row &) const = default;
    };

    const markdown::Block *blockAt(int line) const;
    void applySegments();
    void followAnchor(const std::vector<int> &origin);
    void updateColumn();
    void layOutVisible();
    void layOutAhead();
    bool syncScrollBar();
    void setAnchorFromScrollBar();
    preview::Place anchorAt(int scrollValue) const;
    std::vector<Row> visibleRows() const;
    void updateChanged(const std::vector<Row> &before, const std::vector<int> &origin);
    void putAtTop(double line);
    void keepInSight();
    Row rowAt(const QPoint &position) const;
    int bottomMargin() const;
    void hoverAt(const QPoint &position);
    void leaveHovered();
    bool scrollSideways(const Row &row, qreal pixels);
    preview::BlockHit hitAt(const QPoint &position, const Row &row);

    std::unique_ptr<preview::PreviewImages> m_images;
    std::unique_ptr<preview::BlockRenderer> m_renderer;
    std::unique_ptr<preview::BlockFlow> m_flow;
    std::unique_ptr<preview::SegmentCutter> m_cutter;
    PreviewHeader m_header;
    markdown::Document m_document;
    // The top edge. Heights above it may change as they become known; the anchor stays.
    preview::Place m_anchor;
    int m_columnLeft = 0;
    int m_hovered = -1;
    int m_lastLine = -1; // that the author was last at, here or in the editor
    int m_keptLine = -1; // to stay in sight while heights become known; -1: none
    QPoint m_pressedAt;
    bool m_syncing = false;
    bool m_followsCode = false; // a scroll that isn't the author's
    QTimer m_ahead;
};

} // namespace galley
