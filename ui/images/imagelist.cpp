#include "ui/images/imagelist.h"

#include "core/base/text.h"
#include "ui/base/whendone.h"
#include "ui/images/squareimage.h"
#include "ui/session/postsession.h"
#include "ui/theme/painting.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QPainterPath>
#include <QRegularExpression>
#include <QThreadPool>

namespace galley {

namespace {

constexpr int kThumb = 56;

QRegularExpression imageInText(qint64 id)
{
    return QRegularExpression(QStringLiteral("!\\[((?:[^\\]\\\\]|\\\\.)*)\\]\\(/images/%1\\b").arg(id));
}

class Thumbnail final : public QWidget
{
public:
    Thumbnail(const Theme &theme, QWidget *parent)
        : QWidget(parent),
          m_theme(theme)
    {
        setFixedSize(kThumb, kThumb);
    }

    void setImage(const QImage &image)
    {
        m_image = image;
        update();
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        QPainterPath shape;
        shape.addRoundedRect(rect(), 7, 7);
        painter.setClipPath(shape);
        painter.fillRect(rect(), m_theme.tokens().line);
        if (!m_image.isNull())
            painter.drawImage(rect(), m_image);
    }

private:
    const Theme &m_theme;
    QImage m_image;
};

} // namespace

ImageList::ImageList(const Theme &theme, QWidget *parent)
    : QWidget(parent),
      m_theme(theme),
      m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins(0, 2, 0, 0);
    m_column->setSpacing(10);
}

void ImageList::open(Workspace &workspace, PostSession &session)
{
    if (m_session != &session) {
        m_session = &session;
        connect(&session, &PostSession::saved, this, [this] {
            if (isVisible())
                reload();
        });
    }
    m_workspace = &workspace;
    m_shown.clear();
    reload();
}

void ImageList::reload()
{
    if (!m_workspace || !m_session)
        return;
    whenDone(m_workspace->imagesOf(m_session->postId()), this, [this](const Result<std::vector<ImageInfo>> &images) {
        if (images)
            show(*images);
    });
}

void ImageList::show(const std::vector<ImageInfo> &images)
{
    QList<qint64> ids;
    for (const ImageInfo &image : images)
        ids.append(image.id);
    if (ids == m_shown && !ids.isEmpty())
        return;
    m_shown = ids;
    while (QLayoutItem *item = m_column->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    const QString text = m_session->fields().content;
    for (const ImageInfo &image : images) {
        const QString alt = altInText(text, image.id);
        addRow(image, alt.isNull() ? image.altText : alt);
    }
    if (!images.empty())
        return;
    auto *none = new QLabel(tr("None yet. Drop or paste one into the text."), this);
    none->setWordWrap(true);
    none->setForegroundRole(QPalette::Dark);
    m_column->addWidget(none);
}

void ImageList::addRow(const ImageInfo &image, const QString &alt)
{
    auto *row = new QWidget(this);
    auto *line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(10);
    auto *thumbnail = new Thumbnail(m_theme, row);
    auto *edit = new QLineEdit(alt, row);
    edit->setPlaceholderText(tr("Describe it for who can't see it"));
    edit->setAccessibleName(tr("Description of %1").arg(image.filename));
    edit->setCursorPosition(0);
    auto *size = new QLabel(tr("%1 · %2").arg(image.filename, humanBytes(image.fileSize)), row);
    size->setFont(m_theme.text(11));
    size->setForegroundRole(QPalette::Dark);
    size->setText(size->fontMetrics().elidedText(size->text(), Qt::ElideMiddle, 210));
    auto *texts = new QVBoxLayout;
    texts->setSpacing(3);
    texts->addWidget(edit);
    texts->addWidget(size);
    line->addWidget(thumbnail, 0, Qt::AlignTop);
    line->addLayout(texts, 1);
    m_column->addWidget(row);
    connect(edit, &QLineEdit::editingFinished, this, [this, edit, id = image.id, before = alt] {
        if (edit->text() != before)
            describe(id, edit->text());
    });
    const int side = qRound(kThumb * devicePixelRatioF());
    auto square = m_workspace->image(image.id).then(QThreadPool::globalInstance(), [side](const Result<Image> &stored) {
        return stored ? squareOf(stored->thumbnail.isEmpty() ? stored->data : stored->thumbnail, side) : QImage();
    });
    whenDone(square, thumbnail, [thumbnail](const QImage &drawn) { thumbnail->setImage(drawn); });
}

void ImageList::describe(qint64 id, const QString &alt)
{
    if (!m_workspace || !m_session)
        return;
    m_session->edit([&](PostFields &fields) { fields.content = withAlt(fields.content, id, alt); });
    m_workspace->setImageAltText(id, alt); // no harm where it fails: the text, which readers see, has it
}

QString altInText(const QString &markdown, qint64 id)
{
    const QRegularExpressionMatch match = imageInText(id).match(markdown);
    return match.hasMatch() ? match.captured(1) + QLatin1String("") : QString();
}

QString withAlt(const QString &markdown, qint64 id, const QString &alt)
{
    QString safe = alt.simplified();
    safe.remove(QLatin1Char('[')).remove(QLatin1Char(']'));
    QString text = markdown;
    QRegularExpressionMatch match = imageInText(id).match(text);
    while (match.hasMatch()) {
        text.replace(match.capturedStart(1), match.capturedLength(1), safe);
        match = imageInText(id).match(text, match.capturedStart(1) + safe.size());
    }
    return text;
}

} // namespace galley

#include "moc_imagelist.cpp"
