#include "core/sync/synchronizer.h"

#include "core/base/ids.h"
#include "core/base/text.h"
#include "core/base/timestamp.h"
#include "core/store/settingstable.h"
#include "core/sync/draftsender.h"
#include "core/sync/linkrewrite.h"
#include "core/sync/ledger.h"
#include "core/sync/pending.h"
#include "core/sync/unitcarrier.h"

namespace galley {

namespace {

constexpr int MostRounds = 12;  // each ends with something that landed or came down; else the next sync goes on
constexpr int MostRestarts = 5; // when another program syncs the same file

/// One turn over the file, until there is nothing left to do or another program has synced it in between.
class Turn
{
public:
    Turn(Database &local, Database &remote, const QString &remoteKey, const Clock &clock, const HeldImagesNow &held, SyncReport &report)
        : m_local(local, remoteKey, clock, held),
          m_remote(remote),
          m_puller(m_local, remote),
          m_outcomes(m_local, m_puller),
          m_drafts(m_local, remote, m_puller, m_outcomes),
          m_units(m_local, remote, m_puller, m_outcomes),
          m_report(report)
    {}

    /// False where superseded.
    Result<bool> run(const CallOptions &options)
    {
        if (auto ok = m_local.load(options); !ok)
            return failure(ok);
        auto settled = settle(options);
        if (!settled || !*settled)
            return settled;
        for (int round = 0; round < MostRounds; ++round) {
            auto goesOn = pull(options);
            if (!goesOn || !*goesOn)
                return goesOn;
            bool hasWorked = false;
            goesOn = send(hasWorked, options);
            if (!goesOn || !*goesOn)
                return goesOn;
            if (!hasWorked)
                break;
        }
        return true;
    }

    QStringList notices() const { return m_puller.notices(); }

private:
    Result<bool> settle(const CallOptions &options)
    {
        auto open = m_local.database().execute(optable::selectOpen(m_local.remoteKey()), options);
        if (!open)
            return failure(open);
        for (const Row &row : *open) {
            auto operation = optable::decode(row);
            if (!operation)
                return failure(operation);
            const Operation carried = std::visit([](const auto &op) { return operationOf(op); }, *operation);
            auto receipt = carryAgain(m_remote, carried, m_local.acquaintance(), options);
            if (!receipt)
                return failure(receipt);
            auto recorded = m_outcomes.record(*operation, *receipt, options);
            if (!recorded)
                return failure(recorded);
            if (recorded->unit)
                m_report.ended.push_back(std::move(*recorded->unit));
            if (recorded->superseded)
                return false;
        }
        return true;
    }

    Result<bool> pull(const CallOptions &options)
    {
        auto pulled = m_puller.pull(options);
        if (!pulled)
            return failure(pulled);
        m_report.postsReceived += pulled->posts;
        m_report.imagesReceived += pulled->images;
        m_report.wasReconciled = m_report.wasReconciled || pulled->wasReconciled;
        return !pulled->superseded;
    }

    void count(const Sent &sent)
    {
        m_report.draftsSent += sent.drafts;
        m_report.imagesSent += sent.images;
        m_report.imageBytesSent += sent.imageBytes;
    }

    /// Units come before drafts: a published draft need not be sent as one.
    Result<bool> send(bool &hasWorked, const CallOptions &options)
    {
        auto images = m_drafts.sendImages(options);
        if (!images)
            return failure(images);
        count(*images);
        if (images->superseded)
            return false;
        auto units = m_units.carryOut(options);
        if (!units)
            return failure(units);
        for (AskedUnit &unit : units->ended)
            m_report.ended.push_back(std::move(unit));
        if (units->superseded)
            return false;
        auto drafts = m_drafts.sendDrafts(options);
        if (!drafts)
            return failure(drafts);
        count(*drafts);
        hasWorked = images->images > 0 || images->again || units->again || !units->ended.empty() || drafts->drafts > 0 || drafts->again;
        return !drafts->superseded;
    }

