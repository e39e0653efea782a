#include "core/sync/pending.h"

#include "core/db/idlist.h"
#include "core/store/drafttable.h"
#include "core/sync/agreed.h"
#include "core/sync/conflicttable.h"

#include <set>

namespace galley {

Statement selectDraftCandidates(const QString &remoteKey)
{
    return {QStringLiteral("SELECT post_id FROM galley_drafts UNION SELECT entity_id FROM galley_base "
                           "WHERE remote = ? AND entity = 'drafts' AND content IS NOT NULL"), {remoteKey}};
}

Statement selectEqualDrafts()
{
    return {QStringLiteral("SELECT d.post_id FROM galley_drafts d JOIN posts p ON p.id = d.post_id "
                           "WHERE d.publish_at IS NULL AND coalesce(d.content, '') = coalesce(p.content, '') "
                           "AND coalesce(d.title, '') = coalesce(p.title, '')"), {}};
}

Statement selectNewImages(const QString &remoteKey)
{
    return {QStringLiteral("SELECT d.id, d.post_id, coalesce(d.file_size, length(d.image_data)) FROM galley_draft_images d "
                           "LEFT JOIN galley_base b ON b.remote = ? AND b.entity = 'draft_images' AND b.entity_id = d.id "
                           "WHERE b.content IS NULL ORDER BY d.id"), {remoteKey}};
}

Statement selectNewSeries(const QString &remoteKey)
{
    return {QStringLiteral("SELECT d.id, d.title, d.slug, d.description, d.updated_at FROM galley_draft_series d "
                           "LEFT JOIN galley_base b ON b.remote = ? AND b.entity = 'draft_series' AND b.entity_id = d.id "
                           "WHERE b.content IS NULL ORDER BY d.id LIMIT ?"), {remoteKey, qint64(IdsAtATime)}};
}

Statement selectDescribedImages(const QString &remoteKey)
{
    return {QStringLiteral("SELECT d.id, d.post_id FROM galley_draft_images d JOIN galley_base b ON b.remote = ? "
                           "AND b.entity = 'draft_images' AND b.entity_id = d.id WHERE b.content IS NOT NULL "
                           "AND json_extract(b.content, '$.alt_text') IS NOT d.alt_text"), {remoteKey}};
}

Statement selectRemovedImages(const QString &remoteKey)
{
    return {QStringLiteral("SELECT b.entity_id, CAST(json_extract(b.content, '$.post_id') AS INTEGER) FROM galley_base b WHERE b.remote = ? "
                           "AND b.entity = 'draft_images' AND b.content IS NOT NULL "
                           "AND NOT EXISTS (SELECT 1 FROM galley_draft_images d WHERE d.id = b.entity_id) "
                           "AND NOT EXISTS (SELECT 1 FROM images i WHERE i.id = b.entity_id)"), {remoteKey}};
}

Result<QList<qint64>> dirtyDrafts(Database &local, const QString &remoteKey, const CallOptions &options)
{
    auto candidates = local.execute(selectDraftCandidates(remoteKey), options);
    if (!candidates)
        return failure(candidates);
    QList<qint64> all;
    for (const Row &row : *candidates)
        all += row[0].integer();
    QList<qint64> dirty;
    for (qsizetype from = 0; from < all.size(); from += IdsAtATime) {
        const QList<qint64> ids = all.mid(from, IdsAtATime);
        std::vector<Value> args;
        appendIds(args, ids);
        Statement bases{QStringLiteral("SELECT entity_id, content FROM galley_base WHERE remote = ? AND entity = 'drafts' "
                                       "AND entity_id IN (%1)").arg(placeholders(ids.size())), {remoteKey}};
        appendIds(bases.args, ids);
        auto rows = local.read({drafttable::select(QStringLiteral("post_id IN (%1)").arg(placeholders(ids.size())), args), bases}, options);
        if (!rows)
            return failure(rows);
        std::map<qint64, QString> here;
        for (const Row &row : (*rows)[0]) {
            auto draft = drafttable::decode(row);
            if (!draft)
                return failure(draft);
            here[draft->postId] = agreed::toText(std::optional(*draft));
        }
        std::map<qint64, QString> there;
        for (const Row &row : (*rows)[1])
            there[row[0].integer()] = row[1].text();
        for (const qint64 id : ids) {
            if (here[id] != there[id]) // a draft's JSON is never empty
                dirty += id;
        }
    }
    return dirty;
}

Result<Pending> pendingWork(Database &local, const QString &remoteKey, const CallOptions &options)
{
    auto drafts = dirtyDrafts(local, remoteKey, options);
    if (!drafts)
        return failure(drafts);
    auto rows = local.read({selectNewImages(remoteKey), conflicttable::countOpenPosts(),
                            {QStringLiteral("SELECT count(*) FROM galley_parked WHERE remote = ? AND entity = 'posts'"), {remoteKey}},
                            selectDescribedImages(remoteKey), selectRemovedImages(remoteKey)},
                           options);
    if (!rows)
        return failure(rows);
    std::set<qint64> posts(drafts->begin(), drafts->end());
    for (const std::size_t which : {3, 4}) {
        for (const Row &row : (*rows)[which])
            posts.insert(row[1].integer());
    }
    Pending pending;
    pending.posts = int(posts.size());
    pending.images = int((*rows)[0].size());
    pending.openConflicts = int((*rows)[1].front().front().integer());
    pending.deletionsParked = (*rows)[2].front().front().integer();
    return pending;
}

} // namespace galley
