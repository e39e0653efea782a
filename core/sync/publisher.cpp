#include "core/sync/publisher.h"

#include "core/base/ids.h"
#include "core/base/timestamp.h"
#include "core/store/desk.h"
#include "core/store/drafttable.h"
#include "core/store/trash.h"
#include "core/sync/claims.h"
#include "core/sync/freeze.h"
#include "core/sync/imagenames.h"
#include "core/sync/optable.h"
#include "core/sync/postchecks.h"

#include <QFileInfo>

#include <algorithm>

namespace galley {

namespace {

// The name of its file describes no image; other programs leave it where a description belongs.
bool showsUndescribed(const QString &content, const ImageInfo &image)
{
    const QStringList names{image.filename, QFileInfo(image.filename).completeBaseName()};
    return std::ranges::any_of(names, [&](const QString &name) {
        return content.contains(QStringLiteral("![%1](%2)").arg(name, imagePath(image.id)));
    });
}

/// It lands only while the public row is the one that was looked at.
PublishUnit onVersion(const PostView &view, PublishUnit unit)
{
    unit.guard = {{QStringLiteral("posts"), view.id, view.publicVersion}};
    return unit;
}

} // namespace

Publisher::Publisher(Database &database, const Clock &clock) : m_database(database), m_clock(clock) {}

Result<PublishReview> Publisher::review(qint64 postId, const CallOptions &options)
{
    Desk desk(m_database, m_clock);
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
    auto checks = checkPost(m_database, postId, fields.content, review.formerAddress, review.newImages, options);
    if (!checks)
        return failure(checks);
    review.links = checks->links;
    review.linkingPosts = checks->linkingPosts;
    review.hasDeadLink = !checks->deadLinks.isEmpty();
    review.hasLocation = !checks->located.isEmpty();
    for (const QString &path : checks->deadLinks)
        review.warnings += QStringLiteral("The link %1 leads to no post.").arg(path);
    for (const QString &image : checks->absentImages)
        review.warnings += QStringLiteral("The image %1 isn't in the blog; add it or take it out of the text.").arg(image);
    if (checks->longRows > 0)
        review.warnings += checks->longRows == 1
                               ? QStringLiteral("A row of a table has more cells than its head, and readers don't see them; write \\| for a bar that is text.")
                               : QStringLiteral("%1 rows of tables have more cells than their heads, and readers don't see them; write \\| for a bar that is text.")
                                     .arg(checks->longRows);
    for (const qint64 id : checks->located)
        review.warnings += QStringLiteral("The image %1 tells where it was taken; add it again, and that is taken out.").arg(imagePath(id));
    const bool isNamed = std::ranges::any_of(*known, [&](const ImageInfo &image) { return showsUndescribed(fields.content, image); });
    if (isNamed || fields.content.contains(QLatin1String("![]("))) {
        review.lacksDescription = true;
        review.warnings += QStringLiteral("An image has no description.");
    }
    return review;
}

Status Publisher::carryOut(PublishUnit unit, std::vector<Statement> before, const CallOptions &options)
{
    unit.opId = randomToken();
    Operation operation = operationOf(unit);
    operation.changes.insert(operation.changes.begin(), std::make_move_iterator(before.begin()), std::make_move_iterator(before.end()));
    auto receipt = carry(m_database, operation, {}, options);
    if (!receipt)
        return failure(receipt);
    if (!receipt->landed)
        return tl::unexpected(refusalOf(unit, operation, *receipt));
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
    PublishOutcome outcome;
    outcome.postId = postId;
    outcome.slug = review->post.fields.slug;
    outcome.changedAnything = review->post.status != PostStatus::Published;
    if (!outcome.changedAnything)
        return outcome;
    if (auto ok = carryOut(onVersion(review->post, frozenForPublish(review->post, formatTimestamp(m_clock.now()))), {}, options); !ok)
        return failure(ok);
    return outcome;
}

Status Publisher::unpublish(qint64 postId, const CallOptions &options)
{
    auto view = Desk(m_database, m_clock).post(postId, options);
    if (!view)
        return failure(view);
    if (!view->publicPost)
        return fail(ErrorCode::InvalidInput, QStringLiteral("“%1” is not published.").arg(view->fields.title));
    if (const QString problem = unreadableProblem(*view); !problem.isEmpty())
        return fail(ErrorCode::InvalidInput, QStringLiteral("“%1” was not taken back: %2").arg(view->fields.title, problem));
    return carryOut(onVersion(*view, frozenForWithdrawal(PublishUnit::Kind::Unpublish, *view, formatTimestamp(m_clock.now()))), {}, options);
}

Result<QString> Publisher::remove(qint64 postId, const CallOptions &options)
{
    auto view = Desk(m_database, m_clock).post(postId, options);
    if (!view)
        return failure(view);
    if (!view->publicPost)
        return removeDraft(postId, options);
    auto discard = Trash(m_database, m_clock).discard(postId, options);
    if (!discard)
        return failure(discard);
    PublishUnit unit = onVersion(*view, frozenForWithdrawal(PublishUnit::Kind::Delete, *view, formatTimestamp(m_clock.now())));
    if (auto ok = carryOut(std::move(unit), std::move(discard->statements), options); !ok)
        return failure(ok);
    return discard->id;
}

Result<QString> Publisher::removeDraft(qint64 postId, const CallOptions &options)
{
    auto discard = Trash(m_database, m_clock).discard(postId, options);
    if (!discard)
        return failure(discard);
    discard->statements.push_back(drafttable::remove(postId));
    auto done = m_database.transaction(std::move(discard->statements), options);
    if (!done)
        return failure(done);
    return discard->id;
}

Status Publisher::removeImages(const QList<qint64> &ids, const CallOptions &options)
{
    if (ids.isEmpty() || ids.size() > MostImagesRemoved)
        return fail(ErrorCode::InvalidInput, QStringLiteral("Choose between 1 and %1 images to remove.").arg(MostImagesRemoved));
    auto isFile = imagenames::hasKeptTexts(m_database, options);
    if (!isFile)
        return failure(isFile);
    auto siteColumns = imagenames::siteColumns(m_database, options);
    if (!siteColumns)
        return failure(siteColumns);
    PublishUnit unit;
    unit.kind = PublishUnit::Kind::RemoveImages;
    unit.images = ids;
    unit.siteColumns = std::move(*siteColumns);
    unit.askedAt = formatTimestamp(m_clock.now());
    std::vector<Statement> before; // beside the guard of the unit, which looks through what every database has
    if (*isFile) {
        Statement isKept = imagenames::isNamed(imagenames::keptTexts(m_clock.now()), ids);
        before.push_back(claims::that({QStringLiteral("NOT ") + isKept.sql, std::move(isKept.args)}));
    }
    return carryOut(std::move(unit), std::move(before), options);
}

Result<QList<qint64>> Publisher::publishable(const CallOptions &options)
{
    auto rows = m_database.execute({QStringLiteral("SELECT post_id FROM galley_drafts WHERE publish_at IS NULL"), {}}, options);
    if (!rows)
        return failure(rows);
    QList<qint64> ids;
    for (const Row &row : *rows)
        ids += row[0].integer();
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
