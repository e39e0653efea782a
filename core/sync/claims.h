// What must still be true for a local transaction to be right, said inside of it.
#pragma once

#include "core/sync/familyrows.h"

namespace galley::claims {

/// Undoes its transaction (Constraint) unless `condition`, an SQL expression, is true.
Statement that(const Statement &condition);

/// Unless draft and public row here still are those that were read.
Statement unmoved(const FamilyRows &here);

} // namespace galley::claims
