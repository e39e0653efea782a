#include "ui/inspector/inspector.h"

#include "core/base/text.h"
#include "core/base/timestamp.h"
#include "core/model/derived.h"
#include "ui/base/whendone.h"
#include "ui/images/imagelist.h"
#include "ui/session/postsession.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/widgets/wraplabel.h"

#include <QComboBox>
#include <QEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QPlainTextEdit>
#include <QPropertyAnimation>
#include <QScrollArea>
#include <QSpinBox>
#include <QToolButton>
#include <QVBoxLayout>

namespace galley {

namespace {

constexpr int kWidth = 340;
constexpr int kLeastBeside = 360; // pixels of the proof that are of use; and of the text
constexpr int kGoodBeside = 480;

QString dateFormat()
{
    return QStringLiteral("yyyy-MM-dd HH:mm");
}

} // namespace

Inspector::Inspector(const Theme &theme, QWidget *over)
    : QWidget(over),
      m_theme(theme),
      m_close(new QToolButton(this)),
      m_slug(new QLineEdit(this)),
      m_address(new WrapLabel(this)),
      m_tags(new QLineEdit(this)),
      m_subtitle(new QLineEdit(this)),
      m_excerpt(new QPlainTextEdit(this)),
      m_series(new QComboBox(this)),
      m_position(new QSpinBox(this)),
      m_date(new QLineEdit(this)),
      m_dateNote(new WrapLabel(this)),
      m_images(new ImageList(theme, this)),
      m_slide(new QPropertyAnimation(this, "pos", this))
{
    auto *content = new QWidget(this);
    m_column = new QVBoxLayout(content);
    m_column->setContentsMargins(20, 6, 20, 20);
    m_column->setSpacing(5);

    auto *heading = new QLabel(tr("Details"), this);
    heading->setFont(theme.text(14, QFont::DemiBold));
    m_close->setIcon(themedIcon(theme, QStringLiteral("close")));
    m_close->setFixedSize(30, 30);
    m_close->setAutoRaise(true);
    m_close->setAccessibleName(tr("Close the details"));
    m_close->setToolTip(tr("Close (Esc)"));
    connect(m_close, &QToolButton::clicked, this, &Inspector::closed);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(20, 12, 12, 6);
    head->addWidget(heading, 1);
    head->addWidget(m_close);

    m_address->setForegroundRole(QPalette::Dark);
    for (WrapLabel *note : {m_address, m_dateNote}) // an address may be one long word
        note->setFont(theme.text(12));
    m_tags->setPlaceholderText(tr("harbours, waiting"));
    m_subtitle->setPlaceholderText(tr("One line below the title"));
    m_excerpt->setPlaceholderText(tr("Made from the first lines"));
    m_excerpt->setTabChangesFocus(true);
    m_excerpt->setFixedHeight(76);
    m_excerpt->document()->setDocumentMargin(7);
    m_excerpt->viewport()->setAutoFillBackground(false); // its rounded frame is filled
    m_series->setEditable(true);
    m_series->setInsertPolicy(QComboBox::NoInsert);
    m_series->lineEdit()->setPlaceholderText(tr("none"));
    m_position->setRange(0, 9999);
    m_position->setSpecialValueText(tr("–"));
    m_position->setAccessibleName(tr("Place in the series"));
    m_position->setToolTip(tr("Place in the series"));
    m_position->setButtonSymbols(QAbstractSpinBox::NoButtons);
    m_position->setFixedWidth(56);
    m_date->setPlaceholderText(tr("when published"));

    const auto add = [this](const QString &name, QWidget *field) {
        m_column->addWidget(caption(name, field));
        m_column->addWidget(field);
    };
    add(tr("Address"), m_slug);
    m_column->addWidget(m_address);
    add(tr("Tags"), m_tags);
    add(tr("Subtitle"), m_subtitle);
    add(tr("Excerpt"), m_excerpt);
    m_column->addWidget(caption(tr("Series"), m_series));
    auto *seriesRow = new QHBoxLayout;
    seriesRow->setSpacing(8);
    seriesRow->addWidget(m_series, 1);
    seriesRow->addWidget(m_position);
    m_column->addLayout(seriesRow);
    add(tr("Date"), m_date);
    m_column->addWidget(m_dateNote);
    m_column->addWidget(caption(tr("Images"), m_images));
    m_column->addWidget(m_images);
    m_column->addStretch();

    auto *scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus); // what has the focus in it comes into sight by itself
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(content);
    scroll->viewport()->setAutoFillBackground(false);
    content->setAutoFillBackground(false);
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(1, 0, 0, 0);
    outer->setSpacing(0);
    outer->addLayout(head);
    outer->addWidget(scroll, 1);

