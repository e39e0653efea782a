// Keeps a preview pane up with the text being written: parses after the editor has painted. A key in a text that is
// not short parses the blocks about it (see quickparse.h), so that the pane keeps up with the keys; the whole follows
// when they pause for a second, or after ten, by a worker, the latest wins. Where that can't be, the whole is parsed at once, here unless it is
// long. UI thread. The pane outlives the feed.
#pragma once

#include "core/markdown/markdown.h"
#include "ui/preview/previewpane.h"

#include <QElapsedTimer>
#include <QObject>
#include <QThreadPool>
#include <QTimer>

#include <functional>

namespace galley {

class PreviewFeed : public QObject
{
    Q_OBJECT

public:
    /// Longest text that is parsed whole on the UI thread, in UTF-16 units.
    static constexpr qsizetype directSize = 200 * 1024;
    /// Longest text that is parsed whole at each key: half a millisecond.
    static constexpr qsizetype shortSize = 4 * 1024;

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
    /// The first of a post; `shown` follows.
    void opened();

private:
    struct Parsed
    {
        QString text;
        markdown::Document document;
        int post;
        int revision;
    };

    void parse();
    void confirmLater();
    void parseWhole();
    void takeWhole(Parsed parsed);
    void show(Parsed parsed);

    PreviewPane &m_pane;
    std::function<QString()> m_text;
    PreviewHeader m_header;
    QString m_shownText;           // what m_document is of
    markdown::Document m_document; // the last that was shown
    QTimer m_soon;
    QTimer m_whole;
    QElapsedTimer m_unconfirmed; // since the first quick parse that no whole one followed
    int m_post = 0;     // counts open(): what a worker finds for an earlier post is dropped
    int m_revision = 0; // counts changed()
    int m_shownRevision = 0;
    bool m_opening = false;
    bool m_running = false;
    bool m_again = false;
    QThreadPool m_pool; // last: waits for its thread before anything else goes
};

} // namespace galley
