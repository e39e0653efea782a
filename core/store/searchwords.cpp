#include "core/store/searchwords.h"

namespace galley {

namespace {

// Each becomes a condition, and SQLite limits the depth of those; the words after it would hardly narrow the
// list.
constexpr int MaxWords = 32;

QStringList wordsOf(const QString &text)
{
    return text.simplified().split(QLatin1Char(' '), Qt::SkipEmptyParts).mid(0, MaxWords);
}

bool isWrittenWithoutSpaces(char32_t letter)
{
    switch (QChar::script(letter)) {
    case QChar::Script_Han:
    case QChar::Script_Hiragana:
    case QChar::Script_Katakana:
    case QChar::Script_Thai:
    case QChar::Script_Lao:
    case QChar::Script_Khmer:
    case QChar::Script_Myanmar:
        return true;
    default:
        return false;
    }
}

bool isForIndex(const QString &word)
{
    int letters = 0;
    for (const char32_t letter : word.toUcs4()) {
        if (isWrittenWithoutSpaces(letter))
            return false;
        letters += QChar::isLetterOrNumber(letter) ? 1 : 0;
    }
    return letters >= 2;
}

/// The word as a string of FTS5, and the * that makes its last token a prefix.
QString prefixTerm(QString word)
{
    word.replace(QLatin1Char('"'), QLatin1String("\"\""));
    return QLatin1Char('"') + word + QLatin1String("\"*");
}

} // namespace

QString SearchWords::headingMatch() const
{
    return match.isEmpty() ? QString() : QStringLiteral("{title tags} : (%1)").arg(match);
}

SearchWords SearchWords::anywhere(const QString &text)
{
    return {{}, wordsOf(text)};
}

SearchWords SearchWords::byIndex(const QString &text)
{
    QStringList terms;
    SearchWords words;
    for (const QString &word : wordsOf(text)) {
        if (isForIndex(word))
            terms += prefixTerm(word);
        else
            words.like += word;
    }
    if (!terms.isEmpty())
        words.match = terms.join(QLatin1Char(' '));
    return words;
}

} // namespace galley
