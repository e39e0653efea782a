#include "core/sync/publisher.h"

#include "core/base/ids.h"
#include "core/base/text.h"
#include "core/base/timestamp.h"
#include "core/model/derived.h"
#include "core/store/desk.h"
#include "core/store/drafttable.h"
#include "core/store/fieldsjson.h"
#include "core/store/imagetable.h"
#include "core/store/seriestable.h"
#include "core/store/settingstable.h"
#include "core/sync/basetable.h"
#include "core/sync/optable.h"

namespace galley {

namespace {

// The server caps a request; four images of usual size keep two requests in flight busy.
constexpr int ImagesPerRequest = 4;

bool addressDiffers(const PostView &view)
{
    return view.publicPost && view.publicPost->published && view.publicPost->fields.slug != view.fields.slug;
}

/// A field that can't be read looks empty; written back, it would be.
QString unreadableProblem(const PostView &view)
{
    if (!view.publicPost || view.publicPost->unreadable.isEmpty())
        return {};
    return QStringLiteral("Its %1 is stored as bytes that are not text, and would be lost; repair it in the site's database first.")
        .arg(view.publicPost->unreadable.join(QStringLiteral(" and its ")));
}

/// What readers will see: derived texts made anew, the rest as the author wrote it.
PublishUnit frozen(const PostView &view, const QString &now)
{
    PublishUnit unit;
    unit.kind = PublishUnit::Kind::Publish;
    unit.opId = randomToken();
    unit.postId = view.id;
    unit.fields = view.fields;
    if (unit.fields.content.isNull())
        unit.fields.content = QStringLiteral(""); // a site's code may not expect NULL there
    const QString former = view.publicPost ? view.publicPost->fields.content : QString();
    unit.fields.excerpt = rederived(view.fields.excerpt, former, view.fields.content, Derivation::FirstLines);
    unit.preview = rederived(view.publicPost ? view.publicPost->preview : QString(), former, view.fields.content,
                             Derivation::OpeningLines);
    if (addressDiffers(view))
        unit.formerSlug = view.publicPost->fields.slug;
    unit.images = imagesNamedIn(view.fields.content);
    unit.draftVersion = view.draftVersion;
    unit.askedAt = now;
    return unit;
}

} // namespace

Publisher::Publisher(Database &desk, const Clock &clock) : m_desk(desk), m_remote(&desk), m_clock(clock) {}

Publisher::Publisher(Database &desk, Database &remote, QString remoteKey, const Clock &clock)
    : m_desk(desk),
      m_remote(&remote),
      m_remoteKey(std::move(remoteKey)),
      m_clock(clock)
{}

Result<PostView> Publisher::viewOf(qint64 postId, const CallOptions &options)
{
    return Desk(m_desk, m_clock).post(postId, options);
}

Result<std::vector<EntityVersion>> Publisher::guardFor(const PostView &view, const CallOptions &options)
{
    if (!hasRemote())
        return std::vector<EntityVersion>{{QStringLiteral("posts"), view.id, view.publicVersion}};
    std::vector<EntityVersion> guard{{QStringLiteral("posts"), view.id, {}}, {QStringLiteral("drafts"), view.id, {}}};
    std::vector<Statement> questions;
    for (const EntityVersion &entity : guard)
        questions.push_back(basetable::select(m_remoteKey, entity.entity, entity.id));
    auto answers = m_desk.read(questions, options);
    if (!answers)
        return failure(answers);
    for (std::size_t i = 0; i < guard.size(); ++i) {
        const Rows &rows = (*answers)[i];
        guard[i].version = rows.empty() ? QStringLiteral("") : rows.front().front().text();
    }
    return guard;
}

Result<PublishReview> Publisher::review(qint64 postId, const CallOptions &options)
{
    Desk desk(m_desk, m_clock);
    auto view = desk.post(postId, options);
    if (!view)
        return failure(view);
    PublishReview review;
    review.post = *view;
    const PostFields &fields = view->fields;
    review.isFirst = !view->publicPost || !view->publicPost->published;
    review.addressChanges = addressDiffers(*view);
    if (review.addressChanges)
        review.formerAddress = view->publicPost->fields.slug;
    review.images = imagesNamedIn(fields.content);

    if (fields.title.trimmed().isEmpty())
        review.problems += QStringLiteral("The post has no title; give it one first.");
    if (fields.slug.isEmpty())
        review.problems += QStringLiteral("The post has no address; give it one first.");
    if (!fields.publishedAt.isEmpty()) {
        const auto date = parseTimestamp(fields.publishedAt);
        if (!date)
            review.problems += QStringLiteral("The date “%1” can't be read; write it as YYYY-MM-DD or clear it.").arg(fields.publishedAt);
        else if (*date > m_clock.now()) // only a hint: the server's clock decides
            review.warnings += QStringLiteral("The date %1 is in the future.").arg(fields.publishedAt);
    }
    if (const QString problem = unreadableProblem(*view); !problem.isEmpty())
        review.problems += problem;
    auto known = desk.imagesOf(postId, options);
    if (!known)
        return failure(known);
    for (const ImageInfo &info : *known) {
        if (info.isPublic || !review.images.contains(info.id))
            continue;
        review.newImages += info.id;
        review.newImageBytes += info.fileSize;
    }
    auto present = desk.knownImages(review.images, options);
    if (!present)
        return failure(present);
    for (const qint64 id : review.images) {
        if (!present->contains(id))
            review.problems += QStringLiteral("The image %1 is not in this blog; add it again or take it out of the text.").arg(imagePath(id));
    }
    if (fields.content.trimmed().isEmpty())
        review.warnings += QStringLiteral("The post has no text.");
    if (fields.content.contains(QLatin1String("![](")))
        review.warnings += QStringLiteral("An image has no description.");
    return review;
}

Result<int> Publisher::sendImages(const QList<qint64> &ids, qint64 &bytes, const CallOptions &options)
{
    Desk here(m_desk, m_clock);
    auto there = Desk(*m_remote, m_clock).knownImages(ids, options);
    if (!there)
        return failure(there);
    QList<qint64> missing;
    for (const qint64 id : ids) {
        if (!there->contains(id))
            missing += id;
    }
    const QString now = formatTimestamp(m_clock.now());
    int sent = 0;
    // Eight at a time: two requests in flight, and no more of a photo album in memory than those hold.
    for (qsizetype from = 0; from < missing.size(); from += 2 * ImagesPerRequest) {
        std::vector<Transaction> requests;
        for (const qint64 id : missing.mid(from, 2 * ImagesPerRequest)) {
            auto image = here.image(id, options);
            if (!image)
                return failure(image);
            if (requests.empty() || int(requests.back().body.size()) == ImagesPerRequest)
                requests.emplace_back().twice = Transaction::Twice::Harmless;
            bytes += image->data.size() + image->thumbnail.size();
            requests.back().body.push_back(imagetable::insertDraft(*image, now));
            ++sent;
        }
        for (const Result<Outcome> &outcome : m_remote->transactions(requests, options)) {
            if (!outcome)
                return failure(outcome);
            if (!outcome->body)
                return failure(outcome->body);
        }
    }
    return sent;
}

Status Publisher::recordLanded(const PublishUnit &unit, const UnitReceipt &receipt, const CallOptions &options)
{
    std::vector<Statement> local{optable::land(unit.opId)};
    if (unit.kind == PublishUnit::Kind::Publish) {
        // A row that still holds that address or place here has lost it there, or the unit would not have landed.
        local.push_back({QStringLiteral("UPDATE posts SET slug = NULL WHERE slug = ? AND id <> ?"), {unit.fields.slug, unit.postId}});
        local.push_back({QStringLiteral("UPDATE posts SET series_position = NULL WHERE series_id = ? AND series_position = ? AND id <> ?"),
                         {unit.fields.seriesId, unit.fields.seriesPosition, unit.postId}});
    }
    for (Statement &statement : deskChangesOf(unit))
        local.push_back(std::move(statement));
    if (unit.kind == PublishUnit::Kind::Publish && receipt.publicPost) {
        const Post &there = *receipt.publicPost;
        local.push_back({QStringLiteral("UPDATE posts SET published_at = ?, inserted_at = ?, updated_at = ? WHERE id = ?"),
                         {there.fields.publishedAt, there.insertedAt, there.updatedAt, unit.postId}});
    }
    for (EntityVersion version : receipt.versions) {
        if (!standsAsSent(unit, receipt, version.entity))
            version.version = QString(); // not known: the next unit must not take it for one that was seen
        const bool hasContent = version.entity == QLatin1String("posts") && receipt.publicPost;
        local.push_back(basetable::set(m_remoteKey, version,
                                       hasContent ? Value(fieldsToText(receipt.publicPost->fields)) : Value()));
    }
    auto done = m_desk.transaction(std::move(local), options);
    if (done)
        return {};
    if (done.error().code == ErrorCode::Constraint) {
        auto landed = m_desk.execute(optable::selectLanded(unit.opId), options);
        if (landed && landed->front().front().truthy())
            return {}; // recorded by another program
    }
    return failure(done);
}

Result<UnitReceipt> Publisher::carryOut(const PublishUnit &unit, const CallOptions &options)
{
    if (!hasRemote()) {
        auto receipt = send(m_desk, unit, options);
        if (receipt && !receipt->landed)
            return tl::unexpected(receipt->refusal);
        return receipt;
    }
    const auto stored = m_desk.transaction({optable::insertSent(m_remoteKey, unit, formatTimestamp(m_clock.now()))}, options);
    if (!stored)
        return failure(stored);
    auto receipt = send(*m_remote, unit, options);
    if (!receipt)
        return receipt; // not known: settle() asks the ledger
    if (!receipt->landed) {
        const auto closed = m_desk.transaction({optable::burn(unit.opId)}, options);
        if (!closed)
            return failure(closed);
        return tl::unexpected(receipt->refusal);
    }
    if (auto ok = recordLanded(unit, *receipt, options); !ok)
        return failure(ok);
    return receipt;
}

Status Publisher::meetRemote(const CallOptions &options)
{
    auto there = m_remote->execute({QStringLiteral("SELECT id FROM galley_database"), {}}, options);
    if (!there)
        return failure(there);
    const QString key = settingstable::remoteDatabase(m_remoteKey);
    auto known = m_desk.execute(settingstable::select(key), options);
    if (!known)
        return failure(known);
    const QString id = there->empty() ? QStringLiteral("") : there->front().front().text();
    if (!known->empty() && known->front().front().text() == id)
        return {};
    std::vector<Statement> statements{settingstable::set(key, id)};
    // Another database stands at the address: what was agreed with the former one says nothing of it.
    if (!known->empty())
        statements.push_back(basetable::forget(m_remoteKey));
    auto done = m_desk.transaction(std::move(statements), options);
    if (!done)
        return failure(done);
    return {};
}

Result<bool> Publisher::isAgreed(const PostView &view, const CallOptions &options)
{
    if (!hasRemote())
        return true;
    auto rows = m_desk.execute(basetable::select(m_remoteKey, QStringLiteral("posts"), view.id), options);
    if (!rows)
        return failure(rows);
    if (rows->empty() || rows->front()[0].text().isEmpty() || !rows->front()[1].isText())
        return false;
    const auto agreed = fieldsFromText(rows->front()[1].text());
    return agreed && *agreed == view.publicPost->fields;
}

Status Publisher::settle(const CallOptions &options)
{
    if (!hasRemote())
        return {};
    if (auto ok = meetRemote(options); !ok)
        return ok;
    auto open = m_desk.execute(optable::selectOpen(m_remoteKey), options);
    if (!open)
        return failure(open);
    for (const Row &row : *open) {
        auto unit = optable::decode(row);
        if (!unit)
            return failure(unit);
        auto receipt = send(*m_remote, *unit, options);
        if (!receipt)
            return failure(receipt);
        if (receipt->landed) {
            if (auto ok = recordLanded(*unit, *receipt, options); !ok)
                return ok;
        } else if (auto closed = m_desk.transaction({optable::burn(unit->opId)}, options); !closed) {
            return failure(closed);
        }
    }
    return {};
}

Result<PublishOutcome> Publisher::publish(qint64 postId, const CallOptions &options)
{
    auto review = this->review(postId, options);
    if (!review)
        return failure(review);
    if (!review->problems.isEmpty())
        return fail(ErrorCode::InvalidInput, QStringLiteral("“%1” was not published: %2")
                                                 .arg(review->post.fields.title, review->problems.front()));
    auto guard = guardFor(review->post, options);
    if (!guard)
        return failure(guard);

    PublishOutcome outcome;
    outcome.postId = postId;
    outcome.slug = review->post.fields.slug;
    if (review->post.status == PostStatus::Published) {
        auto agreed = isAgreed(review->post, options);
        if (!agreed)
            return failure(agreed);
        if (*agreed) {
            outcome.changedAnything = false;
            return outcome;
        }
    }
    PublishUnit unit = frozen(review->post, formatTimestamp(m_clock.now()));
    unit.guard = std::move(*guard);
    if (hasRemote()) {
        auto sent = sendImages(unit.images, outcome.bytesSent, options);
        if (!sent)
            return failure(sent);
        outcome.imagesSent = *sent;
        if (auto ok = sendSeries(unit, options); !ok)
            return failure(ok);
    }
    auto receipt = carryOut(unit, options);
    if (!receipt)
        return failure(receipt);
    return outcome;
}

Status Publisher::sendSeries(const PublishUnit &unit, const CallOptions &options)
{
    if (!unit.fields.seriesId)
        return {};
    auto all = Desk(m_desk, m_clock).series(options);
    if (!all)
        return failure(all);
    for (const Series &series : *all) {
        if (series.id != *unit.fields.seriesId)
            continue;
        auto done = m_remote->transaction({seriestable::insertDraftIfAbsent(series, formatTimestamp(m_clock.now()))}, options);
        if (!done)
            return failure(done);
    }
    return {};
}

Status Publisher::unpublish(qint64 postId, const CallOptions &options)
{
    auto view = viewOf(postId, options);
    if (!view)
        return failure(view);
    if (!view->publicPost)
        return fail(ErrorCode::InvalidInput, QStringLiteral("“%1” is not published.").arg(view->fields.title));
    if (const QString problem = unreadableProblem(*view); !problem.isEmpty())
        return fail(ErrorCode::InvalidInput, QStringLiteral("“%1” was not taken back: %2").arg(view->fields.title, problem));
    return withdraw(PublishUnit::Kind::Unpublish, *view, options);
}

Status Publisher::remove(qint64 postId, const CallOptions &options)
{
    auto view = viewOf(postId, options);
    if (!view)
        return failure(view);
    if (!view->publicPost)
        return Desk(m_desk, m_clock).discardDraft(postId, options);
    return withdraw(PublishUnit::Kind::Delete, *view, options);
}

Status Publisher::withdraw(PublishUnit::Kind kind, const PostView &view, const CallOptions &options)
{
    auto guard = guardFor(view, options);
    if (!guard)
        return failure(guard);
    PublishUnit unit;
    unit.kind = kind;
    unit.opId = randomToken();
    unit.postId = view.id;
    unit.fields = view.fields;
    unit.draftVersion = view.draftVersion;
    unit.askedAt = formatTimestamp(m_clock.now());
    unit.guard = std::move(*guard);
    auto receipt = carryOut(unit, options);
    if (!receipt)
        return failure(receipt);
    return {};
}

Result<QList<qint64>> Publisher::publishable(const CallOptions &options)
{
    std::vector<Statement> questions{{QStringLiteral("SELECT post_id FROM galley_drafts WHERE publish_at IS NULL"), {}}};
    if (hasRemote()) {
        questions.push_back(basetable::selectNotAgreed(m_remoteKey));
        questions.back().sql += QStringLiteral(" AND NOT EXISTS (SELECT 1 FROM galley_drafts d WHERE d.post_id = p.id)");
    }
    auto answers = m_desk.read(questions, options);
    if (!answers)
        return failure(answers);
    QList<qint64> ids;
    for (const Rows &rows : *answers) {
        for (const Row &row : rows)
            ids += row[0].integer();
    }
    return ids;
}

Result<bool> mayBePublic(Database &desk, qint64 postId, const CallOptions &options)
{
    auto answers = desk.read({{QStringLiteral("SELECT 1 FROM posts WHERE id = ?"), {postId}}, optable::selectOpenFor(postId)},
                             options);
    if (!answers)
        return failure(answers);
    return !(*answers)[0].empty() || !(*answers)[1].empty();
}

} // namespace galley
