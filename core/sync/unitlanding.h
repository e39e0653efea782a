// What a unit that has landed means here: what is agreed from now on, and what becomes of the author's draft. Values
// in, values out.
#pragma once

#include "core/sync/localside.h"
#include "core/sync/publishunit.h"

namespace galley {

/// Changes `here` into what the file holds once the unit is public; the statements make the file so. What stands at
/// the remote by now (`receipt.page`) is merged after that.
std::vector<Statement> agreeOn(const PublishUnit &unit, const Receipt &receipt, const QDateTime &now, LocalPage &here);

/// What a landed unit replaced, for an undo. Kept in galley_units.
struct FormerRows
{
    std::optional<Post> publicPost;
    std::optional<Draft> draft;  // as it was frozen
    QList<qint64> movedImages;   // became public with it
    Redirects redirects;         // to the post, and one to another post from the address that it took

    QString toText() const;
    static FormerRows fromText(const QString &text, qint64 postId);
};

/// As this file knows them at the moment the unit is sent.
FormerRows formerRows(const PublishUnit &unit, const LocalPage &here, Redirects redirects);

} // namespace galley
