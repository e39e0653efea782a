#include "core/base/timestamp.h"

#include <QRegularExpression>
#include <QTimeZone>

namespace galley {

std::optional<QDateTime> parseTimestamp(const QString &text)
{
    static const QRegularExpression form(QStringLiteral(
        R"(\A\s*(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?\s*(Z|z|[+-]\d\d:?\d\d)?)?\s*\z)"));
    const auto match = form.match(text);
    if (!match.hasMatch())
        return std::nullopt;
    const auto part = [&](int group) { return match.captured(group).toInt(); };
    const QDate date(part(1), part(2), part(3));
    const QTime time(part(4), part(5), part(6));
    if (!date.isValid() || !time.isValid())
        return std::nullopt;
    QDateTime moment(date, time, Qt::UTC);
    const QString zone = match.captured(7);
    if (zone.size() > 1) {
        const int hours = zone.mid(1, 2).toInt();
        const int minutes = zone.right(2).toInt();
        if (hours > 23 || minutes > 59)
            return std::nullopt;
        const int offset = (hours * 60 + minutes) * 60;
        moment = moment.addSecs(zone.startsWith(QLatin1Char('-')) ? offset : -offset);
    }
    return moment;
}

QString formatTimestamp(const QDateTime &moment)
{
    return moment.toUTC().toString(QStringLiteral("yyyy-MM-ddTHH:mm:ss")) + QLatin1Char('Z');
}

QString normalizedTimestamp(const QString &text)
{
    const auto moment = parseTimestamp(text);
    return moment ? formatTimestamp(*moment) : text;
}

} // namespace galley
