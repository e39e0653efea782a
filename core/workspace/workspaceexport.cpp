// Posts become Markdown files, beside the desk and by a connection of its own.
#include "core/workspace/blogfile.h"
#include "core/workspace/workspacestate.h"

#include "core/store/desk.h"

namespace galley {

QFuture<Result<ExportReport>> Workspace::exportTo(const QString &folder)
{
    auto promise = std::make_shared<QPromise<Result<ExportReport>>>();
    promise->start();
    m_exportWork = std::stop_source();
    m_intake.post([this, promise, folder, asked = m_exportWork](const std::stop_token &ending) mutable {
        const std::stop_callback onEnd(ending, [&asked] { asked.request_stop(); });
        auto database = openBlogFile(m_path);
        if (database) {
            Desk desk(**database, m_clock);
            promise->addResult(exportFolder(desk, folder, {.stop = asked.get_token()}, [this](int done, int of) { Q_EMIT exportProgress(done, of); }));
        } else {
            promise->addResult(Result<ExportReport>(failure(database)));
        }
        promise->finish();
    });
    return promise->future();
}

void Workspace::cancelExport()
{
    m_exportWork.request_stop();
}

} // namespace galley
