#include "ui/postlist/snippet.h"

#include "core/base/wordplaces.h"
#include "core/markdown/markdown.h"

namespace galley {

namespace {

constexpr qsizetype kBefore = 18; // characters before what is sought: it is to show in a narrow list

} // namespace

QString snippetOf(const QString &glimpse, const QStringList &words)
{
    const QString text = markdown::plainText(glimpse).simplified();
    const QList<TextMatch> places = wordPlaces(text, words);
    if (places.isEmpty() || places.first().at <= kBefore)
        return text;
    const qsizetype space = text.indexOf(u' ', places.first().at - kBefore);
    const qsizetype from = space < 0 ? places.first().at : qMin(space + 1, places.first().at);
    return QStringLiteral("…") + text.sliced(from);
}

} // namespace galley
