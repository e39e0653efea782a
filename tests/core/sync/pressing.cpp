#include "tests/core/sync/pressing.h"

#include "core/store/desk.h"

namespace galley::test {

Pressing::Pressing(Database &local, Database &remote, QString remoteKey, const Clock &clock)
    : m_local(local),
      m_clock(clock),
      m_queue(local, remoteKey, clock),
      m_synchronizer(local, remote, remoteKey, clock)
{}

Result<Pressing::Ending> Pressing::carryOut(PublishUnit::Kind kind, qint64 postId, const CallOptions &options)
{
    auto asked = m_queue.ask(kind, postId, options);
    if (!asked)
        return failure(asked);
    if (asked->id.isEmpty())
        return Ending{std::move(*asked), {}};
    auto report = m_synchronizer.sync(options);
    if (!report)
        return failure(report);
    auto unit = m_queue.unit(asked->id, options); // another program may have carried it out
    if (!unit)
        return failure(unit);
    switch (unit->state) {
    case AskedUnit::State::Landed: return Ending{std::move(*unit), std::move(*report)};
    case AskedUnit::State::Waiting: // the sync has merged something that the author must settle first
        return fail(ErrorCode::Conflict,
                    QStringLiteral("“%1” was changed elsewhere too; settle the two versions, and it is published with the next sync.")
                        .arg(asked->title));
    case AskedUnit::State::Dropped:
        return fail(ErrorCode::NotFound, QStringLiteral("“%1” no longer exists, or was asked for anew meanwhile.").arg(asked->title));
    case AskedUnit::State::NeedsConfirmation:
    case AskedUnit::State::Refused: break;
    }
    return tl::unexpected(unit->reason);
}

Result<PublishOutcome> Pressing::publish(qint64 postId, const CallOptions &options)
{
    auto ending = carryOut(PublishUnit::Kind::Publish, postId, options);
    if (!ending)
        return failure(ending);
    PublishOutcome outcome;
    outcome.postId = postId;
    outcome.slug = ending->unit.landedSlug;
    outcome.changedAnything = !ending->unit.id.isEmpty();
    outcome.imagesSent = ending->report.imagesSent;
    outcome.bytesSent = ending->report.imageBytesSent;
    return outcome;
}

Status Pressing::unpublish(qint64 postId, const CallOptions &options)
{
    auto ending = carryOut(PublishUnit::Kind::Unpublish, postId, options);
    if (!ending)
        return failure(ending);
    return {};
}

Status Pressing::remove(qint64 postId, const CallOptions &options)
{
    auto isSeen = mayBePublic(m_local, postId, options);
    if (!isSeen)
        return failure(isSeen);
    if (!*isSeen)
        return Desk(m_local, m_clock).discardDraft(postId, options);
    auto ending = carryOut(PublishUnit::Kind::Delete, postId, options);
    if (!ending)
        return failure(ending);
    return {};
}

} // namespace galley::test
