#include "ui/proof/proofpane.h"

#include "core/base/text.h"
#include "core/base/timestamp.h"
#include "core/markdown/wordcount.h"
#include "core/workspace/workspace.h"
#include "ui/base/whendone.h"
#include "ui/preview/previewfeed.h"
#include "ui/preview/previewpane.h"
#include "ui/preview/themestyle.h"
#include "ui/theme/painting.h"
#include "ui/theme/theme.h"

#include <QBuffer>
#include <QFocusEvent>
#include <QImageReader>
#include <QLocale>
#include <QPaintEvent>
#include <QPainter>
#include <QThreadPool>

namespace galley {

namespace {

struct Decoded
{
    QSize size;
    QImage image;
};

Decoded decode(const QByteArray &bytes, QSize deviceSize)
{
    QBuffer buffer;
    buffer.setData(bytes);
    QImageReader reader(&buffer);
    reader.setAutoTransform(true);
    Decoded result{reader.size(), {}};
    if (!deviceSize.isEmpty() && result.size.isValid() && deviceSize.width() < result.size.width())
        reader.setScaledSize(result.size.scaled(deviceSize, Qt::KeepAspectRatioByExpanding));
    result.image = reader.read();
    return result;
}

/// A line around the proof while the keys go to it, when keys have brought them there.
class FocusEdge final : public QWidget
{
public:
    FocusEdge(const Theme &theme, QWidget &around)
        : QWidget(around.parentWidget()),
          m_theme(theme)
    {
        setAttribute(Qt::WA_TransparentForMouseEvents);
        hide();
        around.installEventFilter(this);
    }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() == QEvent::Resize)
            resize(static_cast<QResizeEvent *>(event)->size());
        else if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut)
            follow(*static_cast<QFocusEvent *>(event));
        return QWidget::eventFilter(watched, event);
    }
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        paintRounded(painter, rect(), 0, Qt::transparent, m_theme.tokens().accent, 2);
    }

private:
    void follow(const QFocusEvent &event)
    {
        const Qt::FocusReason reason = event.reason();
        if (reason == Qt::ActiveWindowFocusReason || reason == Qt::PopupFocusReason)
            return; // it comes back as it was
        const bool isByKey = reason == Qt::TabFocusReason || reason == Qt::BacktabFocusReason || reason == Qt::ShortcutFocusReason;
        setVisible(event.gotFocus() && isByKey);
        raise();
    }

    const Theme &m_theme;
};

PreviewHeader headerOf(const PostFields &fields)
{
    QStringList meta;
    const std::optional<QDateTime> date = parseTimestamp(fields.publishedAt);
    const QDate day = date ? date->toLocalTime().date() : QDate::currentDate();
    meta << QLocale().toString(day, QStringLiteral("d MMMM yyyy"));
    if (markdown::countWords(fields.content) > 0)
        meta << ProofPane::tr("%1 min read").arg(markdown::readingMinutes(fields.content));
    if (const QStringList tags = splitTags(fields.tags); !tags.isEmpty())
        meta << tags.join(QStringLiteral(", "));
    return {fields.title, fields.subtitle, meta.join(QStringLiteral(" · "))};
}

} // namespace

ProofPane::ProofPane(const Theme &theme, std::function<QString()> text, QWidget *parent)
    : QWidget(parent),
      m_theme(theme),
      m_pane(new PreviewPane(this)),
      m_feed(new PreviewFeed(*m_pane, std::move(text), this))
{
    m_pane->setFrameShape(QFrame::NoFrame);
    m_pane->setAccessibleName(tr("Proof: the post as readers will see it"));
    // Queued: it is asked for while painting, and the answer may come at once.
    connect(m_pane, &PreviewPane::imageNeeded, this, &ProofPane::fetchImage, Qt::QueuedConnection);
    connect(m_feed, &PreviewFeed::shown, this, &ProofPane::shown);
    connect(m_feed, &PreviewFeed::opened, this, &ProofPane::opened);
    connect(&theme, &Theme::changed, this, &ProofPane::applyTheme);
    new FocusEdge(theme, *m_pane);
    setMinimumWidth(260);
    applyTheme();
}

ProofPane::~ProofPane()
{
    delete m_feed; // it uses the pane to its end
}

void ProofPane::setWorkspace(Workspace *workspace)
{
    m_workspace = workspace;
}

void ProofPane::open(const PostFields &fields)
{
    m_fields = fields;
    m_stale = !m_active;
    if (m_active)
        m_feed->open(headerOf(fields));
}

void ProofPane::update(const PostFields &fields)
{
    m_fields = fields;
    m_stale = !m_active;
    if (!m_active)
        return;
    m_pane->setHeader(headerOf(fields));
    m_feed->changed();
}

void ProofPane::imagesChanged()
{
    m_pane->retryImages();
}

void ProofPane::setZoom(double zoom)
{
    m_zoom = zoom;
    applyTheme();
}

void ProofPane::setActive(bool active)
{
    m_active = active;
    setVisible(active);
    if (active && m_stale)
        open(m_fields);
}

void ProofPane::fetchImage(qint64 id, QSize deviceSize)
{
    if (!m_workspace)
        return;
    auto decoded = m_workspace->image(id).then(QThreadPool::globalInstance(), [deviceSize](const Result<Image> &image) {
        return image ? decode(image->data, deviceSize) : Decoded{};
    });
    whenDone(decoded, this, [this, id](const Decoded &drawn) {
        if (drawn.size.isValid())
            m_pane->setImageSize(id, drawn.size);
        m_pane->setImage(id, drawn.image);
    });
}

void ProofPane::applyTheme()
{
    QPalette p = palette();
    p.setColor(QPalette::Window, m_theme.tokens().paper); // behind the scroll bar too
    m_pane->setPalette(p);
    m_pane->setPreviewStyle(themeStyle(m_theme.tokens().dark ? site::Scheme::Dark : site::Scheme::Light, m_zoom));
}

void ProofPane::setCovered(int pixels)
{
    m_covered = pixels;
    placePane();
}

void ProofPane::placePane()
{
    const int left = width() - m_covered;
    m_pane->resize(left > 0 ? left : width(), height());
}

// Beside the pane, until what covers it has come.
void ProofPane::paintEvent(QPaintEvent *event)
{
    QPainter(this).fillRect(event->rect(), m_theme.tokens().paper);
}

void ProofPane::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    placePane();
    Q_EMIT resized();
}

} // namespace galley

#include "moc_proofpane.cpp"
