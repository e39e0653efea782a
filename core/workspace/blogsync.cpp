#include "core/workspace/blogsync.h"

#include "core/base/timestamp.h"
#include "core/store/desk.h"
#include "core/store/settingstable.h"
#include "core/store/trash.h"
#include "core/sync/conflicttable.h"
#include "core/sync/pending.h"

#include <algorithm>

namespace galley {

namespace {

using Kind = PublishUnit::Kind;

/// One that is over, and of which nothing is kept.
UnitAnswer done(Kind kind, qint64 postId, const QString &title = {}, const QString &slug = {})
{
    UnitAnswer answer;
    answer.unit.kind = kind;
    answer.unit.postId = postId;
    answer.unit.state = AskedUnit::State::Landed;
    answer.unit.title = title;
    answer.unit.landedSlug = slug;
    return answer;
}

} // namespace

BlogSync::BlogSync(Database &local, Database *remote, QString remoteKey, const Clock &clock, std::stop_token ending, HeldImagesNow held)
    : m_local(local),
      m_remote(remote),
      m_remoteKey(std::move(remoteKey)),
      m_clock(clock),
      m_ending(std::move(ending)),
      m_held(std::move(held))
{}

Result<SyncReport> BlogSync::sync(const CallOptions &options)
{
    if (!hasRemote())
        return fail(ErrorCode::InvalidInput, QStringLiteral("This blog is on this computer only; connect it to Turso first."));
    if (!m_remote)
        return fail(ErrorCode::Network, QStringLiteral("Readers see this blog at %1; connect to it first, then try again.").arg(m_remoteKey));
    return Synchronizer(m_local, *m_remote, m_remoteKey, m_clock, m_held).sync(options);
}

Result<UnitAnswer> BlogSync::carryOut(const AskedUnit &asked, const CallOptions &options)
{
    UnitAnswer answer;
    answer.unit = asked;
    if (asked.id.isEmpty()) {
        answer.changedAnything = false;
        return answer;
    }
    auto report = sync(options);
    if (!report) {
        // A unit that the author has called off must not go with the next sync; one on its way can't be held.
        if (report.error().code == ErrorCode::Cancelled && !isEnding() && withdraw(asked.id, {}))
            return failure(report);
        answer.held = report.error();
        return answer;
    }
    answer.hasSynced = true;
    answer.report = std::move(*report);
    answer.imagesSent = answer.report.imagesSent;
    const auto &ended = answer.report.ended;
    const auto unit = std::find_if(ended.begin(), ended.end(), [&](const AskedUnit &each) { return each.id == asked.id; });
    if (unit != ended.end())
        answer.unit = *unit;
    else // the sync has merged something that must be settled first
        answer.held = Error{ErrorCode::Conflict,
                            QStringLiteral("“%1” was changed elsewhere too; settle the two versions, and it is published.").arg(asked.title),
                            {}};
    return answer;
}

Result<UnitAnswer> BlogSync::ask(Kind kind, qint64 postId, const CallOptions &options)
{
    auto asked = UnitQueue(m_local, m_remoteKey, m_clock).ask(kind, postId, options);
    if (!asked)
        return failure(asked);
    return carryOut(*asked, options);
}

Result<UnitAnswer> BlogSync::publish(qint64 postId, const CallOptions &options)
{
    if (hasRemote())
        return ask(Kind::Publish, postId, options);
    auto outcome = Publisher(m_local, m_clock).publish(postId, options);
    if (!outcome)
        return failure(outcome);
    UnitAnswer answer = done(Kind::Publish, postId, {}, outcome->slug);
    answer.changedAnything = outcome->changedAnything;
    answer.imagesSent = outcome->imagesSent;
    return answer;
}

Result<UnitAnswer> BlogSync::unpublish(qint64 postId, const CallOptions &options)
{
    if (hasRemote())
        return ask(Kind::Unpublish, postId, options);
    if (auto ok = Publisher(m_local, m_clock).unpublish(postId, options); !ok)
        return failure(ok);
    return done(Kind::Unpublish, postId);
}

Result<UnitAnswer> BlogSync::remove(qint64 postId, const CallOptions &options)
{
    auto isSeen = mayBePublic(m_local, postId, options);
    if (!isSeen)
        return failure(isSeen);
    if (hasRemote() && *isSeen)
        return ask(Kind::Delete, postId, options);
    Publisher publisher(m_local, m_clock);
    auto discarded = *isSeen ? publisher.remove(postId, options) : publisher.removeDraft(postId, options);
    if (!discarded)
        return failure(discarded);
    UnitAnswer answer = done(Kind::Delete, postId);
    answer.unit.id = *discarded;
    return answer;
}

Result<UnitAnswer> BlogSync::undo(const QString &landedId, const CallOptions &options)
{
    auto restored = Trash(m_local, m_clock).restore(landedId, options);
    if (!restored)
        return failure(restored);
    if (*restored) {
        UnitAnswer answer = done(Kind::Publish, (*restored)->postId, (*restored)->title, (*restored)->slug);
        if (!(*restored)->notice.isEmpty())
            answer.report.notices += (*restored)->notice;
        return answer;
    }
    auto asked = UnitQueue(m_local, m_remoteKey, m_clock).askUndo(landedId, options);
    if (!asked)
        return failure(asked);
    return carryOut(*asked, options);
}

Result<UnitAnswer> BlogSync::confirm(const QString &unitId, const CallOptions &options)
{
    UnitQueue queue(m_local, m_remoteKey, m_clock);
    if (auto ok = queue.confirm(unitId, options); !ok)
        return failure(ok);
    auto waiting = queue.waiting(options);
    if (!waiting)
        return failure(waiting);
    const auto unit = std::find_if(waiting->begin(), waiting->end(), [&](const AskedUnit &each) { return each.id == unitId; });
    if (unit == waiting->end()) { // readers see it so by now
        UnitAnswer answer = done(Kind::Publish, 0);
        answer.changedAnything = false;
        return answer;
    }
    return carryOut(*unit, options);
}

Status BlogSync::withdraw(const QString &unitId, const CallOptions &options)
{
    return UnitQueue(m_local, m_remoteKey, m_clock).withdraw(unitId, options);
}

Status BlogSync::acceptDeletions(const CallOptions &options)
{
    if (!m_remote)
        return fail(ErrorCode::Network, QStringLiteral("Connect to %1 first, then try again.").arg(m_remoteKey));
    return Synchronizer(m_local, *m_remote, m_remoteKey, m_clock).acceptDeletions(options);
}

Status BlogSync::meetAnew(const CallOptions &options)
{
    return galley::meetAnew(m_local, m_remoteKey, options);
}

Result<SyncReport> BlogSync::publishDue(const CallOptions &options)
{
    SyncReport report;
    if (hasRemote() && !m_remote)
        return report; // by the site's clock, and it can't be asked
    auto due = dueDrafts(m_local, m_remote ? *m_remote : m_local, options);
    if (!due)
        return failure(due);
    QStringList notices;
    bool isAsked = false;
    for (const qint64 id : *due) {
        if (hasRemote()) {
            auto asked = UnitQueue(m_local, m_remoteKey, m_clock).ask(Kind::Publish, id, options);
            isAsked = isAsked || asked;
            if (!asked)
                notices += asked.error().message;
            continue;
        }
        auto answer = publish(id, options);
        if (answer)
            report.ended.push_back(answer->unit);
        else
            notices += answer.error().message;
    }
    if (isAsked) {
        auto synced = sync(options);
        if (!synced)
            return failure(synced);
        report = std::move(*synced);
    }
    report.notices += notices;
    return report;
}

Result<SyncStanding> standingOf(Database &local, const Clock &clock, const CallOptions &options)
{
    auto rows = local.execute(settingstable::select(settingstable::remoteUrl()), options);
    if (!rows)
        return failure(rows);
    SyncStanding standing;
    if (!rows->empty())
        standing.remoteKey = rows->front().front().text();
    auto conflicts = Conflicts(local, clock).open({}, options);
    if (!conflicts)
        return failure(conflicts);
    for (const Conflict &conflict : *conflicts) {
        if (!standing.conflicted.contains(conflict.postId))
            standing.conflicted += conflict.postId;
    }
    if (standing.remoteKey.isEmpty())
        return standing;
    auto waiting = UnitQueue(local, standing.remoteKey, clock).waiting(options);
    if (!waiting)
        return failure(waiting);
    standing.waiting = std::move(*waiting);
    auto pending = pendingWork(local, standing.remoteKey, options);
    if (!pending)
        return failure(pending);
    standing.parkedDeletions = pending->deletionsParked;
    return standing;
}

Result<PublishReview> reviewOf(Database &local, qint64 postId, const Clock &clock, const CallOptions &options)
{
    auto review = Publisher(local, clock).review(postId, options);
    if (!review)
        return failure(review);
    auto conflicts = Conflicts(local, clock).open(postId, options);
    if (!conflicts)
        return failure(conflicts);
    review->hasTwoVersions = !conflicts->empty();
    if (review->hasTwoVersions)
        review->problems.prepend(QStringLiteral("Two versions wait to be settled first."));
    return review;
}

Result<std::vector<TrashEntry>> deletedPosts(Database &local, const Clock &clock, const CallOptions &options)
{
    auto entries = Trash(local, clock).entries(options);
    if (!entries)
        return failure(entries);
    auto remote = local.execute(settingstable::select(settingstable::remoteUrl()), options);
    if (!remote)
        return failure(remote);
    if (remote->empty() || remote->front().front().text().isEmpty())
        return entries;
    auto units = UnitQueue(local, remote->front().front().text(), clock).landedDeletions(trash::keptSince(clock.now()), options);
    if (!units)
        return failure(units);
    for (const AskedUnit &unit : *units)
        entries->push_back({unit.id, unit.postId, unit.title, unit.askedAt, true});
    std::ranges::stable_sort(*entries, [](const TrashEntry &a, const TrashEntry &b) { return a.deletedAt > b.deletedAt; });
    return entries;
}

Status settleConflict(Database &local, qint64 postId, const View &seen, const View &result, const Clock &clock,
                      const CallOptions &options)
{
    constexpr int MostTries = 5; // against a save in the very moment
    Status settled;
    for (int i = 0; i < MostTries; ++i) {
        auto post = Desk(local, clock).post(postId, options);
        if (!post)
            return failure(post);
        const View now{post->fields, post->draft ? post->draft->publishAt : QString()};
        auto merge = mergeViews(seen, result, now);
        if (!merge)
            return failure(merge);
        if (!merge->clashes.empty())
            return fail(ErrorCode::Conflict, QStringLiteral("This post was changed again meanwhile; compare the versions once more."));
        settled = Conflicts(local, clock).settleWith(postId, merge->view, options);
        if (settled || settled.error().code != ErrorCode::Conflict)
            break;
    }
    return settled;
}

Status noteConflicts(Database &local, qint64 postId, const std::vector<FieldClash> &clashes, const Clock &clock,
                     const CallOptions &options)
{
    std::vector<Statement> statements;
    for (const FieldClash &clash : clashes)
        statements.push_back(conflicttable::note(postId, clash, formatTimestamp(clock.now())));
    auto noted = local.transaction(std::move(statements), options);
    if (!noted)
        return failure(noted);
    return {};
}

} // namespace galley