    connect(m_slug, &QLineEdit::editingFinished, this, &Inspector::takeSlug);
    connect(m_slug, &QLineEdit::textChanged, this, &Inspector::showAddress);
    const auto text = [this](QLineEdit *field, QString PostFields::*member) {
        connect(field, &QLineEdit::textEdited, this, [this, member](const QString &value) {
            if (m_session)
                m_session->edit([&](PostFields &fields) { fields.*member = value; });
        });
    };
    text(m_tags, &PostFields::tags);
    text(m_subtitle, &PostFields::subtitle);
    connect(m_excerpt, &QPlainTextEdit::textChanged, this, [this] {
        if (m_session && !m_filling)
            m_session->edit([this](PostFields &fields) { fields.excerpt = m_excerpt->toPlainText(); });
    });
    connect(m_series->lineEdit(), &QLineEdit::editingFinished, this, &Inspector::takeSeries);
    connect(m_series, &QComboBox::activated, this, &Inspector::takeSeries);
    connect(m_position, &QSpinBox::valueChanged, this, [this](int value) {
        if (m_session && !m_filling)
            m_session->edit([value](PostFields &fields) {
                fields.seriesPosition = value > 0 ? std::optional<qint64>(value) : std::nullopt;
            });
    });
    connect(m_date, &QLineEdit::editingFinished, this, &Inspector::takeDate);
    over->installEventFilter(this);
    m_slide->setDuration(150);
    m_slide->setEasingCurve(QEasingCurve::OutCubic);
    connect(m_slide, &QPropertyAnimation::finished, this, [this] { setVisible(m_in); });
    hide();
}

QLabel *Inspector::caption(const QString &text, QWidget *buddy)
{
    auto *label = new QLabel(text, this);
    label->setFont(m_theme.text(12, QFont::Medium));
    label->setForegroundRole(QPalette::Dark);
    label->setContentsMargins(0, 9, 0, 0);
    label->setBuddy(buddy);
    if (buddy->accessibleName().isEmpty())
        buddy->setAccessibleName(text);
    return label;
}

void Inspector::open(Workspace &workspace, PostSession &session)
{
    if (m_session != &session) {
        m_session = &session;
        connect(&session, &PostSession::saved, this, [this] { fill(Fill::SamePost); });
    }
    m_workspace = &workspace;
    m_images->open(workspace, session);
    fill(std::exchange(m_shown, session.postId()) == session.postId() ? Fill::SamePost : Fill::OtherPost);
    fillSeries();
}

// What the author is typing in is left alone; of another post nothing may stay.
void Inspector::fill(Fill what)
{
    if (!m_session || !m_session->postId())
        return;
    const PostFields fields = m_session->fields();
    m_filling = true;
    const auto isFree = [what](const QWidget *field) { return what == Fill::OtherPost || !field->hasFocus(); };
    const auto set = [&isFree](QLineEdit *field, const QString &value) {
        if (!isFree(field) || field->text() == value)
            return;
        field->setText(value);
        field->setCursorPosition(0); // its beginning shows
    };
    set(m_slug, fields.slug);
    set(m_tags, fields.tags);
    set(m_subtitle, fields.subtitle);
    // A derived excerpt is not the author's words: it is made anew at each publish, so the field shows none.
    const auto &published = m_session->view().publicPost;
    const bool derived = published && isDerived(fields.excerpt, published->fields.content);
    const QString excerpt = derived ? QString() : fields.excerpt;
    if (isFree(m_excerpt) && m_excerpt->toPlainText() != excerpt)
        m_excerpt->setPlainText(excerpt);
    const std::optional<QDateTime> date = parseTimestamp(fields.publishedAt);
    if (what == Fill::OtherPost)
        setDateTrouble({});
    if (m_dateNote->text().isEmpty()) // else what is written there is to be put right
        set(m_date, date ? date->toLocalTime().toString(dateFormat()) : fields.publishedAt);
    if (isFree(m_position))
        m_position->setValue(int(fields.seriesPosition.value_or(0)));
    m_filling = false;
    showAddress();
}

void Inspector::fillSeries()
{
    whenDone(m_workspace->series(), this, [this](const Result<std::vector<Series>> &series) {
        if (!series || !m_session)
            return;
        const std::optional<qint64> chosen = m_session->fields().seriesId;
        const QSignalBlocker quiet(m_series);
        m_series->clear();
        m_series->addItem(QString(), QVariant());
        for (const Series &one : *series)
            m_series->addItem(one.title, one.id);
        m_series->setCurrentIndex(chosen ? qMax(0, m_series->findData(*chosen)) : 0);
    });
}

