// One publish unit: what the author asked readers to see, frozen, bound to a random operation id, and the one
// operation that it is.
#pragma once

#include "core/merge/fieldmerge.h"
#include "core/sync/operation.h"

#include <QJsonObject>

#include <map>

namespace galley {

/// Former addresses, and the post that each leads to.
using Redirects = std::map<QString, qint64>;

struct PublishUnit
{
    enum class Kind { Publish, Unpublish, Delete, Series, RemoveImages };

    Kind kind = Kind::Publish;
    QString opId;
    QString unitId;                    // of the queue (unitqueue.h); null where there is none
    qint64 postId = 0;                 // of a series unit the series
    PostFields fields;                 // publish: what readers will see; unpublish: what returns to the desk
    QString preview;
    bool isPublished = true;           // false only when an undo restores a row that the site itself had not published
    QString formerSlug;                // publish: the address that will lead to the new one; may be null
    QList<qint64> images;              // publish: named in the text; remove images: those
    QStringList siteColumns;           // remove images: of the table of posts there, which may name them too
    bool restores = false;             // publish: an undo
    QList<qint64> returnedImages;      // publish, of an undo: back to the desk, unless another public post shows them
    Redirects redirects;               // publish and unpublish, of an undo: lead there again, where nothing else has taken the address since
    std::optional<Series> series;      // series: as it will be
    std::vector<EntityVersion> guard;  // the unit lands only while these still are the versions there
    QString draftVersion;              // of the draft that was frozen, where it was written
    View seen;                         // what the author saw when asking
    std::optional<Draft> rest;         // with a guard on the draft: what stays on the desk on top of it
    QList<qint64> otherImages;         // of the post, whose rows may move too
    QString askedAt;                   // the author's clock; shown, never decided on

    QJsonObject toJson() const;
    static Result<PublishUnit> fromJson(const QJsonObject &object);
};

constexpr qsizetype MostImagesRemoved = 20; // by one unit: its guard looks for each in all texts

/// Whether the appointment that the author saw when asking is over with the unit: a publish keeps it, and a deletion voids
/// it. An undo and a withdrawal leave it as it is, for the text returns to the desk with all that belongs to it.
bool endsAppointment(const PublishUnit &unit);

/// With a guard on the draft, the draft there is the one agreed on: it goes, and `rest` takes its place. Without, desk
/// and public side are one database, where the author may have written on since: that stays a draft, now on top of
/// what is public.
Operation operationOf(const PublishUnit &unit);

/// One sentence why a unit that did not land was refused; Conflict when something it was decided on has moved.
Error refusalOf(const PublishUnit &unit, const Operation &operation, const Receipt &receipt);

struct UnitReceipt
{
    bool landed = false;
    Error refusal{}; // when it did not land
    Receipt receipt;
};

Result<UnitReceipt> send(Database &database, const PublishUnit &unit, const Acquaintance &known = {}, const CallOptions &options = {});

} // namespace galley
