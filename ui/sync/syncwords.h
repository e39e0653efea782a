// Where the posts are, in one line of words. Pure; UI thread (it translates).
#pragma once

#include "core/sync/unitqueue.h"
#include "ui/postlist/syncline.h"

#include <QDateTime>

#include <optional>

namespace galley {

/// How the file stands to its remote, before any sync.
struct SyncLink
{
    enum class State {
        None,       // this computer only
        Connecting,
        Connected,
        Offline,    // it may pass by itself
        Apart,      // only the author can help
    };

    State state = State::None;
    QString url;
    std::optional<Error> trouble;
    QString warning; // a certificate that ends soon, in a sentence
};

struct SyncFacts
{
    bool isReadOnly = false;
    SyncLink link;
    bool canSync = false;       // Connected, or Offline with all it needs to try
    bool isSyncing = false;
    qint64 bytes = 0;           // of the sync under way
    qint64 totalBytes = 0;      // 0: not known
    std::optional<Error> trouble;
    int waiting = 0;            // units asked for and not yet landed
    int toConfirm = 0;          // of those, how many want a look
    int refused = 0;            // likewise, how many the site can't take
    int conflicts = 0;          // posts
    qint64 vanished = 0;        // posts whose deletion waits for the author's word
    QDateTime inStepSince;
};

struct SyncWords
{
    /// What a click on the line does.
    enum class Click { Connect, SyncNow, Cancel, Compare, Confirm, Explain, AskAboutDeletions };

    SyncLine::Mood mood = SyncLine::Mood::Local;
    QString line;
    QString hint; // a sentence more, for the tool tip
    double progress = -1;
    Click click = Click::Connect;
};

SyncWords wordsFor(const SyncFacts &facts, const QDateTime &now);

/// What stands over the text of a post; nothing where `words` is empty.
struct BannerWords
{
    enum class Action { None, Compare, Review, Withdraw, SaveCopy };

    QString words;
    QString button;
    Action action = Action::None;
};

BannerWords bannerOfReadOnly();
BannerWords bannerFor(bool isConflicted, const AskedUnit *waiting);
/// The second line of a post in the list; empty where nothing of it waits.
QString markFor(bool isConflicted, const AskedUnit *waiting);

/// Whether it is the way to the site that fails, not something the author must mend.
bool isOffline(const Error &error);

} // namespace galley
