#include "core/sync/remotepage.h"

#include "core/sync/pagereader.h"

namespace galley {

Result<RemotePage> fetchPage(Database &remote, const PlannedPage &planned, const CallOptions &options)
{
    PageReader reader(planned);
    if (auto ok = remote.runPipeline(reader, options); !ok)
        return failure(ok);
    if (auto ok = reader.readRest(remote, options); !ok)
        return failure(ok);
    return std::move(reader).page();
}

} // namespace galley
