// A post as the author sees it, frozen into the unit that would publish it.
#pragma once

#include "core/sync/publishunit.h"

namespace galley {

/// What readers will see: derived texts made anew, the rest as the author wrote it. Without op id and guard.
PublishUnit frozenForPublish(const PostView &view, const QString &now);

/// To take it back from readers, or delete it.
PublishUnit frozenForWithdrawal(PublishUnit::Kind kind, const PostView &view, const QString &now);

bool addressDiffers(const PostView &view);

/// A sentence when a field of the public row can't be read: it looks empty, and written back, it would be. Else null.
QString unreadableProblem(const PostView &view);

} // namespace galley
