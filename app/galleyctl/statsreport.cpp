#include "app/galleyctl/statsreport.h"

#include "core/base/text.h"
#include "core/store/freeplan.h"

#include <QLocale>

namespace galley::cli {

namespace {

QString number(qint64 n)
{
    return QLocale(QLocale::English).toString(n);
}

QString milliseconds(double ms)
{
    return QString::number(ms, 'f', ms < 1 ? 3 : 1);
}

QString share(qint64 part, qint64 whole)
{
    const double percent = 100.0 * double(part) / double(whole);
    return part > 0 && percent < 0.1 ? QStringLiteral("below 0.1 %") : QStringLiteral("%1 %").arg(QString::number(percent, 'f', 1));
}

QString planDate()
{
    return QStringLiteral("%1-%2").arg(TursoFreePlan.asOfYear).arg(TursoFreePlan.asOfMonth, 2, 10, QLatin1Char('0'));
}

QString nameOf(TimedQuery query)
{
    switch (query) {
    case TimedQuery::FirstScreen: return QStringLiteral("first screen of the list");
    case TimedQuery::Counts: return QStringLiteral("counts for the filters");
    case TimedQuery::NewestPost: return QStringLiteral("newest post, whole");
    case TimedQuery::Thumbnail: return QStringLiteral("one thumbnail");
    case TimedQuery::AnythingNew: break;
    }
    return QStringLiteral("is there anything new");
}

} // namespace

void tellBlog(const Console &console, const BlogFigures &figures)
{
    console.line(QStringLiteral("%1, %2 published").arg(counted(figures.posts, QStringLiteral("post"), QStringLiteral("posts")), QString::number(figures.published)));
    console.line(counted(figures.drafts, QStringLiteral("draft"), QStringLiteral("drafts")));
    console.line(QStringLiteral("%1 and %2 on the desk, %3 in all")
                     .arg(counted(figures.images, QStringLiteral("public image"), QStringLiteral("public images")),
                          QString::number(figures.draftImages), humanBytes(figures.imageBytes)));
    console.line(QStringLiteral("%1 of text").arg(humanBytes(figures.textBytes)));
}

QJsonObject toJson(const BlogFigures &figures)
{
    return {
        {QStringLiteral("posts"), figures.posts},
        {QStringLiteral("published"), figures.published},
        {QStringLiteral("drafts"), figures.drafts},
        {QStringLiteral("images"), figures.images},
        {QStringLiteral("draft_images"), figures.draftImages},
        {QStringLiteral("image_bytes"), figures.imageBytes},
        {QStringLiteral("text_bytes"), figures.textBytes},
        {QStringLiteral("series"), figures.series},
    };
}

void tellUsage(const Console &console, const Usage &usage, const QString &month)
{
    const auto line = [&](const QString &name, qint64 part, qint64 whole) {
        console.line(usage.calls > 0 && usage.rowsRead == 0 && usage.rowsWritten == 0
                         ? QStringLiteral("  %1 not counted by this server").arg(name, -13)
                         : QStringLiteral("  %1 %2 of %3 (%4)").arg(name, -13).arg(number(part), number(whole), share(part, whole)));
    };
    console.line(QStringLiteral("%1, calls from this computer, beside Turso's free plan (as of %2):").arg(month, planDate()));
    line(QStringLiteral("rows read"), usage.rowsRead, TursoFreePlan.rowsRead);
    line(QStringLiteral("rows written"), usage.rowsWritten, TursoFreePlan.rowsWritten);
    console.line(QStringLiteral("  calls         %1; %2 sent, %3 received")
                     .arg(number(usage.calls), humanBytes(usage.bytesSent), humanBytes(usage.bytesReceived)));
}

void tellStorage(const Console &console, const Result<Storage> &storage)
{
    if (!storage) {
        console.line(QStringLiteral("  storage       not known: %1").arg(storage.error().message));
        return;
    }
    console.line(QStringLiteral("  storage       %1 of %2 (%3)%4")
                     .arg(humanBytes(storage->bytes), humanBytes(TursoFreePlan.storageBytes),
                          share(storage->bytes, TursoFreePlan.storageBytes),
                          storage->measure == Storage::Measure::Content ? QStringLiteral(", texts and images alone") : QString()));
}

void tellTimes(const Console &console, const std::vector<SideBySide> &times)
{
    const auto line = [&](const QString &name, const QString &local, const QString &remote, const QString &server) {
        console.line(QStringLiteral("  %1%2%3%4").arg(name, -26).arg(local, 9).arg(remote, 9).arg(server, 12));
    };
    console.line(QStringLiteral("the same statements, medians in milliseconds:"));
    line({}, QStringLiteral("local"), QStringLiteral("remote"), QStringLiteral("server"));
    for (const SideBySide &one : times)
        line(nameOf(one.query), milliseconds(one.localMs), milliseconds(one.remoteMs),
             one.serverMs > 0 ? milliseconds(one.serverMs) : QStringLiteral("not told"));
}

QJsonArray toJson(const std::vector<SideBySide> &times)
{
    QJsonArray array;
    for (const SideBySide &one : times)
        array += QJsonObject{{QStringLiteral("query"), nameOf(one.query)},
                             {QStringLiteral("sql"), one.sql},
                             {QStringLiteral("local_ms"), one.localMs},
                             {QStringLiteral("remote_ms"), one.remoteMs},
                             {QStringLiteral("server_ms"), one.serverMs > 0 ? QJsonValue(one.serverMs) : QJsonValue()}};
    return array;
}

QJsonObject toJson(const Usage &usage)
{
    return {
        {QStringLiteral("calls"), usage.calls},
        {QStringLiteral("bytes_sent"), usage.bytesSent},
        {QStringLiteral("bytes_received"), usage.bytesReceived},
        {QStringLiteral("rows_read"), usage.rowsRead},
        {QStringLiteral("rows_written"), usage.rowsWritten},
    };
}

QJsonObject freePlanJson()
{
    return {
        {QStringLiteral("rows_read"), TursoFreePlan.rowsRead},
        {QStringLiteral("rows_written"), TursoFreePlan.rowsWritten},
        {QStringLiteral("storage_bytes"), TursoFreePlan.storageBytes},
        {QStringLiteral("as_of"), planDate()},
    };
}

QJsonArray toJson(const std::vector<LoggedCall> &calls)
{
    QJsonArray array;
    for (const auto &[remote, at, record] : calls)
        array += QJsonObject{{QStringLiteral("statement"), record.statement},
                             {QStringLiteral("statements"), record.statements},
                             {QStringLiteral("requests"), record.requests},
                             {QStringLiteral("server_ms"), record.queryMs},
                             {QStringLiteral("elapsed_ms"), record.elapsedMs},
                             {QStringLiteral("bytes_sent"), record.bytesSent},
                             {QStringLiteral("bytes_received"), record.bytesReceived},
                             {QStringLiteral("rows_read"), record.rowsRead},
                             {QStringLiteral("rows_written"), record.rowsWritten},
                             {QStringLiteral("error"), record.error ? QJsonValue(errorCodeName(*record.error)) : QJsonValue()}};
    return array;
}

} // namespace galley::cli
