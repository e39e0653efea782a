#include "core/sync/unitcarrier.h"

#include "core/base/ids.h"
#include "core/sync/claims.h"
#include "core/sync/imagenames.h"
#include "core/sync/imagemover.h"
#include "core/sync/unitlanding.h"

namespace galley {

UnitCarrier::UnitCarrier(LocalSide &local, Database &remote, Puller &puller, Outcomes &outcomes)
    : m_local(local),
      m_remote(remote),
      m_puller(puller),
      m_outcomes(outcomes)
{}

Result<Keys> UnitCarrier::keysOf(const StoredUnit &stored, const CallOptions &options)
{
    const PublishUnit &unit = stored.payload;
    Keys keys;
    keys.images = unit.images + unit.returnedImages;
    if (unit.kind == PublishUnit::Kind::Series) {
        keys.series = {unit.postId};
        return keys;
    }
    if (unit.kind == PublishUnit::Kind::RemoveImages)
        return keys;
    keys.families = {unit.postId};
    if (unit.kind == PublishUnit::Kind::Publish) {
        if (unit.fields.seriesId)
            keys.series = {*unit.fields.seriesId};
        return keys;
    }
    auto rows = m_local.database().execute({QStringLiteral("SELECT id FROM images WHERE post_id = ? UNION "
                                                           "SELECT id FROM galley_draft_images WHERE post_id = ?"),
                                            {unit.postId, unit.postId}}, options);
    if (!rows)
        return failure(rows);
    for (const Row &row : *rows) {
        if (!keys.images.contains(row[0].integer()))
            keys.images += row[0].integer();
    }
    return keys;
}

/// Those that the unit may take.
Result<Redirects> UnitCarrier::replacedRedirects(const PublishUnit &unit, const CallOptions &options)
{
    auto rows = m_local.database().execute({QStringLiteral("SELECT old_slug, post_id FROM galley_redirects WHERE post_id = ? OR old_slug = ?"),
                                            {unit.postId, unit.fields.slug}}, options);
    if (!rows)
        return failure(rows);
    Redirects redirects;
    for (const Row &row : *rows)
        redirects.emplace(row[0].displayText(), row[1].integer());
    return redirects;
}

Result<Carried> UnitCarrier::carryOut(const CallOptions &options)
{
    Carried carried;
    auto waiting = m_local.database().execute(
        {QStringLiteral("SELECT id FROM galley_units WHERE remote = ? AND state = 'waiting' ORDER BY place"), {m_local.remoteKey()}}, options);
    if (!waiting)
        return failure(waiting);
    for (const Row &row : *waiting) {
        if (auto ok = carryOne(row[0].text(), carried, options); !ok)
            return failure(ok);
        if (carried.superseded)
            break;
    }
    // What was asked of a post that is gone by now needs no word any more.
    auto gone = m_local.database().execute({QStringLiteral("SELECT 1 FROM galley_units WHERE remote = ? AND state IN ('needs_confirmation', 'refused')"),
                                            {m_local.remoteKey()}}, options);
    if (!gone)
        return failure(gone);
    if (!gone->empty()) {
        auto dropped = m_local.database().transaction({unittable::dropOfGonePosts(m_local.remoteKey())}, options);
        if (!dropped)
            return failure(dropped);
    }
    return carried;
}

Status UnitCarrier::carryOne(const QString &id, Carried &carried, const CallOptions &options)
{
    bool hasMovedImages = false;
    for (int attempt = 0; attempt < DeskPatience; ++attempt) {
        auto rows = m_local.database().execute(
            unittable::select(m_local.remoteKey(), QStringLiteral("AND id = ? AND state = 'waiting'"), {id}), options);
        if (!rows)
            return failure(rows);
        if (rows->empty())
            return {}; // withdrawn at this moment
        auto stored = unittable::decode(rows->front());
        if (!stored)
            return failure(stored);
        auto keys = keysOf(*stored, options);
        if (!keys)
            return failure(keys);
        auto here = m_local.read(*keys, options);
        if (!here)
            return failure(here);
        if (stored->payload.kind == PublishUnit::Kind::RemoveImages) {
            auto siteColumns = imagenames::siteColumns(m_remote, options);
            if (!siteColumns)
                return failure(siteColumns);
            stored->payload.siteColumns = std::move(*siteColumns);
        }
        const UnitPlan plan = planUnit(*stored, *here, randomToken());
        if (plan.what == UnitPlan::What::Hold)
            return {};
        if (plan.what == UnitPlan::What::PullFirst) {
            carried.again = true;
            return {};
        }
        if (const QList<qint64> images = imagesToMoveFirst(plan.unit, *here);
            plan.what == UnitPlan::What::Send && !images.isEmpty() && !hasMovedImages) {
            hasMovedImages = true;
            auto moved = moveImagesFirst(plan.unit, images, *here, m_local, m_remote, m_puller, options);
            if (!moved)
                return failure(moved);
            carried.superseded = !*moved;
            if (carried.superseded)
                return {};
            continue; // on what is there now
        }
        // Whatever is decided, it is for the unit as it was read.
        std::vector<Statement> statements{claims::that({QStringLiteral("EXISTS (SELECT 1 FROM galley_units WHERE id = ? AND state = 'waiting' "
                                                                       "AND payload = ?)"), {id, rows->front()[3].text()}})};
        for (const qint64 family : keys->families)
            statements.push_back(claims::unmoved(here->families[family]));
        if (plan.what == UnitPlan::What::End) {
            statements.push_back(unittable::setState(id, plan.state, plan.reason));
            statements.push_back(unittable::setFormer(id, QString())); // an attempt that was burnt has replaced nothing
        } else {
            auto redirects = replacedRedirects(plan.unit, options);
            if (!redirects)
                return failure(redirects);
            statements.push_back(optable::insertSent(m_local.remoteKey(), plan.unit, m_local.now()));
            statements.push_back(unittable::setFormer(id, formerRows(plan.unit, *here, std::move(*redirects)).toText()));
        }
        auto written = m_local.write(std::move(statements), m_local.acquaintance(), options);
        if (!written)
            return failure(written);
        if (*written == LocalSide::Written::DeskMoved)
            continue;
        if (*written == LocalSide::Written::Superseded) {
            carried.superseded = true;
            return {};
        }
        if (plan.what == UnitPlan::What::End) {
            AskedUnit ended = stored->asked;
            ended.state = plan.state;
            if (plan.reason)
                ended.reason = *plan.reason;
            carried.ended.push_back(std::move(ended));
            return {};
        }
        auto sent = send(m_remote, plan.unit, m_local.acquaintance(), options);
        if (!sent)
            return failure(sent); // not known: the ledger is asked when the next sync settles
        auto recorded = m_outcomes.record(plan.unit, sent->receipt, options);
        if (!recorded)
            return failure(recorded);
        carried.superseded = recorded->superseded;
        carried.again = carried.again || !recorded->unit;
        if (recorded->unit)
            carried.ended.push_back(std::move(*recorded->unit));
        return {};
    }
    return deskNeverRests(m_local.database());
}

} // namespace galley
