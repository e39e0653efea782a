#include "core/sync/unitqueue.h"

#include "core/base/ids.h"
#include "core/base/text.h"
#include "core/base/timestamp.h"
#include "core/store/desk.h"
#include "core/sync/conflicttable.h"
#include "core/sync/freeze.h"
#include "core/sync/optable.h"
#include "core/sync/publisher.h"
#include "core/sync/unitlanding.h"
#include "core/sync/unittable.h"

namespace galley {

namespace {

using Kind = PublishUnit::Kind;

QString refusedWhat(Kind kind)
{
    switch (kind) {
    case Kind::Unpublish: return QStringLiteral("taken back");
    case Kind::Delete: return QStringLiteral("deleted");
    default: return QStringLiteral("published");
    }
}

tl::unexpected<Error> noSuchUnit()
{
    return fail(ErrorCode::NotFound, QStringLiteral("That is not waiting any more; look at the list again."));
}

/// What is known of the public row: text and version.
struct PublicBase
{
    QString version = QStringLiteral("");
    QString content;
};

Result<PublicBase> publicBase(Database &local, const QString &remote, const QString &entity, qint64 id, const CallOptions &options)
{
    auto rows = local.execute({QStringLiteral("SELECT version, content FROM galley_base WHERE remote = ? AND entity = ? AND entity_id = ?"),
                               {remote, entity, id}}, options);
    if (!rows)
        return failure(rows);
    PublicBase base;
    if (!rows->empty())
        base = {rows->front()[0].text(), rows->front()[1].text()};
    return base;
}

/// Freezes what the author sees now; the errors are those of UnitQueue::ask.
Result<StoredUnit> freeze(Database &local, const QString &remote, const Clock &clock, Kind kind, qint64 postId, const CallOptions &options)
{
    auto conflicts = local.execute(conflicttable::selectOpen(postId), options);
    if (!conflicts)
        return failure(conflicts);
    auto review = Publisher(local, clock).review(postId, options);
    if (!review)
        return failure(review);
    const PostView &view = review->post;
    const auto refuse = [&](const QString &why) {
        return fail(ErrorCode::InvalidInput, QStringLiteral("“%1” was not %2: %3").arg(view.fields.title, refusedWhat(kind), why));
    };
    if (!conflicts->empty())
        return refuse(QStringLiteral("Two versions of it wait to be settled first."));
    if (kind == Kind::Publish && !review->problems.isEmpty())
        return refuse(review->problems.front());
    if (kind == Kind::Unpublish && !view.publicPost)
        return fail(ErrorCode::InvalidInput, QStringLiteral("“%1” is not published.").arg(view.fields.title));
    if (const QString problem = unreadableProblem(view); kind == Kind::Unpublish && !problem.isEmpty())
        return refuse(problem);
    auto base = publicBase(local, remote, QStringLiteral("posts"), postId, options);
    if (!base)
        return failure(base);

    const QString now = formatTimestamp(clock.now());
    StoredUnit unit;
    unit.payload = kind == Kind::Publish ? frozenForPublish(view, now) : frozenForWithdrawal(kind, view, now);
    unit.publicContent = base->content;
    AskedUnit &asked = unit.asked;
    asked.id = randomToken();
    asked.kind = kind;
    asked.postId = postId;
    asked.seen = unit.payload.seen;
    asked.publicVersion = base->version;
    asked.askedAt = now;
    asked.title = view.fields.title;
    if (kind == Kind::Publish)
        asked.landedSlug = view.fields.slug;
    unit.payload.unitId = asked.id;
    // Nothing to do where readers already see it so.
    if (kind == Kind::Publish && view.status == PostStatus::Published && !base->version.isEmpty()) {
        const auto there = agreed::postFromText(base->content);
        if (there && there->published && there->fields == view.fields) {
            asked.id.clear();
            asked.state = AskedUnit::State::Landed;
        }
    }
    return unit;
}

std::vector<AskedUnit> askedOf(std::vector<StoredUnit> units)
{
    std::vector<AskedUnit> asked;
    for (StoredUnit &unit : units)
        asked.push_back(std::move(unit.asked));
    return asked;
}

} // namespace

UnitQueue::UnitQueue(Database &local, QString remoteKey, const Clock &clock)
    : m_local(local),
      m_remoteKey(std::move(remoteKey)),
      m_clock(clock)
{}

Result<AskedUnit> UnitQueue::store(StoredUnit unit, const CallOptions &options)
{
    std::vector<Statement> statements;
    if (!unit.asked.id.isEmpty()) // else there is nothing to do, and what was asked before is not wanted any more
        statements.push_back(unittable::insert(m_remoteKey, unit));
    if (unit.asked.postId != 0)
        statements.push_back(unittable::dropOpen(m_remoteKey, unit.asked.postId, unit.asked.id));
    auto done = m_local.transaction(std::move(statements), options);
    if (!done)
        return failure(done);
    return std::move(unit.asked);
}

Result<AskedUnit> UnitQueue::ask(PublishUnit::Kind kind, qint64 postId, const CallOptions &options)
{
    auto unit = freeze(m_local, m_remoteKey, m_clock, kind, postId, options);
    if (!unit)
        return failure(unit);
    return store(std::move(*unit), options);
}

Result<AskedUnit> UnitQueue::askSeries(const Series &wanted, const CallOptions &options)
{
    if (auto ok = validateText(wanted.title, QStringLiteral("The title of the series")); !ok)
        return failure(ok);
    if (auto ok = validateText(wanted.description, QStringLiteral("The description of the series")); !ok)
        return failure(ok);
    Series series = wanted;
    series.title = wanted.title.simplified();
    series.slug = slugify(wanted.slug.isEmpty() ? wanted.title : wanted.slug);
    if (series.title.isEmpty() || series.slug.isEmpty())
        return fail(ErrorCode::InvalidInput, QStringLiteral("A series needs a title, and an address of letters a–z or digits."));
    auto base = publicBase(m_local, m_remoteKey, QStringLiteral("series"), series.id, options);
    if (!base)
        return failure(base);
    const auto there = seriesrows::fromText(base->content);
    if (!there)
        return fail(ErrorCode::NotFound, QStringLiteral("Readers don't see that series; it changes with the drafts that belong to it."));
    StoredUnit unit;
    unit.payload.kind = Kind::Series;
    unit.payload.postId = series.id;
    unit.payload.series = series;
    unit.payload.fields.title = series.title;
    unit.publicContent = base->content;
    unit.asked.kind = Kind::Series;
    unit.asked.postId = series.id;
    unit.asked.publicVersion = base->version;
    unit.asked.askedAt = unit.payload.askedAt = formatTimestamp(m_clock.now());
    unit.asked.title = series.title;
    if (seriesrows::equal(*there, series))
        unit.asked.state = AskedUnit::State::Landed;
    else
        unit.asked.id = unit.payload.unitId = randomToken();
    return store(std::move(unit), options);
}

Result<AskedUnit> UnitQueue::askRemoveImages(const QList<qint64> &ids, const CallOptions &options)
{
    if (ids.isEmpty() || ids.size() > MostImagesRemoved)
        return fail(ErrorCode::InvalidInput, QStringLiteral("Choose between 1 and %1 images to remove.").arg(MostImagesRemoved));
    StoredUnit unit;
    unit.payload.kind = Kind::RemoveImages;
    unit.payload.images = ids;
    unit.payload.askedAt = formatTimestamp(m_clock.now());
    unit.asked.kind = Kind::RemoveImages;
    unit.asked.askedAt = unit.payload.askedAt;
    unit.asked.id = unit.payload.unitId = randomToken();
    return store(std::move(unit), options);
}

Result<std::vector<StoredUnit>> UnitQueue::select(const QString &where, std::vector<Value> args, const CallOptions &options)
{
    auto rows = m_local.execute(unittable::select(m_remoteKey, where, std::move(args)), options);
    if (!rows)
        return failure(rows);
    std::vector<StoredUnit> units;
    for (const Row &row : *rows) {
        auto unit = unittable::decode(row);
        if (!unit)
            return failure(unit);
        units.push_back(std::move(*unit));
    }
    return units;
}

Result<std::vector<AskedUnit>> UnitQueue::waiting(const CallOptions &options)
{
    auto units = select(QStringLiteral("AND %1 ORDER BY place").arg(unittable::isOpen()), {}, options);
    if (!units)
        return failure(units);
    return askedOf(std::move(*units));
}

Result<AskedUnit> UnitQueue::unit(const QString &id, const CallOptions &options)
{
    auto units = select(QStringLiteral("AND id = ?"), {id}, options);
    if (!units)
        return failure(units);
    if (units->empty())
        return noSuchUnit();
    return std::move(units->front().asked);
}

Status UnitQueue::confirm(const QString &id, const CallOptions &options)
{
    auto units = select(QStringLiteral("AND id = ? AND %1").arg(unittable::isOpen()), {id}, options);
    if (!units)
        return failure(units);
    if (units->empty())
        return noSuchUnit();
    StoredUnit &former = units->front();
    StoredUnit anew = former;
    const auto end = [&](AskedUnit::State state) -> Status { // it never landed, and so has replaced nothing
        auto done = m_local.transaction({unittable::setState(id, state), unittable::setFormer(id, QString())}, options);
        if (!done)
            return failure(done);
        return {};
    };
    if (former.asked.kind == Kind::Series) {
        auto base = publicBase(m_local, m_remoteKey, QStringLiteral("series"), former.asked.postId, options);
        if (!base)
            return failure(base);
        anew.asked.publicVersion = base->version;
        anew.publicContent = base->content;
    } else if (former.asked.kind != Kind::RemoveImages) {
        auto frozen = freeze(m_local, m_remoteKey, m_clock, former.asked.kind, former.asked.postId, options);
        if (former.asked.kind == Kind::Unpublish) {
            auto base = publicBase(m_local, m_remoteKey, QStringLiteral("posts"), former.asked.postId, options);
            if (!base)
                return failure(base);
            if (base->content.isNull())
                return end(AskedUnit::State::Landed); // readers don't see it any more
        }
        if (!frozen && frozen.error().code == ErrorCode::NotFound)
            return end(AskedUnit::State::Dropped); // the post is gone, and with it what was asked
        if (!frozen)
            return failure(frozen);
        if (frozen->asked.id.isEmpty())
            return end(AskedUnit::State::Landed); // readers see it so by now
        anew = std::move(*frozen);
        anew.asked.id = id;
        anew.payload.unitId = id;
    }
    auto done = m_local.transaction({unittable::refresh(anew)}, options);
    if (!done)
        return failure(done);
    return {};
}

Status UnitQueue::withdraw(const QString &id, const CallOptions &options)
{
    auto done = m_local.transaction(
        {{QStringLiteral("UPDATE galley_units SET state = 'dropped' WHERE id = ? AND remote = ? AND %1 AND NOT EXISTS (SELECT 1 FROM galley_ops "
                         "WHERE state = 'sent' AND json_extract(payload, '$.unit_id') = ?) RETURNING id").arg(unittable::isOpen()),
          {id, m_remoteKey, id}},
         {QStringLiteral("SELECT 1 FROM galley_units WHERE id = ? AND remote = ? AND %1").arg(unittable::isOpen()), {id, m_remoteKey}}},
        options);
    if (!done)
        return failure(done);
    if (!done->front().empty())
        return {};
    if (done->back().empty())
        return noSuchUnit();
    return fail(ErrorCode::Conflict, QStringLiteral("It is on its way to the site already; sync, then take it back there."));
}

Result<std::optional<AskedUnit>> UnitQueue::lastLanded(std::optional<qint64> postId, const CallOptions &options)
{
    QString where = QStringLiteral("AND state = 'landed' AND former IS NOT NULL");
    std::vector<Value> args;
    if (postId) {
        where += QStringLiteral(" AND post_id = ?");
        args.emplace_back(*postId);
    }
    auto units = select(where + QStringLiteral(" ORDER BY place DESC LIMIT 1"), std::move(args), options);
    if (!units)
        return failure(units);
    if (units->empty())
        return std::optional<AskedUnit>();
    return std::optional(std::move(units->front().asked));
}

Result<std::vector<AskedUnit>> UnitQueue::landedDeletions(const QString &since, const CallOptions &options)
{
    auto units = select(QStringLiteral("AND %1 ORDER BY place DESC").arg(unittable::isDeletionThatMayComeBack()), {since}, options);
    if (!units)
        return failure(units);
    return askedOf(std::move(*units));
}

Result<AskedUnit> UnitQueue::askUndo(const QString &landedId, const CallOptions &options)
{
    auto units = select(QStringLiteral("AND id = ? AND state = 'landed' AND former IS NOT NULL"), {landedId}, options);
    if (!units)
        return failure(units);
    if (units->empty())
        return fail(ErrorCode::NotFound, QStringLiteral("There is nothing to undo."));
    const PublishUnit &landed = units->front().payload;
    if (landed.kind == Kind::Series || landed.kind == Kind::RemoveImages)
        return fail(ErrorCode::InvalidInput, QStringLiteral("That can't be undone."));
    const qint64 id = landed.postId;
    const FormerRows former = FormerRows::fromText(units->front().former, id);
    auto base = publicBase(m_local, m_remoteKey, QStringLiteral("posts"), id, options);
    if (!base)
        return failure(base);
    const auto there = agreed::postFromText(base->content);
    bool stands = !there;
    if (landed.kind == Kind::Publish) {
        PostFields fields = landed.fields;
        if (there && fields.publishedAt.isEmpty())
            fields.publishedAt = there->fields.publishedAt;
        stands = there && there->published == landed.isPublished && there->fields == fields;
    }
    if (!stands)
        return fail(ErrorCode::Conflict, QStringLiteral("“%1” has changed on the site since; it can't be undone any more.").arg(landed.fields.title));
    if (landed.kind == Kind::Publish && !former.publicPost) {
        auto withdrawal = freeze(m_local, m_remoteKey, m_clock, Kind::Unpublish, id, options);
        if (!withdrawal)
            return failure(withdrawal);
        withdrawal->payload.redirects = former.redirects;
        return store(std::move(*withdrawal), options);
    }
    if (!former.publicPost)
        return fail(ErrorCode::InvalidInput, QStringLiteral("“%1” was not public; there is nothing to undo.").arg(landed.fields.title));

    StoredUnit undo;
    PublishUnit &unit = undo.payload;
    unit.kind = Kind::Publish;
    unit.restores = true;
    unit.postId = id;
    auto view = Desk(m_local, m_clock).post(id, options);
    if (!view && view.error().code != ErrorCode::NotFound)
        return failure(view);
    unit.fields = former.publicPost->fields;
    unit.preview = former.publicPost->preview;
    unit.isPublished = former.publicPost->published;
    unit.images = imagesNamedIn(unit.fields.content);
    unit.redirects = former.redirects;
    for (const qint64 image : former.movedImages) {
        if (!unit.images.contains(image))
            unit.returnedImages += image;
    }
    unit.askedAt = formatTimestamp(m_clock.now());
    // What the author had written comes back to the desk: the draft as it was frozen, unless there is one already.
    if (view) {
        unit.seen = {view->fields, view->draft ? view->draft->publishAt : QString()};
        unit.draftVersion = view->draftVersion;
        Draft rest;
        rest.postId = id;
        rest.fields = view->fields;
        rest.publishAt = unit.seen.publishAt;
        rest.updatedAt = unit.askedAt;
        if (rest.fields != unit.fields || !rest.publishAt.isEmpty())
            unit.rest = rest;
    } else if (former.draft) {
        unit.rest = former.draft;
        unit.rest->updatedAt = unit.askedAt;
        unit.seen = {former.draft->fields, former.draft->publishAt};
    }
    undo.publicContent = base->content;
    undo.asked.id = unit.unitId = randomToken();
    undo.asked.kind = unit.kind;
    undo.asked.postId = id;
    undo.asked.seen = unit.seen;
    undo.asked.publicVersion = base->version;
    undo.asked.askedAt = unit.askedAt;
    undo.asked.title = unit.fields.title;
    undo.asked.landedSlug = unit.fields.slug;
    return store(std::move(undo), options);
}

} // namespace galley
