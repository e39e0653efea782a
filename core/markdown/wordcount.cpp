#include "core/markdown/wordcount.h"

namespace galley::markdown {

namespace {

constexpr double kWordsPerMinute = 220;
constexpr double kIdeographsPerMinute = 500;

bool isIdeograph(QChar c)
{
    if (c.unicode() < 0x1100)
        return false;
    switch (c.script()) {
    case QChar::Script_Han:
    case QChar::Script_Hiragana:
    case QChar::Script_Katakana:
    case QChar::Script_Hangul:
        return true;
    default:
        return false;
    }
}

struct Tally
{
    qint64 words = 0;        // a run of ideographs is one
    qint64 spacedWords = 0;  // of other letters
    qint64 ideographs = 0;
};

Tally tallyOf(QStringView markdown)
{
    Tally tally;
    bool inWord = false;
    bool inSpacedWord = false;
    bool inAddress = false;
    for (qsizetype i = 0; i < markdown.size(); ++i) {
        const QChar c = markdown[i];
        if (inAddress) {
            inAddress = c != QLatin1Char(')') && c != QLatin1Char('\n');
            continue;
        }
        if (c == QLatin1Char(']') && i + 1 < markdown.size() && markdown[i + 1] == QLatin1Char('(')) {
            inAddress = true;
            inWord = inSpacedWord = false;
            continue;
        }
        const bool letter = c.isLetterOrNumber() || c.isSurrogate();
        const bool joins = inWord && (c == QLatin1Char('\'') || c == QChar(0x2019) || c == QLatin1Char('-') || c.isMark());
        const bool ideograph = letter && isIdeograph(c);
        const bool spaced = letter && !ideograph;
        tally.words += letter && !inWord;
        tally.spacedWords += spaced && !inSpacedWord;
        tally.ideographs += ideograph;
        inWord = letter || joins;
        inSpacedWord = spaced || (joins && inSpacedWord);
    }
    return tally;
}

} // namespace

qint64 countWords(QStringView markdown)
{
    return tallyOf(markdown).words;
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

int readingMinutes(QStringView markdown)
{
    const Tally tally = tallyOf(markdown);
    return qMax(1, qRound(double(tally.spacedWords) / kWordsPerMinute + double(tally.ideographs) / kIdeographsPerMinute));
}

} // namespace galley::markdown
