#include "ui/figures/callspage.h"

#include "core/base/text.h"
#include "ui/figures/quiettable.h"

#include <QLocale>
#include <QVBoxLayout>

namespace galley {

namespace {

QString milliseconds(double ms)
{
    return CallsPage::tr("%1 ms").arg(QLocale().toString(ms, 'f', ms < 10 ? 1 : 0));
}

} // namespace

CallsPage::CallsPage(const Theme &theme, QWidget *parent)
    : QWidget(parent),
      m_table(new QuietTable(theme, tr("Last calls"),
                             {tr("Asked"), tr("At"), tr("Took"), tr("There"), tr("Sent"), tr("Received"), tr("Rows")}, 0,
                             this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_table);
    m_table->setEmptyText(tr("Nothing was asked since this blog was opened."));
}

void CallsPage::setCalls(const std::vector<LoggedCall> &calls)
{
    const QLocale locale;
    m_table->setRowCount(0);
    for (const LoggedCall &call : calls) {
        const CallRecord &record = call.record;
        QString asked = record.statement;
        if (record.error)
            asked = tr("failed: %1").arg(asked);
        else if (record.statements > 1)
            asked = tr("%1 statements: %2").arg(record.statements).arg(asked);
        const bool counts = record.rowsRead > 0 || record.rowsWritten > 0;
        const QString rows = tr("%1 / %2").arg(locale.toString(record.rowsRead), locale.toString(record.rowsWritten));
        const QString about = tr("%1\n%2 of the %3 at the server; rows read / written: %4")
                                  .arg(record.statement, milliseconds(record.queryMs), milliseconds(record.elapsedMs), rows);
        m_table->addRow({asked, locale.toString(call.at.toLocalTime().time(), QStringLiteral("HH:mm:ss")),
                         milliseconds(record.elapsedMs),
                         record.queryMs > 0 ? milliseconds(record.queryMs) : QStringLiteral("–"),
                         humanBytes(record.bytesSent), humanBytes(record.bytesReceived),
                         counts ? rows : QStringLiteral("–")},
                        about);
    }
}

} // namespace galley

#include "moc_callspage.cpp"
