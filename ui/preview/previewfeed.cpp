#include "ui/preview/previewfeed.h"

namespace galley {

PreviewFeed::PreviewFeed(PreviewPane &pane, std::function<QString()> text, QObject *parent)
    : QObject(parent), m_pane(pane), m_text(std::move(text))
{
    m_pool.setMaxThreadCount(1);
    // Zero: after the events that are waiting, the editor's own painting among them.
    m_soon.setInterval(0);
    m_soon.setSingleShot(true);
    connect(&m_soon, &QTimer::timeout, this, &PreviewFeed::parse);
}

PreviewFeed::~PreviewFeed()
{
    m_pool.waitForDone();
}

void PreviewFeed::open(const PreviewHeader &header)
{
    ++m_post;
    m_header = header;
    m_opening = true;
    m_running = false;
    m_again = false;
    m_soon.start();
}

void PreviewFeed::changed()
{
    m_soon.start();
}

void PreviewFeed::parse()
{
    if (m_running) {
        m_again = true;
        return;
    }
    const QString text = m_text();
    if (text.size() <= directSize) {
        show(markdown::parse(text), m_post);
        return;
    }
    m_running = true;
    m_pool.start([this, text, post = m_post] {
        markdown::Document document = markdown::parse(text);
        QMetaObject::invokeMethod(
            this, [this, post, parsed = std::move(document)]() mutable { show(std::move(parsed), post); });
    });
}

void PreviewFeed::show(markdown::Document document, int post)
{
    if (post != m_post)
        return;
    m_running = false;
    m_document = std::move(document);
    if (m_opening)
        m_pane.openDocument(m_header, m_document);
    else
        m_pane.setDocument(m_document);
    m_opening = false;
    if (m_again) {
        m_again = false;
        m_soon.start();
    }
    Q_EMIT shown();
}

} // namespace galley
