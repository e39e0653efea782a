// What came of replacing in several posts, and of undoing it, with the words for the author. UI thread.
#pragma once

#include "core/store/textsweep.h"

#include <QStringList>

#include <vector>

namespace galley {

struct ReplaceOutcome
{
    std::vector<ReplacedPost> replaced;
    QStringList left{}; // titles of those that were written meanwhile
    QString trouble{};  // what ended it early
    bool isStopped = false;
};

struct UndoneOutcome
{
    int restored = 0;
    QStringList left{}; // titles of those that were changed since
    QString trouble{};  // what ended it early
    bool isStopped = false;
    std::vector<ReplacedPost> rest{}; // not reached
};

/// What can be undone, the last one last. The oldest go where all hold more than `most` bytes of text; the last one stays.
void dropOldest(std::vector<std::vector<ReplacedPost>> &replacements, qsizetype most);

/// "Untitled draft" where there is no title.
QString titleForReading(const QString &title);

QString wordsFor(const ReplaceOutcome &outcome);
QString wordsFor(const UndoneOutcome &outcome);

} // namespace galley