void Inspector::showAddress()
{
    if (!m_session)
        return;
    const QString slug = slugify(m_slug->text());
    if (slug.isEmpty()) {
        m_address->setText(m_slug->text().trimmed().isEmpty() ? tr("It will be made from the title")
                                                              : tr("An address needs letters a–z or digits"));
        return;
    }
    QString note = tr("Readers find it at /blog/%1").arg(slug);
    const PostView &view = m_session->view();
    if (view.publicPost && view.publicPost->fields.slug != slug)
        note += tr(" once it is published; the old address will lead here");
    if (slug == m_taken.instead)
        note = tr("Another post has “%1”, so this one gets /blog/%2").arg(m_taken.wanted, slug);
    m_address->setText(note);
}

void Inspector::takeSlug()
{
    if (!m_session || !m_workspace || slugify(m_slug->text()) == m_session->fields().slug)
        return;
    const QString typed = slugify(m_slug->text());
    const QString wanted = typed.isEmpty() ? slugify(m_session->fields().title) : typed;
    whenDone(m_workspace->freeSlug(wanted, m_session->postId()), this, [this, id = m_session->postId(), wanted](const Result<QString> &slug) {
        if (!slug || !m_session || m_session->postId() != id)
            return;
        m_session->edit([&](PostFields &fields) { fields.slug = *slug; });
        m_taken = wanted.isEmpty() || *slug == wanted ? Taken() : Taken{wanted, *slug};
        m_slug->setText(*slug);
    });
}

void Inspector::takeSeries()
{
    if (!m_session || !m_workspace || m_filling)
        return;
    const QString title = m_series->currentText().trimmed();
    const auto set = [this, id = m_session->postId()](std::optional<qint64> series) {
        if (m_session && m_session->postId() == id)
            m_session->edit([&](PostFields &fields) {
                fields.seriesId = series;
                if (!series)
                    fields.seriesPosition.reset();
            });
    };
    if (title.isEmpty()) {
        set(std::nullopt);
        return;
    }
    if (const int known = m_series->findText(title, Qt::MatchFixedString); known > 0) {
        set(m_series->itemData(known).toLongLong());
        return;
    }
    whenDone(m_workspace->seriesTitled(title), this, [this, set](const Result<Series> &series) {
        if (series) {
            set(series->id);
            fillSeries();
        }
    });
}

void Inspector::takeDate()
{
    if (!m_session)
        return;
    const QString typed = m_date->text().trimmed();
    QString stored;
    if (!typed.isEmpty()) {
        QDateTime local = QDateTime::fromString(typed, dateFormat());
        if (!local.isValid())
            local = QDate::fromString(typed, Qt::ISODate).startOfDay();
        if (!local.isValid()) {
            setDateTrouble(tr("“%1” can't be read as a date: write it as 2026-11-22 or 2026-11-22 09:30.").arg(typed));
            return;
        }
        stored = formatTimestamp(local.toUTC());
    }
    setDateTrouble({});
    const std::optional<QDateTime> before = parseTimestamp(m_session->fields().publishedAt);
    if (before && before->toLocalTime().toString(dateFormat()) == typed)
        return; // seconds that are not shown stay
    m_session->edit([&](PostFields &fields) { fields.publishedAt = stored; });
}

void Inspector::setDateTrouble(const QString &sentence)
{
    QPalette colours;
    colours.setColor(QPalette::WindowText, m_theme.tokens().warn);
    m_dateNote->setPalette(colours);
    m_dateNote->setText(sentence);
    m_date->setAccessibleDescription(sentence);
}

int Inspector::widthOver(int room)
{
    return room < kWidth + kLeastBeside ? room : kWidth;
}

int Inspector::wantedFromBeside(int text, int proof)
{
    const int both = text + proof - kWidth;
    if (both < 2 * kLeastBeside)
        return 0;
    const int alike = both / 2 - (proof - kWidth); // so that both have the same
    return qMax(0, qMin(alike, kGoodBeside - (proof - kWidth)));
}

void Inspector::place()
{
    const QWidget *over = parentWidget();
    resize(widthOver(over->width()), over->height());
    move(m_in ? over->width() - width() : over->width(), 0);
}

void Inspector::slide(bool in)
{
    if (m_in == in && isVisible() == in)
        return;
    place();
    m_in = in;
    const int outside = parentWidget()->width();
    m_slide->stop();
    m_slide->setStartValue(QPoint(in ? outside : outside - width(), 0));
    m_slide->setEndValue(QPoint(in ? outside - width() : outside, 0));
    show();
    raise();
    m_slide->start();
    if (in)
        focusFirst();
}

void Inspector::focusFirst()
{
    m_slug->setFocus(Qt::OtherFocusReason);
    m_slug->setCursorPosition(0);
}

bool Inspector::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == parentWidget() && event->type() == QEvent::Resize && m_slide->state() != QAbstractAnimation::Running)
        place();
    return QWidget::eventFilter(watched, event);
}

void Inspector::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.tokens().side);
    painter.fillRect(QRect(0, 0, 1, height()), m_theme.tokens().line);
}

} // namespace galley

#include "moc_inspector.cpp"
