#include "core/sync/unitcarrier.h"

#include <algorithm>

namespace galley {

namespace {

using Kind = PublishUnit::Kind;
using What = UnitPlan::What;

UnitPlan end(AskedUnit::State state, std::optional<Error> reason = {})
{
    return {What::End, {}, state, std::move(reason)};
}

UnitPlan only(What what)
{
    return {what, {}, AskedUnit::State::Dropped, {}};
}

Error moved(const QString &title)
{
    return {ErrorCode::Conflict,
            QStringLiteral("“%1” was changed on the site since you asked; look at it as it is now, then confirm.").arg(title), {}};
}

Error takenOff(const QString &title)
{
    return {ErrorCode::Conflict,
            QStringLiteral("“%1” was taken off the site since you asked; confirm if readers are to see it again.").arg(title), {}};
}

/// An unpublished row without a word is none: images may have moved under it (imagemover.h).
QString withoutEmptyRow(const QString &publicContent)
{
    return publicContent == agreed::toText(std::optional(Post())) ? QString() : publicContent;
}

QString publicText(const FamilyBase &base)
{
    if (!base.publicFields)
        return {};
    std::optional<Post> post(std::in_place);
    post->fields = *base.publicFields;
    post->published = base.isPublished;
    return withoutEmptyRow(agreed::toText(post));
}

/// Readers already see just what was asked for.
bool isAlreadyPublic(const PublishUnit &unit, const FamilyBase &base)
{
    if (!base.publicFields || base.isPublished != unit.isPublished)
        return false;
    PostFields wanted = unit.fields;
    if (wanted.publishedAt.isEmpty())
        wanted.publishedAt = base.publicFields->publishedAt;
    return wanted == *base.publicFields;
}

bool areAllPublic(const QList<qint64> &images, const LocalPage &here)
{
    return std::all_of(images.begin(), images.end(), [&](qint64 id) {
        const auto base = here.imageBases.find(id);
        return base != here.imageBases.end() && base->second.publicSide;
    });
}

std::optional<Draft> restOf(const PublishUnit &unit, const FamilyRows &here)
{
    std::optional<Draft> rest;
    if (here.draft && agreed::viewOf(*here.draft) != unit.seen) {
        rest = here.draft;
        if (endsAppointment(unit) && rest->publishAt == unit.seen.publishAt)
            rest->publishAt = QString();
    } else if (unit.kind == Kind::Unpublish) {
        rest.emplace();
        rest->postId = unit.postId;
        rest->fields = unit.seen.fields;
        rest->publishAt = unit.seen.publishAt;
        rest->updatedAt = unit.askedAt;
    } else {
        rest = unit.rest; // of an undo
    }
    if (rest)
        rest->fork = unit.kind == Kind::Publish ? std::optional(unit.fields) : std::nullopt;
    return rest;
}

/// The address that readers know, which the guard holds: one that the post had when it was asked for may be another's by now.
QString formerSlugOf(const PublishUnit &unit, const FamilyBase &base)
{
    const bool moves = unit.kind == Kind::Publish && !unit.restores && base.publicFields && base.isPublished
                       && base.publicFields->slug != unit.fields.slug;
    return moves ? base.publicFields->slug : QString();
}

UnitPlan planSeries(const StoredUnit &stored, const LocalPage &here, const QString &opId)
{
    const auto found = here.seriesBases.find(stored.payload.postId);
    const SeriesBase base = found == here.seriesBases.end() ? SeriesBase() : found->second;
    if (base.publicVersion.isNull())
        return only(What::PullFirst);
    if (!base.publicSide || !stored.payload.series)
        return end(AskedUnit::State::Dropped);
    if (seriesrows::equal(*base.publicSide, *stored.payload.series))
        return end(AskedUnit::State::Landed);
    if (base.publicVersion != stored.asked.publicVersion && seriesrows::toText(*base.publicSide) != stored.publicContent)
        return end(AskedUnit::State::NeedsConfirmation, moved(base.publicSide->title));
    UnitPlan plan{What::Send, stored.payload, AskedUnit::State::Waiting, {}};
    plan.unit.opId = opId;
    plan.unit.guard = {{QStringLiteral("series"), stored.payload.postId, base.publicVersion}};
    return plan;
}

} // namespace

UnitPlan planUnit(const StoredUnit &stored, const LocalPage &here, const QString &opId)
{
    const PublishUnit &asked = stored.payload;
    if (asked.kind == Kind::Series)
        return planSeries(stored, here, opId);
    if (asked.kind == Kind::RemoveImages) {
        UnitPlan plan{What::Send, asked, AskedUnit::State::Waiting, {}};
        plan.unit.opId = opId;
        return plan;
    }
    const qint64 id = asked.postId;
    if (here.conflicted.contains(id) || here.parkedPosts.contains(id))
        return only(What::Hold);
    const auto family = here.families.find(id);
    const FamilyRows rows = family == here.families.end() ? FamilyRows() : family->second;
    const auto known = here.familyBases.find(id);
    const FamilyBase base = known == here.familyBases.end() ? FamilyBase() : known->second;
    if (base.postVersion.isNull() || base.draftVersion.isNull())
        return only(What::PullFirst);

    const bool isOther = base.postVersion != stored.asked.publicVersion;
    // One text may be written back; what is gone, as it was when asked for, was there in between.
    const bool isGoneAgain = isOther && !base.publicFields && !stored.asked.publicVersion.isNull();
    const bool hasMoved = isOther && publicText(base) != withoutEmptyRow(stored.publicContent);
    if (asked.kind == Kind::Publish) {
        if (isAlreadyPublic(asked, base) && areAllPublic(asked.images, here))
            return end(AskedUnit::State::Landed);
        if (!rows.post && !rows.draft && !asked.restores) // deleted since
            return end(AskedUnit::State::Dropped);
        for (const qint64 image : asked.images) {
            const auto there = here.imageBases.find(image);
            if (there != here.imageBases.end() && (there->second.publicSide || there->second.deskSide))
                continue;
            const auto mine = here.images.find(image);
            if (mine != here.images.end() && mine->second.shown())
                return only(What::PullFirst); // it goes up first
            return end(AskedUnit::State::Refused,
                       Error{ErrorCode::NotFound,
                             QStringLiteral("The image %1 is not in this blog any more; add it again or take it out of the text of “%2”.")
                                 .arg(imagePath(image), asked.fields.title), {}});
        }
    } else if (!base.publicFields && (asked.kind == Kind::Unpublish || !rows.draft)) {
        return end(AskedUnit::State::Landed); // readers don't have it any more
    }
    if (asked.kind == Kind::Publish && isGoneAgain)
        return end(AskedUnit::State::NeedsConfirmation, takenOff(asked.fields.title));
    if (hasMoved && (asked.kind == Kind::Publish || base.publicFields))
        return end(AskedUnit::State::NeedsConfirmation, moved(asked.fields.title));

    UnitPlan plan{What::Send, asked, AskedUnit::State::Waiting, {}};
    plan.unit.opId = opId;
    plan.unit.guard = {{QStringLiteral("posts"), id, base.postVersion}, {QStringLiteral("drafts"), id, base.draftVersion}};
    plan.unit.rest = restOf(asked, rows);
    plan.unit.formerSlug = formerSlugOf(asked, base);
    plan.unit.otherImages.clear();
    for (const auto &[image, side] : here.images) {
        if (!asked.images.contains(image))
            plan.unit.otherImages += image;
    }
    return plan;
}

} // namespace galley
