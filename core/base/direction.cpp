#include "core/base/direction.h"

#include <QList>
#include <QString>

#include <algorithm>

namespace galley {

namespace {

TextDirection directionOf(char32_t letter)
{
    switch (QChar::direction(letter)) {
    case QChar::DirL: return TextDirection::LeftToRight;
    case QChar::DirR:
    case QChar::DirAL: return TextDirection::RightToLeft;
    default: return TextDirection::None;
    }
}

bool isRightToLeft(char32_t letter)
{
    const QChar::Direction direction = QChar::direction(letter);
    return direction == QChar::DirR || direction == QChar::DirAL || direction == QChar::DirRLE || direction == QChar::DirRLO
           || direction == QChar::DirRLI;
}

} // namespace

TextDirection directionOf(QStringView text)
{
    for (const char32_t letter : text.toUcs4()) {
        if (const TextDirection direction = directionOf(letter); direction != TextDirection::None)
            return direction;
    }
    return TextDirection::None;
}

TextDirection directionOfHtml(QByteArrayView html)
{
    qsizetype at = 0;
    while (at < html.size()) {
        const qsizetype tag = html.indexOf('<', at);
        const qsizetype end = tag < 0 ? html.size() : tag;
        for (qsizetype start = at; start < end;) { // between references, whose names are Latin
            const qsizetype reference = std::min(end, html.sliced(start, end - start).contains('&') ? html.indexOf('&', start) : end);
            if (const TextDirection direction = directionOf(QString::fromUtf8(html.sliced(start, reference - start)));
                direction != TextDirection::None)
                return direction;
            const qsizetype semicolon = html.indexOf(';', reference);
            start = reference == end || semicolon < 0 ? end : semicolon + 1;
        }
        const qsizetype close = tag < 0 ? -1 : html.indexOf('>', tag);
        at = close < 0 ? html.size() : close + 1;
    }
    return TextDirection::None;
}

bool hasRightToLeft(QByteArrayView utf8)
{
    // Hebrew is the first of them: what begins with a smaller byte is left to right, but for a few marks.
    const bool may = std::any_of(utf8.begin(), utf8.end(), [](char c) { return uchar(c) >= 0xD6 || uchar(c) == 0xE2; });
    if (!may)
        return false;
    const QList<uint> letters = QString::fromUtf8(utf8).toUcs4();
    return std::any_of(letters.begin(), letters.end(), [](uint letter) { return isRightToLeft(letter); });
}

} // namespace galley
