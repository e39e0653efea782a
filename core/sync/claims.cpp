#include "core/sync/claims.h"

#include "core/store/changetable.h"

namespace galley::claims {

Statement that(const Statement &condition)
{
    return {QStringLiteral("INSERT INTO galley_claims (holds) SELECT NULL WHERE NOT (%1)").arg(condition.sql), condition.args};
}

Statement unmoved(const FamilyRows &here)
{
    return that({QStringLiteral("%1 = ? AND %2 = ?").arg(changetable::versionOf(QStringLiteral("drafts")),
                                                         changetable::versionOf(QStringLiteral("posts"))),
                 {here.id, here.draftVersion, here.id, here.postVersion}});
}

} // namespace galley::claims
