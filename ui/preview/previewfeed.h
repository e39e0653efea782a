// Keeps a preview pane up with the text being written: parses after the editor has painted, here while that
// takes no time to speak of, on a worker beyond; what was typed meanwhile is parsed next, never queued up.
// UI thread. The pane outlives the feed.
#pragma once

#include "core/markdown/markdown.h"
#include "ui/preview/previewpane.h"

#include <QObject>
#include <QThreadPool>
#include <QTimer>

#include <functional>

namespace galley {

class PreviewFeed : public QObject
{
    Q_OBJECT

public:
    /// Longest text that is parsed on the UI thread, in UTF-16 units.
    static constexpr qsizetype directSize = 200 * 1024;

    /// `text` gives the whole post; it is called on the UI thread, only when a parse begins.
    PreviewFeed(PreviewPane &pane, std::function<QString()> text, QObject *parent = nullptr);
    ~PreviewFeed() override;

    /// Another post: shown from its top. What a worker still does for the former one is dropped.
    void open(const PreviewHeader &header);
    /// The text changed; the pane follows as soon as events allow.
    void changed();

    /// The last parse that the pane was given.
    const markdown::Document &document() const { return m_document; }

Q_SIGNALS:
    /// The pane has taken over a new document.
    void shown();

private:
    void parse();
    void show(markdown::Document document, int post);

    PreviewPane &m_pane;
    std::function<QString()> m_text;
    PreviewHeader m_header;
    markdown::Document m_document;
    QTimer m_soon;
    int m_post = 0; // counts open(): results of an earlier post are dropped
    bool m_opening = false;
    bool m_running = false;
    bool m_again = false;
    QThreadPool m_pool; // last: waits for its thread before anything else goes
};

} // namespace galley
