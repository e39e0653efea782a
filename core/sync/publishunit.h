// One publish unit: a frozen payload bound to a random operation id, and the one transaction that it is.
#pragma once

#include "core/base/result.h"
#include "core/db/database.h"
#include "core/model/post.h"
#include "core/store/changetable.h"

#include <QJsonObject>

namespace galley {

struct PublishUnit
{
    enum class Kind { Publish, Unpublish, Delete };

    Kind kind = Kind::Publish;
    QString opId;
    qint64 postId = 0;
    PostFields fields;                 // publish: what readers will see; unpublish: what returns to the desk
    QString preview;
    QString formerSlug;                // publish: the address that will lead to the new one; may be null
    QList<qint64> images;              // publish: named in the text
    std::vector<EntityVersion> guard;  // the unit lands only while these still are the versions there
    QString draftVersion;              // of the draft that was frozen, where it was written
    QString askedAt;                   // the author's clock; shown, never decided on

    QJsonObject toJson() const;
    static Result<PublishUnit> fromJson(const QJsonObject &object);
};

/// What the database said of a unit, read in the request that carried it.
struct UnitReceipt
{
    bool landed = false;
    std::vector<EntityVersion> versions; // of the unit's post and draft, as they stand there now
    std::optional<Post> publicPost;      // as it stands there now
    std::optional<Draft> draft;          // likewise
    Error refusal{};                     // when it did not land
};

/// What the unit changes where the author writes: the public tables, and the draft. What was written since the
/// freeze stays a draft, now on top of what is public.
std::vector<Statement> deskChangesOf(const PublishUnit &unit);

/// Whether the post (`entity` "posts") or the draft ("drafts") of a landed unit is there as the unit left it. Else
/// somebody wrote on before the receipt was made, and that version is not one that the author has seen.
bool standsAsSent(const PublishUnit &unit, const UnitReceipt &receipt, const QString &entity);

/// The whole unit, for the database that readers look at. With a guard on the draft there, that draft is the
/// one agreed on and goes; without, desk and public side are one database, as in `deskChangesOf`. Delivered twice, or late, it lands once; once the receipt says that it did not land, it
/// never can (its id is burnt in the same request).
Transaction transactionOf(const PublishUnit &unit);

Result<UnitReceipt> send(Database &database, const PublishUnit &unit, const CallOptions &options = {});

} // namespace galley
