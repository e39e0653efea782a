// The local file as a sync sees it: what it knows of the remote, and guarded writes. The desk may write through
// another connection at any moment, and another program may even sync the same file: both are noticed here, and
// nothing is ever written over.
#pragma once

#include "core/base/clock.h"
#include "core/db/database.h"
#include "core/sync/acquaintance.h"
#include "core/sync/agreed.h"
#include "core/sync/familyrows.h"

#include <QSet>

#include <functional>
#include <set>

namespace galley {

/// Which entities a page, or the answer to an operation, is about.
struct Keys
{
    QList<qint64> families;
    QList<qint64> images;
    QList<qint64> series;

    qsizetype count() const { return families.size() + images.size() + series.size(); }
    bool isEmpty() const { return count() == 0; }
};

/// What the file holds of them, read in one transaction.
struct LocalPage
{
    std::map<qint64, FamilyRows> families;
    std::map<qint64, FamilyBase> familyBases;
    std::map<qint64, ImageRows> images;
    std::map<qint64, ImageBase> imageBases;
    std::map<qint64, SeriesRows> series;
    std::map<qint64, SeriesBase> seriesBases;
    std::set<qint64> busy;        // posts with a unit asked for or an operation under way
    std::set<qint64> conflicted;  // posts with an open conflict
    std::set<qint64> parkedPosts; // whose deletion there waits for the author's word
    std::set<qint64> parkedImages;
    QSet<qint64> held;            // images that stay here whatever the texts say
    std::set<qint64> claimed;     // posts of which the caller itself claims that they are unmoved
};

/// Images of texts that are nowhere in the file and may come back, by the undo of an editor. Called on the thread of the sync.
using HeldImagesNow = std::function<QSet<qint64>()>;

class LocalSide
{
public:
    LocalSide(Database &local, QString remoteKey, const Clock &clock, HeldImagesNow held = {});

    /// Begins a turn.
    Status load(const CallOptions &options);

    Database &database() { return m_local; }
    const QString &remoteKey() const { return m_remoteKey; }
    const Acquaintance &acquaintance() const { return m_acquaintance; }
    const Clock &clock() const { return m_clock; }
    QString now() const;

    Result<LocalPage> read(const Keys &keys, const CallOptions &options);

    enum class Written {
        Done,
        DeskMoved,  // a claim among the statements does not hold any more; nothing was written: read again
        Superseded, // another program has synced this file since `load`; nothing was written: begin anew
    };
    /// One transaction, in which what is known of the remote becomes `next`.
    Result<Written> write(std::vector<Statement> statements, const Acquaintance &next, const CallOptions &options);

private:
    Database &m_local;
    QString m_remoteKey;
    const Clock &m_clock;
    HeldImagesNow m_held;
    Acquaintance m_acquaintance;
    QString m_text; // as the setting holds it; null: none
};

/// How often a write is tried again because somebody was typing.
constexpr int DeskPatience = 20;

/// The error after that.
tl::unexpected<Error> deskNeverRests(Database &local);

} // namespace galley
