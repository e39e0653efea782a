// The statements of a publish unit.
#pragma once

#include "core/sync/publishunit.h"

namespace galley::unitchanges {

/// On the public side, for whichever kind.
std::vector<Statement> publicSide(const PublishUnit &unit);

/// On the desk side, where the draft is the one agreed on.
std::vector<Statement> agreedDraft(const PublishUnit &unit);
/// On the desk side, where the author may have written on since the freeze.
std::vector<Statement> livingDraft(const PublishUnit &unit);

} // namespace galley::unitchanges
