#include "core/workspace/sampleblog.h"

#include "core/sync/publisher.h"
#include "core/transfer/importer.h"
#include "resources/sample/sample.h"

namespace galley {

Status fillWithSample(Database &blog, const Clock &clock)
{
    auto plan = readFolder(sampleFolder());
    if (!plan)
        return failure(plan);
    if (!plan->problems.isEmpty())
        return fail(ErrorCode::Corrupt, plan->problems.front());
    auto report = applyImport(*plan, blog, clock);
    if (!report)
        return failure(report);
    Publisher publisher(blog, clock);
    for (const ImportReport::Entry &entry : report->posts) {
        if (entry.draft)
            continue;
        auto published = publisher.publish(entry.postId);
        // On a computer whose clock is behind the sample's dates, those posts are drafts.
        if (!published && published.error().code != ErrorCode::InvalidInput)
            return failure(published);
    }
    return {};
}

} // namespace galley
