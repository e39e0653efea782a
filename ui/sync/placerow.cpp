#include "ui/sync/placerow.h"

#include "ui/sync/placetext.h"
#include "ui/theme/painting.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QHelpEvent>
#include <QLabel>
#include <QPainter>
#include <QToolTip>
#include <QVBoxLayout>

namespace galley {

namespace {

constexpr int Inset = 14;       // of the tinted ground from the column's edge
constexpr int Padding = 10;     // of the text from the ground's edge: it begins below the dialog's heading
constexpr int NameGap = 3;      // between a field's name and the ground
constexpr qsizetype Context = 220; // characters of the text around a place

QHBoxLayout *threeColumns()
{
    auto *columns = new QHBoxLayout;
    columns->setContentsMargins(0, 0, 0, 0);
    columns->setSpacing(0);
    return columns;
}

/// Whether a value is words that an author may write; else it is one side's or the other's.
bool hasWords(PostField field)
{
    return field != PostField::Series && field != PostField::PublishedAt && field != PostField::PublishAt;
}

QString lastOf(const QString &text)
{
    const QString trimmed = text.trimmed();
    if (trimmed.size() <= Context)
        return trimmed;
    const qsizetype paragraph = trimmed.lastIndexOf(QLatin1Char('\n')) + 1;
    const qsizetype from = qMax(paragraph, trimmed.size() - Context);
    return (from > 0 && from != paragraph ? QStringLiteral("…") : QString()) + trimmed.mid(from);
}

QString firstOf(const QString &text)
{
    const QString trimmed = text.trimmed();
    if (trimmed.size() <= Context)
        return trimmed;
    const qsizetype end = trimmed.indexOf(QLatin1Char('\n'));
    return end >= 0 && end <= Context ? trimmed.left(end) : trimmed.left(Context) + QStringLiteral("…");
}

} // namespace

QString fieldName(PostField field)
{
    switch (field) {
    case PostField::Title: return PlaceRow::tr("Title");
    case PostField::Subtitle: return PlaceRow::tr("Subtitle");
    case PostField::Slug: return PlaceRow::tr("Address");
    case PostField::Content: return PlaceRow::tr("Text");
    case PostField::Excerpt: return PlaceRow::tr("Excerpt");
    case PostField::Tags: return PlaceRow::tr("Tags");
    case PostField::PublishedAt: return PlaceRow::tr("Date");
    case PostField::Series: return PlaceRow::tr("Series");
    case PostField::PublishAt: return PlaceRow::tr("Scheduled for");
    }
    return {};
}

PlaceRow::PlaceRow(const Theme &theme, Stretch &place, const ShowValue &show, QWidget *parent)
    : QWidget(parent),
      m_theme(theme),
      m_place(place),
      m_show(show),
      m_hasWords(hasWords(place.field))
{
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 4, 0, 4);
    rows->setSpacing(2);
    if (place.field != PostField::Content) {
        m_name = new QLabel(fieldName(place.field), this);
        m_name->setFont(theme.text(12, QFont::Medium));
        m_name->setForegroundRole(QPalette::Dark);
        m_name->setContentsMargins(Inset + Padding, 4, 0, NameGap);
        rows->addWidget(m_name);
    }
    auto *columns = threeColumns();
    rows->addLayout(columns);
    m_mine = column(tr("Here"), shown(place.mine), PlaceText::Use::ForReading);
    m_result = column(tr("Result"), shown(place.result), m_hasWords ? PlaceText::Use::ForWriting : PlaceText::Use::ForReading);
    m_theirs = column(tr("Other computer"), shown(place.theirs), PlaceText::Use::ForReading);
    for (PlaceText *text : {m_mine, m_result, m_theirs}) {
        auto *cell = new QVBoxLayout;
        cell->setContentsMargins(Inset + Padding, 6, Inset + Padding, 6);
        cell->addWidget(text, 0, Qt::AlignTop);
        columns->addLayout(cell, 1);
        connect(text, &PlaceText::focused, this, &PlaceRow::entered);
    }
    if (m_hasWords) {
        m_mine->markAgainst(shown(place.base.isNull() ? place.theirs : place.base));
        m_theirs->markAgainst(shown(place.base.isNull() ? place.mine : place.base));
    }
    connect(m_result, &PlaceText::textChanged, this, &PlaceRow::edited);
    setToolTip(before());
    showState();
}

