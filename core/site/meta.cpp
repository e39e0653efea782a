#include "core/site/meta.h"

#include "core/base/timestamp.h"
#include "core/markdown/markdown.h"
#include "core/site/links.h"

#include <QLocale>
#include <QRegularExpression>

namespace galley::site {

namespace {

constexpr qsizetype kSummaryLength = 200;

QString shortened(const QString &text)
{
    const QString line = text.simplified();
    if (line.size() <= kSummaryLength)
        return line;
    const qsizetype space = line.lastIndexOf(u' ', kSummaryLength);
    QString cut = line.left(space > kSummaryLength / 2 ? space : kSummaryLength);
    if (cut.back().isHighSurrogate())
        cut.chop(1);
    return cut + u'…';
}

} // namespace

QString dateInWords(const QString &raw, const QString &language)
{
    const auto time = parseTimestamp(raw);
    if (!time)
        return raw;
    const QLocale locale(language);
    // The long form of a language without the day of the week; English in the order this theme is set in.
    static const QRegularExpression weekday(QStringLiteral("[,،]?\\s*dddd?[,،]?\\s*"));
    const QString format = locale.language() == QLocale::English
                               ? QStringLiteral("d MMMM yyyy")
                               : locale.dateFormat(QLocale::LongFormat).remove(weekday);
    return locale.toString(time->toUTC().date(), format);
}

QByteArray isoTime(const QString &raw)
{
    const auto time = parseTimestamp(raw);
    return time ? formatTimestamp(*time).toUtf8() : QByteArray();
}

QString summaryOf(const SitePost &post)
{
    if (!post.fields.subtitle.isEmpty())
        return post.fields.subtitle;
    const QString &source = post.fields.excerpt.isEmpty() ? post.fields.content : post.fields.excerpt;
    return shortened(markdown::plainText(source));
}

QByteArray metaHtml(const QString &dateRaw, int minutes, const QStringList &tags, const QString &language)
{
    QByteArrayList parts;
    if (!dateRaw.isEmpty()) {
        parts += "<time datetime=\"" + isoTime(dateRaw) + "\">" +
                 dateInWords(dateRaw, language).toHtmlEscaped().toUtf8() + "</time>";
    }
    parts += QByteArray::number(minutes) + " min read";
    QByteArrayList links;
    for (const QString &tag : tags)
        links += "<a href=\"" + tagPath(tag) + "\" rel=\"tag\">" + tag.toHtmlEscaped().toUtf8() + "</a>";
    if (!links.isEmpty())
        parts += links.join(", ");
    return parts.join(" · ");
}

} // namespace galley::site
