#include "ui/spelling/spellwords.h"

#include "ui/editor/inlinemarks.h"

#include <algorithm>

namespace galley {

namespace {

bool isApostrophe(QChar c)
{
    return c == u'\'' || c == QChar(0x2019);
}

bool isWordCharacter(QStringView line, qsizetype at)
{
    const QChar c = line[at];
    if (c.isLetterOrNumber() || c.isMark() || c.isSurrogate())
        return true;
    const bool inside = at > 0 && at + 1 < line.size() && line[at - 1].isLetter() && line[at + 1].isLetter();
    return isApostrophe(c) && inside;
}

bool endsName(QChar c)
{
    return c.isSpace() || QStringView(u"[](){}<>*\"|`").contains(c);
}

// `galley_test`, `notes.md`, `/usr/share`, `me@home`, `#tag` are names: none of their parts is a word.
bool isPartOfName(QStringView line, qsizetype from, qsizetype to)
{
    while (from > 0 && !endsName(line[from - 1]))
        --from;
    while (to < line.size() && !endsName(line[to]))
        ++to;
    const QStringView name = line.sliced(from, to - from);
    if (name.startsWith(u'#') || name.startsWith(u'/') || name.contains(u'@') || name.contains(u'\\') || name.count(u'/') > 1)
        return true;
    for (qsizetype i = 1; i + 1 < name.size(); ++i) {
        if ((name[i] == u'_' || name[i] == u'.') && name[i - 1].isLetterOrNumber() && name[i + 1].isLetterOrNumber())
            return true;
    }
    return false;
}

bool isJudged(QStringView word)
{
    bool anyLower = false;
    for (const QChar c : word) {
        // Scripts that put no spaces between words have no words here.
        if (c.isDigit() || c.isSurrogate() || (c.unicode() >= 0x2E80 && c.unicode() <= 0xD7FF))
            return false;
        anyLower = anyLower || c.isLower() || (c.isLetter() && !c.isUpper());
    }
    return anyLower && word.size() > 1;
}

} // namespace

QList<TextRange> wordsToCheck(QStringView line)
{
    QList<quint16> marks;
    markLine(line, marks);
    QList<TextRange> words;
    for (qsizetype i = 0; i < line.size();) {
        if (!isWordCharacter(line, i)) {
            ++i;
            continue;
        }
        qsizetype end = i;
        quint16 mark = 0;
        while (end < line.size() && isWordCharacter(line, end))
            mark |= marks[end++];
        const QStringView word = line.sliced(i, end - i);
        const bool isText = !(mark & (MarkCode | MarkHtml | MarkAddress));
        if (isText && isJudged(word) && !isPartOfName(line, i, end))
            words.append({int(i), int(end)});
        i = end;
    }
    return words;
}

} // namespace galley
