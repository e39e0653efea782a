// Markdown files become posts, on the intake worker and by a connection of its own: no save waits for it, nor it for the network.
#include "core/workspace/blogfile.h"
#include "core/workspace/workspacestate.h"

namespace galley {

namespace {

Result<ImportReport> importInto(const QString &file, const QString &folder, const QStringList &names, OtherText otherText, const Clock &clock,
                                const std::stop_token &stop, const std::function<void(ImportStep, int, int)> &progress)
{
    const auto of = [&progress](ImportStep step) { return [&progress, step](int done, int all) { progress(step, done, all); }; };
    auto plan = names.isEmpty() ? readFolder(folder, {}, stop, of(ImportStep::Reading))
                                : readFiles(folder, names, {}, stop, of(ImportStep::Reading));
    if (!plan)
        return failure(plan);
    auto database = openBlogFile(file);
    if (!database)
        return failure(database);
    return applyGoodOf(std::move(*plan), **database, clock, {.stop = stop}, of(ImportStep::Writing), otherText);
}

} // namespace

QFuture<Result<ImportReport>> Workspace::importFolder(const QString &folder, const QStringList &names, OtherText otherText)
{
    auto promise = std::make_shared<QPromise<Result<ImportReport>>>();
    promise->start();
    m_importWork = std::stop_source();
    m_intake.post([this, promise, folder, names, otherText, asked = m_importWork](const std::stop_token &ending) mutable {
        const std::stop_callback onEnd(ending, [&asked] { asked.request_stop(); });
        promise->addResult(importInto(m_path, folder, names, otherText, m_clock, asked.get_token(),
                                      [this](ImportStep step, int done, int of) { Q_EMIT importProgress(step, done, of); }));
        promise->finish();
    });
    return promise->future();
}

void Workspace::cancelImport()
{
    m_importWork.request_stop();
}

} // namespace galley
