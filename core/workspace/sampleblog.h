// The sample blog: the folder of Markdown that is embedded in the program, imported and published within the
// file as any other would be.
#pragma once

#include "core/base/clock.h"
#include "core/db/database.h"

namespace galley {

/// Into a new blog. Posts that the sample calls drafts stay drafts.
Status fillWithSample(Database &blog, const Clock &clock);

} // namespace galley
