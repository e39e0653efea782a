#include "ui/postlist/posttimes.h"

#include "core/base/timestamp.h"

#include <QCoreApplication>

namespace galley {

namespace {

/// The day of a date that was given without a time: it stands as its midnight, here or in UTC.
QDate dayAlone(const QDateTime &moment)
{
    const QTime midnight(0, 0);
    if (moment.toUTC().time() == midnight)
        return moment.toUTC().date();
    return moment.toLocalTime().time() == midnight ? moment.toLocalTime().date() : QDate();
}

} // namespace

QString shortMoment(const QDateTime &moment, const QDateTime &now, const QLocale &locale)
{
    const QDateTime local = moment.toLocalTime();
    const QDateTime today = now.toLocalTime();
    const qint64 seconds = moment.secsTo(now);
    if (seconds >= 0 && seconds < 60)
        return QCoreApplication::translate("posttimes", "now");
    if (local.date() == today.date())
        return locale.toString(local.time(), QStringLiteral("HH:mm"));
    if (local.date().year() == today.date().year())
        return locale.toString(local.date(), QStringLiteral("d MMM"));
    return locale.toString(local.date(), QStringLiteral("d MMM yyyy"));
}

QString listedMoment(const PostSummary &post, PostOrder order, const QDateTime &now)
{
    const bool isDate = order != PostOrder::Edited && !post.date.isEmpty();
    const QString raw = isDate ? post.date : post.updatedAt;
    const std::optional<QDateTime> moment = parseTimestamp(raw);
    if (!moment)
        return raw;
    const QDate day = isDate ? dayAlone(*moment) : QDate();
    if (!day.isValid())
        return shortMoment(*moment, now);
    if (day == now.toLocalTime().date())
        return QCoreApplication::translate("posttimes", "today");
    return shortMoment(day.startOfDay(), now);
}

QString howLongAgo(const QDateTime &moment, const QDateTime &now, const QLocale &locale)
{
    const qint64 minutes = moment.secsTo(now) / 60;
    if (minutes < 1)
        return QCoreApplication::translate("posttimes", "just now");
    if (minutes < 60)
        return QCoreApplication::translate("posttimes", "%1 min ago").arg(minutes);
    if (minutes < 120)
        return QCoreApplication::translate("posttimes", "an hour ago");
    if (minutes < 24 * 60)
        return QCoreApplication::translate("posttimes", "%1 hours ago").arg(minutes / 60);
    return shortMoment(moment, now, locale);
}

} // namespace galley
