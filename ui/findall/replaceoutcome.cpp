#include "ui/findall/replaceoutcome.h"

#include "core/base/text.h"
#include "ui/findall/replaceundo.h"

#include <iterator>

namespace galley {

namespace {

constexpr qsizetype kMostNames = 3;

QString postsOf(qsizetype count)
{
    return counted(count, ReplaceUndo::tr("post"), ReplaceUndo::tr("posts"));
}

QString listed(const QStringList &titles)
{
    QStringList names;
    for (const QString &title : titles.mid(0, kMostNames))
        names += ReplaceUndo::tr("“%1”").arg(title);
    if (titles.size() > kMostNames)
        return ReplaceUndo::tr("%1 and %L2 more").arg(names.join(QStringLiteral(", "))).arg(titles.size() - kMostNames);
    if (names.size() < 2)
        return names.join(QString());
    const QString last = names.takeLast();
    return ReplaceUndo::tr("%1 and %2").arg(names.join(QStringLiteral(", ")), last);
}

} // namespace

void dropOldest(std::vector<std::vector<ReplacedPost>> &replacements, qsizetype most)
{
    qsizetype bytes = 0;
    auto kept = replacements.end();
    while (kept != replacements.begin()) {
        for (const ReplacedPost &post : *std::prev(kept))
            bytes += post.before.content.size() * qsizetype(sizeof(QChar));
        if (bytes > most && kept != replacements.end())
            break;
        --kept;
    }
    replacements.erase(replacements.begin(), kept);
}

QString titleForReading(const QString &title)
{
    const QString line = title.simplified();
    return line.isEmpty() ? ReplaceUndo::tr("Untitled draft") : line;
}

QString wordsFor(const ReplaceOutcome &outcome)
{
    QStringList words;
    qsizetype places = 0;
    for (const ReplacedPost &post : outcome.replaced)
        places += post.places;
    if (!outcome.replaced.empty())
        words += ReplaceUndo::tr("%1 changed in %2. Readers see it when you publish.")
                     .arg(counted(places, ReplaceUndo::tr("place"), ReplaceUndo::tr("places")), postsOf(qsizetype(outcome.replaced.size())));
    if (!outcome.left.isEmpty())
        words += (outcome.left.size() == 1 ? ReplaceUndo::tr("%1 had changed meanwhile and stayed as it was.")
                                           : ReplaceUndo::tr("%1 had changed meanwhile and stayed as they were."))
                     .arg(listed(outcome.left));
    if (!outcome.trouble.isEmpty())
        words += outcome.trouble;
    if (outcome.isStopped)
        words += outcome.replaced.empty() ? ReplaceUndo::tr("Stopped; nothing was changed.") : ReplaceUndo::tr("Stopped; the others stayed as they were.");
    return words.join(QLatin1Char(' '));
}

QString wordsFor(const UndoneOutcome &outcome)
{
    QStringList words;
    if (outcome.restored > 0)
        words += (outcome.restored == 1 ? ReplaceUndo::tr("Undone: %1 is as it was before.") : ReplaceUndo::tr("Undone: %1 are as they were before."))
                     .arg(postsOf(outcome.restored));
    if (!outcome.left.isEmpty())
        words += (outcome.left.size() == 1 ? ReplaceUndo::tr("%1 was changed since and stays as it is.")
                                           : ReplaceUndo::tr("%1 were changed since and stay as they are."))
                     .arg(listed(outcome.left));
    if (!outcome.trouble.isEmpty())
        words += outcome.trouble;
    if (outcome.isStopped)
        words += ReplaceUndo::tr("Stopped; the Edit menu undoes the rest.");
    return words.join(QLatin1Char(' '));
}

} // namespace galley
