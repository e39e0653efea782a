#include "ui/figures/monthpage.h"

#include "core/base/text.h"
#include "core/store/freeplan.h"
#include "ui/figures/meter.h"
#include "ui/theme/theme.h"

#include <QLabel>
#include <QLocale>
#include <QVBoxLayout>

namespace galley {

namespace {

double share(qint64 part, qint64 whole)
{
    return double(part) / double(whole);
}

} // namespace

MonthPage::MonthPage(const Theme &theme, QWidget *parent)
    : QWidget(parent),
      m_rowsRead(new Meter(theme, tr("Rows read"), this)),
      m_rowsWritten(new Meter(theme, tr("Rows written"), this)),
      m_storage(new Meter(theme, tr("Stored"), this)),
      m_traffic(new QLabel(this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 10, 0, 0);
    column->setSpacing(18);
    for (Meter *meter : {m_rowsRead, m_rowsWritten, m_storage})
        column->addWidget(meter);
    auto *note = new QLabel(tr("Calls from this computer alone; your site and other computers use the same plan. The limits "
                               "are those of Turso's free plan as of %1, for all your databases together.")
                                .arg(QLocale().toString(QDate(TursoFreePlan.asOfYear, TursoFreePlan.asOfMonth, 1),
                                                        QStringLiteral("MMMM yyyy"))),
                            this);
    note->setWordWrap(true);
    for (QLabel *label : {m_traffic, note}) {
        label->setForegroundRole(QPalette::Dark);
        column->addWidget(label);
    }
    column->addStretch();
}

void MonthPage::setUsage(const Usage &usage)
{
    const QLocale locale;
    const auto show = [&](Meter &meter, qint64 part, qint64 whole) {
        if (usage.calls > 0 && usage.rowsRead == 0 && usage.rowsWritten == 0)
            meter.setWords(tr("not counted by this server"));
        else
            meter.setValue(tr("%1 of %2").arg(locale.toString(part), locale.toString(whole)), share(part, whole));
    };
    show(*m_rowsRead, usage.rowsRead, TursoFreePlan.rowsRead);
    show(*m_rowsWritten, usage.rowsWritten, TursoFreePlan.rowsWritten);
    const QString calls = usage.calls == 1 ? tr("1 call") : tr("%1 calls").arg(locale.toString(usage.calls));
    m_traffic->setText(tr("%1 · %2 sent · %3 received").arg(calls, humanBytes(usage.bytesSent), humanBytes(usage.bytesReceived)));
}

void MonthPage::setStorage(const Result<Storage> &storage)
{
    if (!storage) {
        m_storage->setWords(storage.error().message);
        return;
    }
    const QString value = tr("%1 of %2").arg(humanBytes(storage->bytes), humanBytes(TursoFreePlan.storageBytes));
    m_storage->setValue(storage->measure == Storage::Measure::Pages ? value : tr("%1, texts and images alone").arg(value),
                        share(storage->bytes, TursoFreePlan.storageBytes));
}

void MonthPage::setStorageWords(const QString &words)
{
    m_storage->setWords(words);
}

} // namespace galley

#include "moc_monthpage.cpp"