PlaceText *PlaceRow::column(const QString &name, const QString &text, PlaceText::Use use)
{
    auto *cell = new PlaceText(m_theme, use, this);
    cell->setAccessibleName(tr("%1: %2").arg(name, fieldName(m_place.field)));
    cell->setPlainText(text);
    if (text.isEmpty())
        cell->setPlaceholderText(tr("nothing here"));
    return cell;
}

QString PlaceRow::before() const
{
    if (m_place.base.isNull())
        return tr("The two versions have nothing before them in common.");
    const QString text = shown(m_place.base);
    return text.isEmpty() ? tr("Before, there was nothing here.") : tr("Before: %1").arg(text);
}

void PlaceRow::setCurrent(bool current)
{
    m_current = current;
    update();
}

void PlaceRow::choose(Stretch::Choice choice)
{
    m_place.choose(choice);
    showResult();
    showState();
    Q_EMIT chosen();
}

void PlaceRow::focusResult()
{
    m_result->setFocus(Qt::OtherFocusReason);
}

void PlaceRow::showResult()
{
    m_showing = true;
    m_result->setText(shown(m_place.result));
    m_showing = false;
}

void PlaceRow::showState()
{
    if (m_hasWords)
        m_result->markAgainst(shown(m_place.base.isNull() ? m_place.mine : m_place.base));
    setAccessibleName(m_place.isOpen() ? tr("%1, not decided yet").arg(fieldName(m_place.field))
                                       : tr("%1, decided").arg(fieldName(m_place.field)));
    setAccessibleDescription(before());
    update();
}

void PlaceRow::edited()
{
    if (m_showing || m_result->isReadOnly())
        return;
    const QString text = m_result->text();
    if (text == m_place.result)
        return; // a mark was set
    m_place.result = isText(m_place.field) ? text : text.simplified();
    m_place.choose(Stretch::Choice::Own);
    showState();
    Q_EMIT chosen();
}

bool PlaceRow::event(QEvent *event)
{
    if (event->type() == QEvent::MouseButtonPress)
        Q_EMIT entered();
    return QWidget::event(event);
}

void PlaceRow::paintEvent(QPaintEvent *)
{
    const Tokens &t = m_theme.tokens();
    QPainter painter(this);
    const int top = m_name ? m_name->geometry().bottom() + 1 : 2;
    const int third = width() / 3;
    for (int i = 0; i < 3; ++i) {
        const QRect ground(i * third + Inset, top, third - 2 * Inset, height() - top - 3);
        const QColor border = !m_current ? QColor(Qt::transparent) : i == 1 ? t.accent : blend(t.selection, t.accent, 0.35);
        paintRounded(painter, ground, 8, m_place.isOpen() || m_current ? t.selection : blend(t.paper, t.selection, 0.5), border);
    }
}

ContextRow::ContextRow(const Theme &theme, const QString &text, Edge edge, QWidget *parent)
    : QWidget(parent),
      m_theme(theme),
      m_text(text),
      m_edge(edge)
{
    auto *columns = threeColumns();
    setLayout(columns);
    for (int i = 0; i < 3; ++i) {
        auto *label = new QLabel(this);
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setFont(theme.mono(13));
        label->setForegroundRole(QPalette::Dark);
        label->setContentsMargins(Inset + Padding, 4, Inset + Padding, 4);
        label->setAlignment(Qt::AlignTop | Qt::AlignLeft);
        columns->addWidget(label, 1);
        m_labels.append(label);
    }
    fill(false);
}

void ContextRow::fill(bool whole)
{
    const QString all = m_text.trimmed();
    QString text = all;
    if (!whole) {
        const QString end = m_edge == Edge::After ? QString() : lastOf(m_text);
        const QString beginning = m_edge == Edge::Before ? QString() : firstOf(m_text);
        if (m_edge != Edge::Between)
            text = beginning + end;
        else if (beginning.size() + end.size() < all.size())
            text = beginning + QStringLiteral("\n⋯\n") + end;
    }
    const bool isCut = text.size() < all.size();
    if (isCut && m_edge == Edge::Before)
        text.prepend(QStringLiteral("⋯\n"));
    else if (isCut && m_edge == Edge::After)
        text.append(QStringLiteral("\n⋯"));
    for (QLabel *label : std::as_const(m_labels))
        label->setText(text);
    setCursor(isCut ? Qt::PointingHandCursor : Qt::ArrowCursor);
    setToolTip(isCut ? tr("Show all of what is alike") : QString());
}

void ContextRow::mousePressEvent(QMouseEvent *)
{
    fill(true);
}

} // namespace galley

#include "moc_placerow.cpp"
