#include "core/base/wordplaces.h"

#include <algorithm>

namespace galley {

namespace {

struct FoldedText
{
    QString letters;
    QList<qsizetype> places; // of each letter in the text, and the text's end
};

FoldedText foldedText(const QString &text)
{
    FoldedText result;
    result.letters.reserve(text.size());
    result.places.reserve(text.size() + 1);
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i].category() == QChar::Mark_NonSpacing) // an accent that stands by itself
            continue;
        result.letters += folded(text[i]);
        result.places += i;
    }
    result.places += text.size();
    return result;
}

QList<TextMatch> placesOf(const QString &word, const FoldedText &text)
{
    QList<TextMatch> starts;
    QList<TextMatch> all;
    if (word.isEmpty())
        return all;
    for (qsizetype at = text.letters.indexOf(word); at >= 0; at = text.letters.indexOf(word, at + word.size())) {
        const qsizetype from = text.places[at];
        const TextMatch place{from, text.places[at + word.size()] - from};
        all += place;
        if (at == 0 || !text.letters[at - 1].isLetterOrNumber())
            starts += place;
    }
    return starts.isEmpty() ? all : starts;
}

} // namespace

QChar folded(QChar letter)
{
    if (letter.unicode() < 128)
        return letter.toLower();
    if (letter.decompositionTag() == QChar::Canonical)
        letter = letter.decomposition().front();
    return letter.toCaseFolded();
}

QList<TextMatch> wordPlaces(const QString &text, const QStringList &words)
{
    const FoldedText looked = foldedText(text);
    QList<TextMatch> places;
    for (const QString &word : words)
        places += placesOf(foldedText(word).letters, looked);
    std::ranges::sort(places, {}, [](const TextMatch &place) { return std::pair(place.at, -place.length); });
    QList<TextMatch> apart;
    for (const TextMatch &place : std::as_const(places)) {
        if (apart.isEmpty() || place.at >= apart.constLast().at + apart.constLast().length)
            apart += place;
    }
    return apart;
}

bool holdsAll(const QString &text, const QStringList &words)
{
    const FoldedText looked = foldedText(text);
    return std::ranges::all_of(words, [&looked](const QString &word) { return looked.letters.contains(foldedText(word).letters); });
}

} // namespace galley
