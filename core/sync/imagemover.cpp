#include "core/sync/imagemover.h"

#include "core/store/imagetable.h"
#include "core/sync/ledger.h"

namespace galley {

namespace {

constexpr qint64 BytesInUnit = 16'000'000;
constexpr qint64 BytesAtATime = 8'000'000;

std::vector<Statement> leaveAsItIs(LocalPage &)
{
    return {};
}

/// Runs it and merges what it read afterwards of `keys`. False where superseded.
Result<bool> run(Transaction transaction, const Keys &keys, LocalSide &local, Database &remote, Puller &puller, const CallOptions &options)
{
    transaction.twice = Transaction::Twice::Harmless;
    transaction.after = {feedpage::selectStands(local.acquaintance()),
                         keys.images.isEmpty() ? familyrows::select(keys.families) : imagerows::select(keys.images)};
    auto outcome = remote.run(transaction, options);
    if (auto ok = feedpage::allAnswered(outcome); !ok)
        return failure(ok);
    RemotePage page;
    page.stands = outcome->after[0]->front().front().truthy();
    if (!page.stands)
        return true; // the next pull finds out
    if (keys.images.isEmpty()) {
        auto families = familyrows::decode(*outcome->after[1], keys.families);
        if (!families)
            return failure(families);
        page.families = std::move(*families);
    } else {
        page.images = imagerows::decode(*outcome->after[1], keys.images);
    }
    return puller.take(keys, page, local.acquaintance(), leaveAsItIs, options);
}

qint64 bytesOf(const LocalPage &here, qint64 id)
{
    const auto image = here.images.find(id);
    if (image == here.images.end() || !image->second.shown())
        return 0;
    return image->second.shown()->dataBytes + image->second.shown()->thumbnailBytes;
}

/// Only while the post still is as the author knows it: once it has been there, its version is another one for ever.
Statement unpublishedRow(qint64 postId, const QString &version)
{
    return {QStringLiteral("INSERT INTO posts (id, published, inserted_at, updated_at) SELECT ?, 0, %1, %1 "
                           "WHERE NOT EXISTS (SELECT 1 FROM posts WHERE id = ?) AND %2 = ?")
                .arg(ledger::serverNow(), changetable::versionOf(QStringLiteral("posts"))),
            {postId, postId, postId, version}};
}

} // namespace

QList<qint64> imagesToMoveFirst(const PublishUnit &unit, const LocalPage &here)
{
    QList<qint64> images;
    qint64 bytes = 0;
    for (const qint64 id : unit.images) {
        const auto base = here.imageBases.find(id);
        if (base != here.imageBases.end() && base->second.publicSide)
            continue;
        images += id;
        bytes += bytesOf(here, id);
    }
    return unit.kind == PublishUnit::Kind::Publish && bytes > BytesInUnit ? images : QList<qint64>();
}

Result<bool> moveImagesFirst(const PublishUnit &unit, const QList<qint64> &images, const LocalPage &here, LocalSide &local,
                             Database &remote, Puller &puller, const CallOptions &options)
{
    const auto known = here.familyBases.find(unit.postId);
    const FamilyBase base = known == here.familyBases.end() ? FamilyBase() : known->second;
    if (!base.publicFields) {
        Keys post;
        post.families = {unit.postId};
        auto made = run({{unpublishedRow(unit.postId, base.postVersion)}, {}}, post, local, remote, puller, options);
        if (!made || !*made)
            return made;
    }
    for (qsizetype next = 0; next < images.size();) {
        Transaction transaction;
        Keys keys;
        for (qint64 bytes = 0; next < images.size() && (keys.images.isEmpty() || bytes + bytesOf(here, images.at(next)) <= BytesAtATime); ++next) {
            const qint64 id = images.at(next);
            for (Statement &statement : imagetable::move(id, unit.postId, imagetable::Side::Desk, imagetable::Side::Public))
                transaction.body.push_back(std::move(statement));
            keys.images += id;
            bytes += bytesOf(here, id);
        }
        auto moved = run(std::move(transaction), keys, local, remote, puller, options);
        if (!moved || !*moved)
            return moved;
    }
    return true;
}

} // namespace galley
