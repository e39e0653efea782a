#include "core/sync/unitlanding.h"

#include "core/store/drafttable.h"
#include "core/sync/guardjson.h"
#include "core/sync/mirror.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace galley {

namespace {

using Kind = PublishUnit::Kind;

/// The fields as readers got them: the server dates what has no date.
PostFields publishedFields(const PublishUnit &unit, const Receipt &receipt)
{
    PostFields fields = unit.fields;
    const auto family = receipt.page.families.find(unit.postId);
    if (fields.publishedAt.isEmpty() && family != receipt.page.families.end() && family->second.post)
        fields.publishedAt = family->second.post->fields.publishedAt;
    return fields;
}

/// What the author has made of the frozen draft since; none when nothing.
std::optional<Draft> writtenSince(const PublishUnit &unit, const std::optional<Draft> &draft)
{
    if (!draft || agreed::viewOf(*draft) == unit.seen)
        return std::nullopt;
    Draft since = *draft;
    if (endsAppointment(unit) && since.publishAt == unit.seen.publishAt)
        since.publishAt = QString();
    return since;
}

} // namespace

std::vector<Statement> agreeOn(const PublishUnit &unit, const Receipt &receipt, const QDateTime &now, LocalPage &here)
{
    const qint64 id = unit.postId;
    if (unit.kind == Kind::Series) {
        if (unit.series)
            here.seriesBases[id].publicSide = unit.series;
        return {};
    }
    if (unit.kind == Kind::RemoveImages) {
        for (const qint64 image : unit.images) {
            here.imageBases[image].publicSide.reset();
            here.imageBases[image].deskSide.reset();
        }
        std::vector<Statement> away; // but what is named here by now goes up again
        for (const qint64 image : unit.images) {
            const bool isHeld = here.held.contains(image);
            for (Statement &statement : isHeld ? mirror::returnImage(image) : mirror::withdrawImage(image, now))
                away.push_back(std::move(statement));
            if (!isHeld)
                away.push_back(mirror::dropDeskImage(image, now));
        }
        return away;
    }

    FamilyRows &rows = here.families[id];
    FamilyBase &base = here.familyBases[id];
    const std::optional<Draft> before = rows.draft;
    std::optional<Draft> since = writtenSince(unit, rows.draft);
    base.isMet = true;
    base.draftText = agreed::toText(unit.rest);
    if (unit.kind == Kind::Publish) {
        Post post = rows.post.value_or(Post());
        post.id = id;
        post.fields = publishedFields(unit, receipt);
        post.published = unit.isPublished;
        rows.post = post;
        base.publicFields = post.fields;
        base.isPublished = post.published;
        base.view = unit.rest ? agreed::viewOf(*unit.rest) : agreed::viewOf(post);
        // Nobody chose a date: the draft has the one it got, and not one that was cleared.
        if (since && !unit.rest && since->fields.publishedAt.isEmpty() && unit.fields.publishedAt.isEmpty())
            since->fields.publishedAt = post.fields.publishedAt;
    } else {
        rows.post.reset();
        base.publicFields.reset();
        base.isPublished = false;
        base.view = unit.rest ? std::optional(agreed::viewOf(*unit.rest)) : std::nullopt;
    }
    rows.draft = since;
    const bool returnsText = unit.rest && agreed::viewOf(*unit.rest).fields == unit.seen.fields; // an undo
    if (unit.kind == Kind::Unpublish)
        rows.draft = before ? before : unit.rest;
    else if (unit.kind == Kind::Publish && !since && returnsText)
        rows.draft = unit.rest;

    std::vector<Statement> statements;
    if (agreed::toText(before) != agreed::toText(rows.draft))
        statements.push_back(rows.draft ? drafttable::put(*rows.draft) : drafttable::remove(id));
    return statements;
}

FormerRows formerRows(const PublishUnit &unit, const LocalPage &here, Redirects redirects)
{
    FormerRows former;
    former.redirects = std::move(redirects);
    if (const auto family = here.families.find(unit.postId); family != here.families.end()) {
        former.publicPost = family->second.post;
        if (family->second.draft && agreed::viewOf(*family->second.draft) == unit.seen)
            former.draft = family->second.draft;
    }
    if (!former.draft && !(former.publicPost && agreed::viewOf(*former.publicPost) == unit.seen)) {
        former.draft.emplace();
        former.draft->postId = unit.postId;
        former.draft->fields = unit.seen.fields;
        former.draft->publishAt = unit.seen.publishAt;
    }
    for (const qint64 id : unit.images) {
        const auto image = here.images.find(id);
        if (unit.kind == Kind::Publish && (image == here.images.end() || !image->second.publicSide))
            former.movedImages += id;
    }
    return former;
}

QString FormerRows::toText() const
{
    QJsonObject object;
    if (publicPost) {
        object[QLatin1String("public")] = agreed::toText(publicPost);
        object[QLatin1String("preview")] = publicPost->preview;
    }
    if (draft)
        object[QLatin1String("draft")] = agreed::toText(draft);
    object[QLatin1String("moved_images")] = idsToJson(movedImages);
    object[QLatin1String("redirects")] = redirectsToJson(redirects);
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

FormerRows FormerRows::fromText(const QString &text, qint64 postId)
{
    const QJsonObject object = QJsonDocument::fromJson(text.toUtf8()).object();
    FormerRows former;
    if (object.contains(QLatin1String("public"))) {
        former.publicPost = agreed::postFromText(object.value(QLatin1String("public")).toString());
        former.publicPost->id = postId;
        former.publicPost->preview = object.value(QLatin1String("preview")).toString();
    }
    if (object.contains(QLatin1String("draft")))
        former.draft = agreed::draftFromText(object.value(QLatin1String("draft")).toString(), postId);
    former.movedImages = idsFromJson(object.value(QLatin1String("moved_images")));
    former.redirects = redirectsFromJson(object.value(QLatin1String("redirects")));
    return former;
}

} // namespace galley
