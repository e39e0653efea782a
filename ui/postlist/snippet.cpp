#include "ui/postlist/snippet.h"

#include "core/base/wordplaces.h"
#include "core/markdown/markdown.h"

namespace galley {

namespace {

constexpr int kBefore = 18; // characters before what is sought: it is to show in a narrow list

} // namespace

QString fromShortlyBefore(const QString &text, const QStringList &words, int before)
{
    const QList<TextMatch> places = wordPlaces(text, words);
    if (places.isEmpty() || places.first().at <= before)
        return text;
    const qsizetype space = text.indexOf(u' ', places.first().at - before);
    const qsizetype from = space < 0 ? places.first().at : qMin(space + 1, places.first().at);
    return QStringLiteral("…") + text.sliced(from);
}

QString snippetOf(const QString &glimpse, const QStringList &words)
{
    QString text = markdown::plainText(glimpse).simplified();
    if (text.startsWith(u'|')) // a row of a table, without its head
        text = text.remove(u'|').simplified();
    return fromShortlyBefore(text, words, kBefore);
}

} // namespace galley
