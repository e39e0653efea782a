#include "core/sync/outcomes.h"

#include "core/sync/claims.h"
#include "core/sync/unitlanding.h"
#include "core/sync/unittable.h"

namespace galley {

namespace {

/// Whatever keeps one operation from the server keeps the next from it too; all else refuses this one alone.
bool concernsEveryone(ErrorCode code)
{
    switch (code) {
    case ErrorCode::Network:
    case ErrorCode::Auth:
    case ErrorCode::Tls:
    case ErrorCode::Busy:
    case ErrorCode::ReadOnly:
    case ErrorCode::DiskFull:
    case ErrorCode::Quota:
    case ErrorCode::Cancelled:
    case ErrorCode::Io: return true;
    default: return false;
    }
}

} // namespace

Outcomes::Outcomes(LocalSide &local, Puller &puller) : m_local(local), m_puller(puller) {}

Result<Outcomes::Recorded> Outcomes::record(const StoredOperation &operation, const Receipt &receipt, const CallOptions &options)
{
    auto recorded = std::holds_alternative<DraftPush>(operation) ? recordDraft(std::get<DraftPush>(operation), receipt, options)
                                                                 : recordUnit(std::get<PublishUnit>(operation), receipt, options);
    if (recorded && !recorded->landed && receipt.schemaIsTooNew)
        return tl::unexpected(schemaTooNew());
    return recorded;
}

/// False where superseded.
Result<bool> Outcomes::write(const Operation &operation, const Receipt &receipt, const Puller::Adjust &adjust, const CallOptions &options)
{
    Acquaintance next = m_local.acquaintance();
    RemotePage page = receipt.page;
    Keys touched = operation.touched;
    if (!page.stands) { // rolled back meanwhile: only the answer of the ledger counts
        page = RemotePage();
        touched = Keys();
    } else {
        next.lastOp = operation.opId; // landed or burnt, the ledger has it
        if (!receipt.mark.isNull())
            next.marker = receipt.mark;
    }
    return m_puller.take(touched, page, next, adjust, options);
}

Result<Outcomes::Recorded> Outcomes::recordDraft(const DraftPush &push, const Receipt &receipt, const CallOptions &options)
{
    const Operation operation = operationOf(push);
    auto written = write(operation, receipt, [&](LocalPage &here) -> std::vector<Statement> {
        if (!receipt.landed)
            return {optable::burn(push.opId)};
        if (receipt.page.stands)
            agreeOn(push, here);
        return {optable::land(push.opId)};
    }, options);
    if (!written)
        return failure(written);
    if (*written && !receipt.landed && receipt.page.stands && !receipt.schemaIsTooNew && !hasMoved(operation, receipt))
        return tl::unexpected(receipt.bodyError);
    return Recorded{receipt.landed, !*written, std::nullopt};
}

Result<std::optional<StoredUnit>> Outcomes::asked(const QString &id, const CallOptions &options)
{
    auto rows = m_local.database().execute(unittable::select(m_local.remoteKey(), QStringLiteral("AND id = ?"), {id}), options);
    if (!rows)
        return failure(rows);
    if (rows->empty())
        return std::optional<StoredUnit>();
    auto unit = unittable::decode(rows->front());
    if (!unit)
        return failure(unit);
    return std::optional(std::move(*unit));
}

Result<Outcomes::Recorded> Outcomes::recordUnit(const PublishUnit &unit, const Receipt &receipt, const CallOptions &options)
{
    const Operation operation = operationOf(unit);
    const bool moved = hasMoved(operation, receipt) || !receipt.page.stands;
    std::optional<Error> refusal;
    if (!receipt.landed && !moved && !receipt.schemaIsTooNew)
        refusal = refusalOf(unit, operation, receipt);
    const bool ends = receipt.landed || (refusal && !concernsEveryone(refusal->code));

    auto written = write(operation, receipt, [&](LocalPage &here) -> std::vector<Statement> {
        std::vector<Statement> statements;
        if (!receipt.landed) {
            statements.push_back(optable::burn(unit.opId));
            // Images that are in use by now simply stay: there is nothing to look at again.
            const auto state = unit.kind == PublishUnit::Kind::RemoveImages ? AskedUnit::State::Dropped : AskedUnit::State::Refused;
            if (ends)
                statements.push_back(unittable::setState(unit.unitId, state, refusal));
            return statements;
        }
        statements.push_back(optable::land(unit.opId));
        statements.push_back(unittable::setState(unit.unitId, AskedUnit::State::Landed));
        if (!receipt.page.stands)
            return statements;
        const bool isOfPost = unit.kind != PublishUnit::Kind::Series && unit.kind != PublishUnit::Kind::RemoveImages;
        if (isOfPost) {
            statements.push_back(claims::unmoved(here.families[unit.postId]));
            here.claimed.insert(unit.postId);
        }
        for (Statement &statement : agreeOn(unit, receipt, m_local.clock().now(), here))
            statements.push_back(std::move(statement));
        if (isOfPost) {
            const FamilyBase &base = here.familyBases[unit.postId];
            std::optional<Post> post;
            if (base.publicFields) {
                post.emplace();
                post->fields = *base.publicFields;
                post->published = base.isPublished;
            }
            statements.push_back(unittable::rebase(m_local.remoteKey(), unit.postId, agreed::toText(post)));
        }
        return statements;
    }, options);
    if (!written)
        return failure(written);
    if (!*written)
        return Recorded{receipt.landed, true, std::nullopt};
    if (refusal && !ends)
        return tl::unexpected(*refusal);
    Recorded recorded{receipt.landed, false, std::nullopt};
    if (ends) {
        auto stored = asked(unit.unitId, options);
        if (!stored)
            return failure(stored);
        if (*stored) {
            recorded.unit = std::move((*stored)->asked);
            recorded.unit->formerSlug = unit.formerSlug; // as it was sent
        }
    }
    return recorded;
}

} // namespace galley
