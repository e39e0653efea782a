#include "ui/figures/speedpage.h"

#include "ui/figures/quiettable.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

namespace galley {

namespace {

QString nameOf(TimedQuery query)
{
    switch (query) {
    case TimedQuery::FirstScreen: return SpeedPage::tr("First screen of the list");
    case TimedQuery::Counts: return SpeedPage::tr("Counts for the filters");
    case TimedQuery::NewestPost: return SpeedPage::tr("Newest post, whole");
    case TimedQuery::Thumbnail: return SpeedPage::tr("One thumbnail");
    case TimedQuery::AnythingNew: break;
    }
    return SpeedPage::tr("“Is there anything new?”");
}

QString fineMilliseconds(double ms)
{
    return SpeedPage::tr("%1 ms").arg(QLocale().toString(ms, 'f', ms < 0.1 ? 3 : ms < 1 ? 2 : ms < 10 ? 1 : 0));
}

} // namespace

SpeedPage::SpeedPage(const Theme &theme, QWidget *parent)
    : QWidget(parent),
      m_table(new QuietTable(theme, tr("Times side by side"),
                             {tr("Asked"), tr("On this computer"), tr("At Turso"), tr("without the way")}, 0, this)),
      m_words(new QLabel(this)),
      m_button(new QPushButton(tr("Measure"), this))
{
    m_table->setSelectionMode(QAbstractItemView::NoSelection);
    m_table->setFocusPolicy(Qt::NoFocus);
    m_table->setEmptyText(tr("Asks the same of the file on this computer and of Turso, and shows what the way there costs."));
    m_words->setForegroundRole(QPalette::Dark);
    m_words->setWordWrap(true);
    m_button->setAutoDefault(false);
    auto *line = new QHBoxLayout;
    line->setSpacing(12);
    line->addWidget(m_words, 1);
    line->addWidget(m_button);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(10);
    column->addWidget(m_table, 1);
    column->addLayout(line);
    connect(m_button, &QPushButton::clicked, this, [this] {
        if (m_isRunning)
            Q_EMIT cancelWanted();
        else
            start();
    });
}

void SpeedPage::setConnected(bool connected)
{
    m_button->setEnabled(connected);
    m_words->setText(connected ? QString() : tr("Connect to the database to compare."));
}

void SpeedPage::start()
{
    m_isRunning = true;
    m_button->setText(tr("Cancel"));
    setProgress(0);
    Q_EMIT measureWanted();
}

void SpeedPage::setProgress(int steps)
{
    if (m_isRunning)
        m_words->setText(tr("Measuring: %1 of %2…").arg(steps).arg(SideBySideSteps));
}

void SpeedPage::setTimes(const Result<std::vector<SideBySide>> &times)
{
    m_isRunning = false;
    m_button->setText(tr("Measure"));
    if (!times) {
        m_words->setText(times.error().code == ErrorCode::Cancelled ? tr("Cancelled.") : times.error().message);
        return;
    }
    m_words->setText(tr("Medians of several rounds; “without the way” is what the server itself took."));
    m_table->setRowCount(0);
    for (const SideBySide &one : *times)
        m_table->addRow({nameOf(one.query), fineMilliseconds(one.localMs), fineMilliseconds(one.remoteMs),
                         one.serverMs > 0 ? fineMilliseconds(one.serverMs) : tr("not told")},
                        one.sql);
}

} // namespace galley

#include "moc_speedpage.cpp"
