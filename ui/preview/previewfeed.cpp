#include "ui/preview/previewfeed.h"

#include "ui/preview/quickparse.h"

#include <utility>

namespace galley {

namespace {

// How long the keys must pause for the whole parse to confirm quick ones, and how long these may stand while keys go on.
// One parse waits for another (see markdown.h), so a key that meets the whole one of a megabyte is shown 50 ms late.
constexpr int pauseOfKeys = 1000;
constexpr int longestUnconfirmed = 10'000;

} // namespace

PreviewFeed::PreviewFeed(PreviewPane &pane, std::function<QString()> text, QObject *parent)
    : QObject(parent), m_pane(pane), m_text(std::move(text))
{
    m_pool.setMaxThreadCount(1);
    // Zero: after the events that are waiting, the editor's own painting among them.
    m_soon.setInterval(0);
    m_soon.setSingleShot(true);
    connect(&m_soon, &QTimer::timeout, this, &PreviewFeed::parse);
    m_whole.setInterval(pauseOfKeys);
    m_whole.setSingleShot(true);
    connect(&m_whole, &QTimer::timeout, this, &PreviewFeed::parseWhole);
}

PreviewFeed::~PreviewFeed()
{
    m_pool.waitForDone();
}

void PreviewFeed::open(const PreviewHeader &header)
{
    ++m_post;
    ++m_revision;
    m_header = header;
    m_opening = true;
    m_running = false;
    m_again = false;
    m_whole.stop();
    m_soon.start();
}

void PreviewFeed::changed()
{
    ++m_revision;
    m_soon.start();
}

void PreviewFeed::parse()
{
    const QString text = m_text();
    if (!m_opening && text.size() > shortSize) {
        if (std::optional<markdown::Document> quick = preview::quickParse(m_shownText, m_document, text)) {
            show({text, std::move(*quick), m_post, m_revision});
            confirmLater();
            return;
        }
    }
    if (text.size() > directSize) {
        parseWhole();
        return;
    }
    m_whole.stop();
    show({text, markdown::parse(text), m_post, m_revision});
}

void PreviewFeed::confirmLater()
{
    if (!m_whole.isActive())
        m_unconfirmed.start();
    if (!m_whole.isActive() || m_unconfirmed.elapsed() < longestUnconfirmed - pauseOfKeys)
        m_whole.start();
}

void PreviewFeed::parseWhole()
{
    if (m_running) {
        m_again = true;
        return;
    }
    m_running = true;
    m_pool.start([this, parsed = Parsed{m_text(), {}, m_post, m_revision}]() mutable {
        parsed.document = markdown::parse(parsed.text);
        QMetaObject::invokeMethod(this,
                                  [this, done = std::move(parsed)]() mutable { takeWhole(std::move(done)); });
    });
}

void PreviewFeed::takeWhole(Parsed parsed)
{
    if (parsed.post != m_post)
        return;
    m_running = false;
    const bool again = std::exchange(m_again, false);
    const bool late = parsed.revision < m_shownRevision;
    if (!late)
        show(std::move(parsed));
    if (again)
        parseWhole();
    else if (late && !m_whole.isActive())
        confirmLater();
}

void PreviewFeed::show(Parsed parsed)
{
    m_shownText = std::move(parsed.text);
    m_shownRevision = parsed.revision;
    m_document = std::move(parsed.document);
    if (std::exchange(m_opening, false)) {
        m_pane.openDocument(m_header, m_document);
        Q_EMIT opened();
    } else {
        m_pane.setDocument(m_document);
    }
    Q_EMIT shown();
}

} // namespace galley

#include "moc_previewfeed.cpp"
