// Markdown files become posts: read on the intake worker, written on the sync worker, so that no save waits for either.
#include "core/workspace/workspacestate.h"

namespace galley {

QFuture<Result<ImportReport>> Workspace::importFolder(const QString &folder)
{
    auto promise = std::make_shared<QPromise<Result<ImportReport>>>();
    promise->start();
    const auto end = [promise](Result<ImportReport> result) {
        promise->addResult(std::move(result));
        promise->finish();
    };
    const auto progress = [this](ImportStep step) { return [this, step](int done, int of) { Q_EMIT importProgress(step, done, of); }; };
    m_importWork = std::stop_source();
    m_intake.post([this, end, progress, folder, asked = m_importWork](const std::stop_token &ending) mutable {
        const std::stop_callback onEnd(ending, [&asked] { asked.request_stop(); });
        auto plan = readFolder(folder, {}, asked.get_token(), progress(ImportStep::Reading));
        if (!plan) {
            end(failure(plan));
            return;
        }
        if (!plan->problems.isEmpty()) {
            end(fail(ErrorCode::InvalidInput, QStringLiteral("Nothing was imported."), plan->problems.join(QLatin1Char('\n'))));
            return;
        }
        m_sync.post([this, end, progress, asked, plan = std::make_shared<const ImportPlan>(std::move(*plan))](const std::stop_token &closing) mutable {
            const std::stop_callback onClose(closing, [&asked] { asked.request_stop(); });
            auto ready = openLocal(*m_syncState);
            end(ready ? applyImport(*plan, *m_syncState->local, m_clock, {.stop = asked.get_token()}, progress(ImportStep::Writing))
                      : Result<ImportReport>(failure(ready)));
        });
    });
    indexSoon();
    return promise->future();
}

void Workspace::cancelImport()
{
    m_importWork.request_stop();
}

} // namespace galley