    LocalSide m_local;
    Database &m_remote;
    Puller m_puller;
    Outcomes m_outcomes;
    DraftSender m_drafts;
    UnitCarrier m_units;
    SyncReport &m_report;
};

} // namespace

Synchronizer::Synchronizer(Database &local, Database &remote, QString remoteKey, const Clock &clock, HeldImagesNow held)
    : m_local(local),
      m_remote(remote),
      m_remoteKey(std::move(remoteKey)),
      m_clock(clock),
      m_held(std::move(held))
{}

Result<SyncReport> Synchronizer::sync(const CallOptions &options)
{
    SyncReport report;
    bool isDone = false;
    for (int start = 0; start < MostRestarts && !isDone; ++start) {
        Turn turn(m_local, m_remote, m_remoteKey, m_clock, m_held, report);
        auto ran = turn.run(options);
        report.notices += turn.notices();
        if (!ran)
            return failure(ran);
        isDone = *ran;
    }
    if (!isDone)
        return fail(ErrorCode::Busy, QStringLiteral("Another program is syncing %1; let it finish, then try again.").arg(m_local.location()));
    for (const AskedUnit &unit : report.ended) {
        if (unit.state != AskedUnit::State::Landed || unit.formerSlug.isEmpty())
            continue;
        auto rewritten = rewriteLinks(m_local, m_clock, unit.formerSlug, unit.landedSlug, options);
        if (!rewritten)
            return failure(rewritten);
        if (!rewritten->isEmpty())
            report.notices += QStringLiteral("%1 linked to the former address of “%2”; look at the new draft and publish it.")
                                  .arg(counted(rewritten->size(), QStringLiteral("post"), QStringLiteral("posts")), unit.title);
    }
    auto pending = pendingWork(m_local, m_remoteKey, options);
    if (!pending)
        return failure(pending);
    report.openConflicts = pending->openConflicts;
    report.deletionsParked = pending->deletionsParked;
    return report;
}

Status Synchronizer::acceptDeletions(const CallOptions &options)
{
    // They are read again by their keys, and what still is gone there goes here.
    auto done = m_local.transaction(
        {{QStringLiteral("UPDATE galley_base SET version = NULL WHERE remote = ? AND EXISTS (SELECT 1 FROM galley_parked p "
                         "WHERE p.remote = galley_base.remote AND p.entity = galley_base.entity AND p.entity_id = galley_base.entity_id)"),
          {m_remoteKey}},
         {QStringLiteral("DELETE FROM galley_parked WHERE remote = ?"), {m_remoteKey}}},
        options);
    if (!done)
        return failure(done);
    return {};
}

Status meetAnew(Database &local, const QString &remoteKey, const CallOptions &options)
{
    const QString key = acquaintance::settingKey(remoteKey);
    auto rows = local.execute(settingstable::select(key), options);
    if (!rows)
        return failure(rows);
    Acquaintance next = acquaintance::fromText(rows->empty() ? QString() : rows->front().front().text());
    next.isAnew = true;
    next.isWalking = false;
    next.seq = 0;
    auto done = local.transaction({settingstable::set(key, acquaintance::toText(next, randomToken()))}, options);
    if (!done)
        return failure(done);
    return {};
}

Result<QList<qint64>> dueDrafts(Database &local, Database &publicSide, const CallOptions &options)
{
    auto scheduled = local.execute({QStringLiteral("SELECT post_id, publish_at FROM galley_drafts WHERE publish_at IS NOT NULL"), {}}, options);
    if (!scheduled)
        return failure(scheduled);
    QList<qint64> due;
    if (scheduled->empty())
        return due;
    auto clock = publicSide.execute({QStringLiteral("SELECT ") + ledger::serverNow(), {}}, options);
    if (!clock)
        return failure(clock);
    const auto now = parseTimestamp(clock->front().front().text());
    for (const Row &row : *scheduled) {
        const auto moment = parseTimestamp(row[1].displayText());
        if (now && moment && *moment <= *now)
            due += row[0].integer();
    }
    return due;
}

} // namespace galley
