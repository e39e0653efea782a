#include "ui/editor/lineprefix.h"

namespace galley {

namespace {

qsizetype skipSpaces(QStringView line, qsizetype at)
{
    while (at < line.size() && (line[at] == QLatin1Char(' ') || line[at] == QLatin1Char('\t')))
        ++at;
    return at;
}

bool isRule(QStringView text)
{
    QChar mark;
    int count = 0;
    for (const QChar c : text) {
        if (c.isSpace())
            continue;
        if (count == 0)
            mark = c;
        if (c != mark || !QStringView(u"-*_").contains(c))
            return false;
        ++count;
    }
    return count >= 3;
}

void readListMarker(QStringView line, qsizetype at, LinePrefix &prefix)
{
    qsizetype end = at;
    while (end < line.size() && line[end].isDigit() && end - at < 9)
        ++end;
    if (end > at) {
        if (end >= line.size() || (line[end] != QLatin1Char('.') && line[end] != QLatin1Char(')')))
            return;
        prefix.number = line.sliced(at, end - at).toInt();
    } else if (end >= line.size() || !QStringView(u"-*+").contains(line[end])) {
        return;
    }
    const QChar marker = line[end];
    ++end;
    const qsizetype text = skipSpaces(line, end);
    if (text == end) { // a marker is followed by a space
        prefix.number = -1;
        return;
    }
    prefix.marker = marker;
    prefix.markerLength = end - at + 1;
    prefix.length = qMin(text, end + 4);
    const QStringView rest = line.sliced(prefix.length);
    if (rest.size() >= 3 && rest[0] == QLatin1Char('[') && rest[2] == QLatin1Char(']')
        && QStringView(u" xX").contains(rest[1]) && (rest.size() == 3 || rest[3] == QLatin1Char(' '))) {
        prefix.task = true;
        prefix.length += rest.size() == 3 ? 3 : 4;
    }
}

} // namespace

LinePrefix linePrefix(QStringView line)
{
    LinePrefix prefix;
    qsizetype at = 0;
    while (true) {
        const qsizetype mark = skipSpaces(line, at);
        if (mark >= line.size() || line[mark] != QLatin1Char('>') || mark - at > 3)
            break;
        at = mark + 1;
        if (at < line.size() && line[at] == QLatin1Char(' '))
            ++at;
        prefix.quoted = true;
    }
    prefix.quoteLength = at;
    prefix.length = at;
    if (isRule(line.sliced(at))) {
        prefix.rule = true;
        return prefix;
    }
    const qsizetype text = skipSpaces(line, at);
    prefix.indent = text - at;
    qsizetype hashes = text;
    while (hashes < line.size() && line[hashes] == QLatin1Char('#'))
        ++hashes;
    const qsizetype level = hashes - text;
    if (level >= 1 && level <= 6 && prefix.indent <= 3
        && (hashes == line.size() || line[hashes] == QLatin1Char(' '))) {
        prefix.heading = int(level);
        prefix.length = skipSpaces(line, hashes);
        return prefix;
    }
    readListMarker(line, text, prefix);
    return prefix;
}

Continuation continuationOf(QStringView line, qsizetype column)
{
    const LinePrefix prefix = linePrefix(line);
    const bool item = prefix.markerLength > 0;
    if ((!item && !prefix.quoted) || prefix.rule || prefix.heading > 0 || column < prefix.length)
        return {};
    const QString quote = line.first(prefix.quoteLength).toString();
    const QString indent = line.sliced(prefix.quoteLength, prefix.indent).toString();
    if (line.sliced(prefix.length).trimmed().isEmpty()) {
        // An empty nested item steps out; an empty outer one, and an empty quotation, ends.
        if (item && prefix.indent > 0)
            return {Continuation::Kind::EndItem, shiftedItem(line.toString(), Shift::Out)};
        return {Continuation::Kind::EndItem, item ? quote : QString()};
    }
    if (!item)
        return {Continuation::Kind::Insert, quote};
    QString marker = prefix.number >= 0 ? QString::number(prefix.number + 1) + prefix.marker : QString(prefix.marker);
    marker += prefix.task ? QStringLiteral(" [ ] ") : QStringLiteral(" ");
    return {Continuation::Kind::Insert, quote + indent + marker};
}

QString shiftedItem(const QString &line, Shift shift)
{
    const LinePrefix prefix = linePrefix(line);
    if (prefix.markerLength == 0)
        return line;
    QString result = line;
    if (shift == Shift::In)
        result.insert(prefix.quoteLength, QString(prefix.markerLength, QLatin1Char(' ')));
    else
        result.remove(prefix.quoteLength, qMin(prefix.indent, prefix.markerLength));
    return result;
}

} // namespace galley
