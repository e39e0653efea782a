#include "core/sync/slicepages.h"

#include "core/db/idlist.h"
#include "core/sync/basetable.h"

namespace galley {

namespace {

constexpr qint64 BytesInPage = 8'000'000;
constexpr qsizetype KeysInPage = IdsAtATime;

bool isFamily(const QString &entity)
{
    return entity == QLatin1String("posts") || entity == QLatin1String("drafts") || entity == QLatin1String("views");
}

bool isImage(const QString &entity)
{
    return entity == QLatin1String("images") || entity == QLatin1String("draft_images");
}

/// What of a slice is news here.
class News
{
public:
    static Result<News> of(const FeedSlice &slice, LocalSide &local, const CallOptions &options)
    {
        std::map<QString, QList<qint64>> ids;
        for (const FeedEntry &entry : slice.entries)
            ids[entry.entity] += entry.id;
        std::vector<Statement> questions;
        QList<qint64> images;
        for (const auto &[entity, all] : ids) {
            for (qsizetype from = 0; from < all.size(); from += IdsAtATime)
                questions.push_back(basetable::selectVersions(local.remoteKey(), entity, all.mid(from, IdsAtATime)));
            if (isImage(entity))
                images += all;
        }
        const std::size_t bases = questions.size();
        for (qsizetype from = 0; from < images.size(); from += IdsAtATime) {
            const QList<qint64> some = images.mid(from, IdsAtATime);
            questions.push_back({QStringLiteral("SELECT id FROM images WHERE id IN (%1) UNION SELECT id FROM galley_draft_images WHERE id IN (%1)")
                                     .arg(placeholders(some.size())), {}});
            appendIds(questions.back().args, some);
            appendIds(questions.back().args, some);
        }
        auto answers = local.database().read(std::move(questions), options);
        if (!answers)
            return failure(answers);
        News news;
        for (std::size_t i = 0; i < answers->size(); ++i) {
            for (const Row &row : (*answers)[i]) {
                if (i < bases)
                    news.m_versions[{row[0].text(), row[1].integer()}] = row[2].text();
                else
                    news.m_held.insert(row[0].integer());
            }
        }
        return news;
    }

    bool has(const FeedEntry &entry) const
    {
        const auto known = m_versions.find({entry.entity, entry.id});
        return known == m_versions.end() || known->second != entry.version;
    }
    bool wantsBytes(const FeedEntry &entry) const { return isImage(entry.entity) && entry.isThere && !m_held.contains(entry.id); }

private:
    std::map<std::pair<QString, qint64>, QString> m_versions;
    std::set<qint64> m_held;
};

} // namespace

void addKey(Keys &keys, const QString &entity, qint64 id)
{
    QList<qint64> &list = isFamily(entity) ? keys.families : isImage(entity) ? keys.images : keys.series;
    if (!list.contains(id))
        list += id;
}

Result<std::vector<PlannedPage>> planPages(const FeedSlice &slice, LocalSide &local, const CallOptions &options)
{
    std::vector<PlannedPage> pages;
    if (slice.entries.empty())
        return pages;
    auto news = News::of(slice, local, options);
    if (!news)
        return failure(news);
    for (std::size_t i = 0; i < slice.entries.size();) {
        PlannedPage page;
        qint64 bytes = 0;
        for (; i < slice.entries.size() && bytes < BytesInPage && page.keys.count() < KeysInPage; ++i) {
            const FeedEntry &entry = slice.entries[i];
            if (!news->has(entry))
                continue;
            addKey(page.keys, entry.entity, entry.id);
            if (isFamily(entry.entity)) {
                page.texts[entry.id] += entry.bytes;
                bytes += entry.bytes;
            }
            if (news->wantsBytes(entry)) {
                page.images[entry.id] = entry.bytes;
                bytes += entry.bytes;
            }
        }
        page.known = local.acquaintance();
        page.known.seq = slice.entries[i - 1].seq;
        page.known.marker = slice.marker;
        pages.push_back(std::move(page));
    }
    return pages;
}

} // namespace galley
