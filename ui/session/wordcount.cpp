#include "ui/session/wordcount.h"

namespace galley {

namespace {

constexpr int kWordsPerMinute = 230;

} // namespace

qint64 countWords(QStringView markdown)
{
    qint64 words = 0;
    bool inWord = false;
    bool inAddress = false;
    for (qsizetype i = 0; i < markdown.size(); ++i) {
        const QChar c = markdown[i];
        if (inAddress) {
            inAddress = c != QLatin1Char(')') && c != QLatin1Char('\n');
            continue;
        }
        if (c == QLatin1Char(']') && i + 1 < markdown.size() && markdown[i + 1] == QLatin1Char('(')) {
            inAddress = true;
            inWord = false;
            continue;
        }
        const bool letter = c.isLetterOrNumber() || c.isSurrogate();
        const bool joins = inWord && (c == QLatin1Char('\'') || c == QChar(0x2019) || c == QLatin1Char('-') || c.isMark());
        if (letter && !inWord)
            ++words;
        inWord = letter || joins;
    }
    return words;
}

qint64 countCharacters(QStringView markdown)
{
    qint64 count = 0;
    bool startOfLine = true;
    for (const QChar c : markdown) {
        if (c == QLatin1Char('\n')) {
            startOfLine = true;
            continue;
        }
        startOfLine = startOfLine && (c.isSpace() || QStringView(u"#>-*+").contains(c));
        // A pair of surrogates is one character, and so is a letter with its accents.
        if (!startOfLine && !c.isLowSurrogate() && !c.isMark())
            ++count;
    }
    return count;
}

qint64 minutesToRead(qint64 words)
{
    return qMax<qint64>(1, (words + kWordsPerMinute / 2) / kWordsPerMinute);
}

} // namespace galley
