#include "core/transfer/frontmatter.h"

#include "core/base/text.h"
#include "core/base/timestamp.h"

#include <QRegularExpression>

namespace galley {

namespace {

constexpr qsizetype MaxMatter = 64 * 1024;

tl::unexpected<Error> atLine(int line, const QString &what)
{
    return fail(ErrorCode::InvalidInput, QStringLiteral("line %1: %2").arg(line).arg(what));
}

/// YAML also writes "2026-3-1" and "2026-03-01 9:00:00 -5"; the rest of the house does not.
QString paddedDate(const QString &text)
{
    static const QRegularExpression loose(QStringLiteral(
        R"(\A\s*(\d{4})-(\d\d?)-(\d\d?)(?:(?:[Tt]|\s+)(\d\d?)(:\d\d)(:\d\d)?(?:\.\d*)?\s*(Z|z|[+-]\d\d?)?(:?\d\d)?)?\s*\z)"));
    const auto match = loose.match(text);
    if (!match.hasMatch())
        return text;
    const auto two = [](QString digits) { return digits.rightJustified(2, QLatin1Char('0')); };
    QString date = match.captured(1) + QLatin1Char('-') + two(match.captured(2)) + QLatin1Char('-') +
                   two(match.captured(3));
    if (match.captured(4).isEmpty())
        return date;
    date += QLatin1Char('T') + two(match.captured(4)) + match.captured(5) +
            (match.captured(6).isEmpty() ? QStringLiteral(":00") : match.captured(6));
    const QString zone = match.captured(7);
    if (zone.size() > 1)
        date += zone.left(1) + two(zone.mid(1)) +
                (match.captured(8).isEmpty() ? QStringLiteral(":00") : match.captured(8));
    return date;
}

std::optional<bool> readBool(const QString &text)
{
    const QString word = text.trimmed().toLower();
    for (const char *yes : {"true", "yes", "on", "1"}) {
        if (word == QLatin1String(yes))
            return true;
    }
    for (const char *no : {"false", "no", "off", "0"}) {
        if (word == QLatin1String(no))
            return false;
    }
    return std::nullopt;
}

QStringList readTags(const MatterEntry &entry)
{
    // A tag of a list may not hold the comma that separates tags in the database.
    return splitTags(entry.kind == MatterEntry::Kind::List ? entry.list.join(QLatin1Char(',')) : entry.text);
}

Status readEntry(const MatterEntry &entry, FrontMatter &matter)
{
    const std::pair<const char *, QString *> texts[] = {{"title", &matter.title},
                                                        {"subtitle", &matter.subtitle},
                                                        {"slug", &matter.slug},
                                                        {"excerpt", &matter.excerpt}};
    const QString key = entry.key.toLower();
    for (const auto &[name, field] : texts) {
        if (key != QLatin1String(name))
            continue;
        if (entry.kind != MatterEntry::Kind::Text)
            return atLine(entry.line, QStringLiteral("“%1” must be one piece of text.").arg(key));
        *field = entry.text.trimmed();
        return {};
    }
    if (key == QLatin1String("tags")) {
        if (entry.kind == MatterEntry::Kind::Other)
            return atLine(entry.line,
                          QStringLiteral("the tags must be a list or text such as \"sea, bread\"."));
        matter.tags = readTags(entry);
    } else if (key == QLatin1String("series")) {
        const bool isOne = entry.kind == MatterEntry::Kind::List && entry.list.size() == 1;
        if (entry.kind != MatterEntry::Kind::Text && !isOne)
            return atLine(entry.line, QStringLiteral("“series” must be the title of one series."));
        matter.series = (isOne ? entry.list.first() : entry.text).simplified();
    } else if (key == QLatin1String("series_position")) {
        bool isNumber = false;
        matter.seriesPosition = entry.text.toLongLong(&isNumber);
        if (!isNumber)
            return atLine(entry.line, QStringLiteral("“series_position” must be a whole number."));
    } else if (key == QLatin1String("date")) {
        const auto moment = parseTimestamp(paddedDate(entry.text));
        if (!moment)
            return atLine(entry.line, QStringLiteral("the date can't be read; write it as 2026-03-31 or "
                                                     "2026-03-31 18:30:00."));
        matter.date = formatTimestamp(*moment);
    } else if (key == QLatin1String("draft")) {
        const auto draft = readBool(entry.text);
        if (!draft)
            return atLine(entry.line, QStringLiteral("“draft” must be true or false."));
        matter.draft = *draft;
    } else {
        matter.unknownKeys += entry.key;
    }
    return {};
}

/// Where the line of the closing marker starts, or -1.
qsizetype findEnd(const QByteArray &file, const QByteArray &marker)
{
    qsizetype start = file.indexOf('\n') + 1;
    while (start > 0 && start < file.size()) {
        const qsizetype end = file.indexOf('\n', start);
        const QByteArray line = file.mid(start, end < 0 ? -1 : end - start);
        if (!line.startsWith(' ') &&
            (line.trimmed() == marker || (marker == "---" && line.trimmed() == "...")))
            return start;
        start = end + 1;
    }
    return -1;
}

/// Leaves out leading blank lines, counting them.
void setText(MatterAndText &result, const QByteArray &file, qsizetype from)
{
    while (from < file.size()) {
        const qsizetype end = file.indexOf('\n', from);
        if (end < 0 || !file.mid(from, end - from).trimmed().isEmpty())
            break;
        from = end + 1;
    }
    result.text = file.mid(from);
    result.firstLine = int(file.first(from).count('\n')) + 1;
}

} // namespace

Result<MatterAndText> readFrontMatter(const QByteArray &file)
{
    MatterAndText result;
    const qsizetype lineEnd = file.indexOf('\n');
    const QByteArray marker = file.first(lineEnd < 0 ? file.size() : lineEnd).trimmed();
    if ((marker != "---" && marker != "+++") || file.startsWith(' ') || lineEnd < 0) {
        setText(result, file, 0);
        return result;
    }
    const qsizetype end = findEnd(file, marker);
    if (end < 0)
        return atLine(1, QStringLiteral("the front matter has no end; close it with a line “%1”.")
                             .arg(QString::fromLatin1(marker)));
    const QByteArray inside = file.mid(lineEnd + 1, end - lineEnd - 1);
    if (inside.size() > MaxMatter)
        return atLine(1, QStringLiteral("the front matter has more than 64 KB; shorten it."));
    const auto entries = marker == "---" ? readYaml(inside) : readToml(inside);
    if (!entries)
        return failure(entries);
    for (const MatterEntry &entry : *entries) {
        if (entry.kind == MatterEntry::Kind::Empty)
            continue;
        if (auto ok = readEntry(entry, result.matter); !ok)
            return failure(ok);
    }
    const qsizetype markerEnd = file.indexOf('\n', end);
    setText(result, file, markerEnd < 0 ? file.size() : markerEnd + 1);
    return result;
}

} // namespace galley
