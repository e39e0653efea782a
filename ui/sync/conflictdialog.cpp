#include "ui/sync/conflictdialog.h"

#include "core/base/text.h"
#include "core/base/timestamp.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QScreen>
#include <QScrollArea>
#include <QScrollBar>
#include <QShortcut>
#include <QStyle>
#include <QToolTip>
#include <QVBoxLayout>

#include <algorithm>

namespace galley {

namespace {

/// The ground of the three columns, with the hairlines between them.
class Sheet final : public QWidget
{
public:
    Sheet(const Theme &theme, QWidget *parent)
        : QWidget(parent),
          m_theme(theme)
    {
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.fillRect(rect(), m_theme.tokens().paper);
        for (const int i : {1, 2})
            painter.fillRect(QRect(i * (width() / 3), 0, 1, height()), m_theme.tokens().line);
    }

private:
    const Theme &m_theme;
};

} // namespace

ConflictDialog::ConflictDialog(const Theme &theme, TwoVersions versions, QWidget *parent)
    : CardDialog(theme, tr("Two versions of “%1”").arg(versions.title),
                 tr("You edited this post here, and it changed on another computer too%1. Nothing is lost; choose for "
                    "each place.")
                     .arg(versions.since.isEmpty() ? QString() : tr(", noticed %1").arg(versions.since)),
                 parent),
      m_versions(std::move(versions)),
      m_scroll(new QScrollArea(this))
{
    auto *columns = new QWidget(this);
    auto *column = new QVBoxLayout(columns);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(heads());
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn); // or the heads would stand aside of their columns
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setWidget(rows());
    column->addWidget(m_scroll, 1);
    fill(columns);
    addButtons();
    const QSize room = parent ? parent->window()->size() : screen()->availableSize();
    resize(qBound(640, room.width() - 120, 1040), qBound(400, room.height() - 60, 640));
    go(0);
}

QWidget *ConflictDialog::heads()
{
    auto *heads = new QWidget(this);
    auto *row = new QHBoxLayout(heads);
    row->setContentsMargins(0, 12, m_scroll->style()->pixelMetric(QStyle::PM_ScrollBarExtent), 6);
    row->setSpacing(0);
    for (const QString &name : {tr("Here"), tr("Result"), tr("Other computer")}) {
        auto *label = new QLabel(name, heads);
        label->setFont(theme().text(12, QFont::DemiBold));
        label->setForegroundRole(QPalette::Dark);
        label->setContentsMargins(24, 0, 24, 0);
        row->addWidget(label, 1);
    }
    return heads;
}

QWidget *ConflictDialog::rows()
{
    auto *sheet = new Sheet(theme(), m_scroll);
    auto *column = new QVBoxLayout(sheet);
    column->setContentsMargins(0, 0, 0, 12);
    column->setSpacing(0);
    for (std::size_t i = 0; i < m_versions.stretches.size(); ++i)
        addStretch(sheet, i);
    column->addStretch(1);
    return sheet;
}

void ConflictDialog::addStretch(QWidget *sheet, std::size_t index)
{
    std::vector<Stretch> &all = m_versions.stretches;
    Stretch &stretch = all[index];
    if (!stretch.isPlace()) {
        if (stretch.merged.trimmed().isEmpty())
            return;
        const bool isFirst = index == 0 || all[index - 1].field != stretch.field;
        const bool isLast = index + 1 == all.size() || all[index + 1].field != stretch.field;
        const auto edge = isFirst ? ContextRow::Edge::Before : isLast ? ContextRow::Edge::After : ContextRow::Edge::Between;
        sheet->layout()->addWidget(new ContextRow(theme(), stretch.merged, edge, sheet));
        return;
    }
    auto *row = new PlaceRow(theme(), stretch,
                             [this](PostField field, const QString &value) { return shown(field, value); }, sheet);
    connect(row, &PlaceRow::entered, this, [this, place = int(m_places.size())] {
        if (m_current != place)
            go(place);
    });
    connect(row, &PlaceRow::chosen, this, &ConflictDialog::showState);
    m_places.append(row);
    sheet->layout()->addWidget(row);
}

void ConflictDialog::addButtons()
{
    const auto choice = [this](const QString &text, Stretch::Choice wanted, const QString &hint) {
        QPushButton *button = addLeftButton(text);
        button->setToolTip(hint);
        connect(button, &QPushButton::clicked, this, [this, wanted] { choose(wanted); });
        return button;
    };
    m_mine = choice(tr("Keep &mine"), Stretch::Choice::Mine, tr("This place becomes what is written here (Alt+M)"));
    m_theirs = choice(tr("Keep &theirs"), Stretch::Choice::Theirs,
                      tr("This place becomes what the other computer has (Alt+T)"));
    m_both = choice(tr("&Both"), Stretch::Choice::Both, tr("This place gets what both have written (Alt+B)"));
    const auto step = [this](const QString &text, const QString &name, const QKeySequence &keys, int by) {
        QPushButton *button = addLeftButton(text);
        button->setAccessibleName(name);
        button->setToolTip(tr("%1 (%2)").arg(name, keys.toString(QKeySequence::NativeText)));
        button->setFixedWidth(34);
        const auto move = [this, by] { go(m_current + by); };
        connect(button, &QPushButton::clicked, this, move);
        connect(new QShortcut(keys, this), &QShortcut::activated, this, move);
        return button;
    };
    m_previous = step(QStringLiteral("‹"), tr("Place before"), QKeySequence(Qt::ALT | Qt::Key_Up), -1);
    m_next = step(QStringLiteral("›"), tr("Next place"), QKeySequence(Qt::ALT | Qt::Key_Down), 1);
    connect(new QShortcut(QKeySequence(Qt::Key_F1), this), &QShortcut::activated, this, &ConflictDialog::showBefore);
    m_where = new QLabel(this);
    m_where->setForegroundRole(QPalette::Dark);
    addLeft(m_where);
    connect(addButton(tr("&Later")), &QPushButton::clicked, this, &QDialog::reject);
    m_use = addMainButton(tr("&Use this result"));
    connect(m_use, &QPushButton::clicked, this, &QDialog::accept);
}

QString ConflictDialog::shown(PostField field, const QString &value) const
{
    switch (field) {
    case PostField::PublishedAt:
    case PostField::PublishAt: {
        const auto moment = parseTimestamp(value);
        return moment ? QLocale().toString(moment->toLocalTime(), QStringLiteral("d MMM yyyy, HH:mm")) : value;
    }
    case PostField::Series: {
        View view;
        setFieldText(view, field, value);
        if (!view.fields.seriesId)
            return {};
        const QString title = m_versions.seriesTitles.value(*view.fields.seriesId, tr("a series that is not here"));
        return view.fields.seriesPosition ? tr("%1, part %2").arg(title).arg(*view.fields.seriesPosition) : title;
    }
    default: return value;
    }
}

void ConflictDialog::go(int place)
{
    if (m_places.isEmpty()) {
        showState();
        return;
    }
    m_places[m_current]->setCurrent(false);
    m_current = qBound(0, place, int(m_places.size()) - 1);
    m_places[m_current]->setCurrent(true);
    // The rows may not be laid out yet.
    QMetaObject::invokeMethod(this, &ConflictDialog::showCurrent, Qt::QueuedConnection);
    showState();
}

// With a little around it; of one that is higher than the room for it, the beginning.
void ConflictDialog::showCurrent()
{
    PlaceRow *place = m_places[m_current];
    m_scroll->ensureWidgetVisible(place, 0, qBound(0, (m_scroll->viewport()->height() - place->height()) / 2, 60));
    if (place->height() > m_scroll->viewport()->height())
        m_scroll->verticalScrollBar()->setValue(place->y());
}

void ConflictDialog::choose(Stretch::Choice choice)
{
    if (m_places.isEmpty())
        return;
    m_places[m_current]->choose(choice);
    for (int step = 1; step < m_places.size(); ++step) {
        const int next = (m_current + step) % int(m_places.size());
        if (m_places[next]->place().isOpen()) {
            go(next);
            return;
        }
    }
    if (m_use->isEnabled())
        m_use->setFocus(Qt::OtherFocusReason);
}

void ConflictDialog::showBefore()
{
    if (!m_places.isEmpty())
        QToolTip::showText(m_places[m_current]->mapToGlobal(QPoint(24, 0)), m_places[m_current]->before(), this);
}

QString ConflictDialog::whereWords() const
{
    if (m_places.isEmpty())
        return tr("Both sides agree by now");
    const Stretch &place = m_places[m_current]->place();
    const QString where = m_places.size() == 1 ? tr("1 place") : tr("%L1 of %L2 places").arg(m_current + 1).arg(m_places.size());
    if (place.isOpen())
        return where;
    return place.choice == Stretch::Choice::None ? tr("%1 · taken over").arg(where) : tr("%1 · chosen").arg(where);
}

void ConflictDialog::showState()
{
    const qsizetype open = std::count_if(m_places.begin(), m_places.end(),
                                         [](const PlaceRow *row) { return row->place().isOpen(); });
    for (QPushButton *button : {m_mine, m_theirs, m_both})
        button->setEnabled(!m_places.isEmpty());
    if (!m_places.isEmpty())
        m_both->setEnabled(!m_places[m_current]->place().both.isNull());
    m_previous->setEnabled(m_current > 0);
    m_next->setEnabled(m_current + 1 < m_places.size());
    m_where->setText(whereWords());
    m_use->setEnabled(open == 0);
    m_use->setToolTip(open == 0 ? QString() : tr("First choose at %1 more").arg(counted(open, tr("place"), tr("places"))));
}

View ConflictDialog::settledView() const
{
    return settled(m_versions.stretches, m_versions.draft);
}

} // namespace galley

#include "moc_conflictdialog.cpp"
