#include "tests/core/sync/simulation/publicaudit.h"

#include "core/base/timestamp.h"
#include "core/model/derived.h"
#include "core/store/posttable.h"

#include "tests/support/testblog.h"

namespace galley::test {

namespace {

QString named(qint64 id)
{
    return QString::number(id);
}

/// NULL and "" are one value to a reader.
bool sameText(const QString &a, const QString &b)
{
    return a == b || (a.isEmpty() && b.isEmpty());
}

bool isOwnExcerpt(const QString &excerpt)
{
    return !factsOf(PostField::Excerpt, excerpt).empty();
}

/// Whether `post` shows exactly `asked`: a date that was left open is the former one or the server's, an excerpt
/// that nobody wrote is derived. A preview that was not derived of its own text is the site's own work: it goes with the
/// post that the author saw, also where somebody has deleted that in between.
bool shows(const Post &post, const PostFields &asked, const Post *former, const QString &preview = {})
{
    const PostFields &is = post.fields;
    if (!post.published || is.title != asked.title || !sameText(is.subtitle, asked.subtitle) || is.slug != asked.slug
        || !sameText(is.content, asked.content) || !sameText(is.tags, asked.tags) || is.seriesId != asked.seriesId
        || is.seriesPosition != asked.seriesPosition)
        return false;
    if (is.excerpt != asked.excerpt && (isOwnExcerpt(asked.excerpt) || !isDerived(is.excerpt, is.content)))
        return false;
    const bool isKept = (former && former->preview == post.preview) || (!preview.isEmpty() && post.preview == preview);
    if (!isDerived(post.preview, is.content) && !isKept)
        return false;
    if (!asked.publishedAt.isEmpty())
        return parseTimestamp(is.publishedAt) == parseTimestamp(asked.publishedAt);
    return !is.publishedAt.isEmpty();
}

} // namespace

PublicState PublicState::of(Database &database)
{
    PublicState state;
    auto read = database.read({posttable::select(QStringLiteral("1"), {}),
                               {QStringLiteral("SELECT id, title, slug, content, excerpt, tags, published, published_at, inserted_at, updated_at, "
                                               "subtitle, series_id, series_position, preview FROM posts"), {}},
                               {QStringLiteral("SELECT id, post_id, filename, content_type, alt_text, image_data, thumbnail_data FROM images"), {}},
                               {QStringLiteral("SELECT id, title, description, slug FROM series"), {}},
                               {QStringLiteral("SELECT old_slug, post_id FROM galley_redirects"), {}}});
    if (!read)
        qFatal("%s", qPrintable(read.error().detail));
    for (const Row &row : (*read)[0]) {
        const Post post = posttable::decode(row);
        state.posts[post.id] = post;
    }
    for (const Row &row : (*read)[1])
        state.postRows[row[0].integer()] = row;
    for (const Row &row : (*read)[2])
        state.images[row[0].integer()] = {row[1].integer(), Row(row.begin() + 2, row.end())};
    for (const Row &row : (*read)[3])
        state.series[row[0].integer()] = row;
    for (const Row &row : (*read)[4])
        state.redirects[row[0].text()] = row[1].integer();
    return state;
}

bool PublicState::isSame(const PublicState &other) const
{
    return postRows == other.postRows && images == other.images && series == other.series && redirects == other.redirects;
}

bool PublicAudit::fulfils(const Wish &wish, const PublicState &now) const
{
    const auto post = now.posts.find(wish.postId);
    const auto before = m_last.posts.find(wish.postId);
    const Post *former = before == m_last.posts.end() ? nullptr : &before->second;
    if (wish.isUndo) {
        if (!wish.former)
            return post == now.posts.end();
        return post != now.posts.end() && shows(post->second, wish.former->fields, &*wish.former);
    }
    if (wish.kind == PublishUnit::Kind::Publish)
        return post != now.posts.end() && shows(post->second, wish.seen.fields, former, wish.preview);
    return post == now.posts.end();
}

/// Several may have asked for the same, and one of them in vain: it was replaced by another before it was sent. What a unit
/// replaced is what an undo of it brings back, so that of the unit that did land counts first.
const Wish *PublicAudit::wishFor(qint64 postId, const PublicState &now, const std::set<QString> &landed) const
{
    const Wish *found = nullptr;
    int best = -1;
    for (const Wish &wish : m_wishes) {
        if (wish.postId != postId || !fulfils(wish, now))
            continue;
        const bool hasItsRedirects = !unaskedRedirect(now, &wish) && !redirectNotBack(now, wish) && !redirectNotLeft(now, wish);
        const int rank = (landed.contains(wish.unitId) ? 2 : 0) + (hasItsRedirects ? 1 : 0);
        if (rank > best) {
            best = rank;
            found = &wish;
        }
    }
    return found;
}

/// Published as it already was, or gone before: only its images, its redirects or its date of change may move. Several may
/// have asked for what is so already; the one that did land counts first.
const Wish *PublicAudit::wishOfNoPost(const PublicState &now, const std::set<QString> &landed) const
{
    const Wish *found = nullptr;
    for (const Wish &wish : m_wishes) {
        const bool hasOnlyItsImages = std::all_of(now.images.begin(), now.images.end(), [&](const auto &image) {
            return m_last.images.contains(image.first) || image.second.postId == wish.postId;
        });
        if (!fulfils(wish, now) || !hasOnlyItsImages)
            continue;
        if (landed.contains(wish.unitId))
            return &wish;
        if (!found)
            found = &wish;
    }
    return found;
}

std::optional<QString> PublicAudit::unaskedRedirect(const PublicState &now, const Wish *granted) const
{
    for (const auto &[slug, postId] : now.redirects) {
        const auto before = m_last.redirects.find(slug);
        const bool isNew = before == m_last.redirects.end() || before->second != postId;
        const bool isBack = granted && granted->isUndo && granted->redirects.contains(slug) && granted->redirects.at(slug) == postId;
        if (isNew && !isBack && (!granted || granted->postId != postId))
            return slug;
    }
    return {};
}

/// Of an undo, and the post's own: of another post's, the one who asked may not have known.
std::optional<QString> PublicAudit::redirectNotBack(const PublicState &now, const Wish &granted) const
{
    for (const auto &redirect : granted.redirects) {
        const auto &[slug, postId] = redirect;
        const bool isLive = std::any_of(now.posts.begin(), now.posts.end(), [&](const auto &entry) { return entry.second.fields.slug == redirect.first; });
        if (postId == granted.postId && now.posts.contains(postId) && !isLive && !now.redirects.contains(slug))
            return slug;
    }
    return {};
}

/// A publish that moves the post leaves none of its readers behind.
std::optional<QString> PublicAudit::redirectNotLeft(const PublicState &now, const Wish &granted) const
{
    const auto before = m_last.posts.find(granted.postId);
    const auto post = now.posts.find(granted.postId);
    if (granted.isUndo || granted.kind != PublishUnit::Kind::Publish || before == m_last.posts.end() || !before->second.published
        || post == now.posts.end())
        return {};
    const QString &left = before->second.fields.slug;
    if (left.isEmpty() || left == post->second.fields.slug)
        return {};
    const auto redirect = now.redirects.find(left);
    if (redirect == now.redirects.end() || redirect->second != granted.postId)
        return left;
    return {};
}

void PublicAudit::checkImages(const PublicState &now, const Wish *granted)
{
    for (const auto &[id, image] : now.images) {
        const auto before = m_last.images.find(id);
        if (before != m_last.images.end() && before->second == image)
            continue;
        const bool isNamed = granted && imagesNamedIn(now.posts.contains(granted->postId) ? now.posts.at(granted->postId).fields.content : QString()).contains(id);
        const bool isHandedOn = granted && before != m_last.images.end() && before->second.postId == granted->postId
                                && before->second.content == image.content;
        if (!isNamed && !isHandedOn)
            return m_verdict.violated(QStringLiteral("IMAGE-UNASKED"), QStringLiteral("image %1 of post %2").arg(named(id), named(image.postId)));
    }
    for (const auto &[id, image] : m_last.images) {
        if (now.images.contains(id))
            continue;
        const bool isWithdrawn = granted && image.postId == granted->postId
                                 && (granted->isUndo || granted->kind != PublishUnit::Kind::Publish);
        if (!isWithdrawn && !mayRemove(id))
            return m_verdict.violated(QStringLiteral("IMAGE-TAKEN"), QStringLiteral("image %1 of post %2").arg(named(id), named(image.postId)));
    }
}

void PublicAudit::checkRest(const PublicState &now, const Wish *granted)
{
    if (const auto slug = unaskedRedirect(now, granted))
        return m_verdict.violated(QStringLiteral("REDIRECT-UNASKED"), *slug);
    for (const auto &[slug, postId] : m_last.redirects) {
        const bool isYielding = granted && now.posts.contains(granted->postId) && now.posts.at(granted->postId).fields.slug == slug;
        if (!now.redirects.contains(slug) && !isYielding && (!granted || granted->postId != postId))
            return m_verdict.violated(QStringLiteral("REDIRECT-TAKEN"), slug);
    }
    for (const auto &[id, row] : now.series) {
        const auto before = m_last.series.find(id);
        if (before != m_last.series.end() && before->second == row)
            continue;
        if (before != m_last.series.end() || !granted || granted->kind != PublishUnit::Kind::Publish || granted->seen.fields.seriesId != id)
            return m_verdict.violated(QStringLiteral("SERIES-UNASKED"), named(id));
    }
    for (const auto &[id, row] : m_last.series) {
        if (!now.series.contains(id))
            return m_verdict.violated(QStringLiteral("SERIES-TAKEN"), named(id));
    }
}

void PublicAudit::checkChanges(const PublicState &now, const std::set<QString> &landed)
{
    std::set<qint64> changed;
    for (const auto &[id, row] : now.postRows) {
        const auto before = m_last.postRows.find(id);
        if (before == m_last.postRows.end() || before->second != row)
            changed.insert(id);
    }
    for (const auto &[id, row] : m_last.postRows) {
        if (!now.postRows.contains(id))
            changed.insert(id);
    }
    if (changed.size() > 1)
        return m_verdict.violated(QStringLiteral("PUBLIC-OTHER-POST"), QStringLiteral("posts %1 and %2 at once").arg(named(*changed.begin()), named(*changed.rbegin())));
    const Wish *granted = nullptr;
    if (!changed.empty()) {
        granted = wishFor(*changed.begin(), now, landed);
        if (!granted)
            return m_verdict.violated(QStringLiteral("PUBLIC-UNASKED"),
                                      QStringLiteral("post %1: %2").arg(named(*changed.begin()), now.posts.contains(*changed.begin())
                                          ? described({}, factsOf(View{now.posts.at(*changed.begin()).fields, {}})) : QStringLiteral("gone")));
    } else {
        granted = wishOfNoPost(now, landed);
    }
    checkImages(now, granted);
    checkRest(now, granted);
    if (changed.empty())
        return;
    if (const auto slug = redirectNotLeft(now, *granted))
        return m_verdict.violated(QStringLiteral("REDIRECT-NOT-LEFT"), *slug);
    if (const auto slug = redirectNotBack(now, *granted))
        return m_verdict.violated(QStringLiteral("REDIRECT-NOT-BACK"), *slug);
    for (const auto &[slug, postId] : granted->redirects) {
        if (now.redirects.contains(slug) && !m_last.redirects.contains(slug))
            m_verdict.count(QStringLiteral("addresses given back"));
    }
    grant(granted);
}

/// What was asked for happens once.
void PublicAudit::grant(const Wish *wish)
{
    m_verdict.count(QStringLiteral("units landed"));
    const auto before = m_last.posts.find(wish->postId);
    auto &replaced = m_replaced[wish->unitId];
    replaced = {std::nullopt, m_last.redirects};
    if (before != m_last.posts.end())
        replaced.post = before->second;
    m_granted.push_back(*wish);
    m_wishes.erase(m_wishes.begin() + (wish - m_wishes.data()));
}

std::optional<Replaced> PublicAudit::replacedBy(const QString &unitId) const
{
    const auto found = m_replaced.find(unitId);
    if (found == m_replaced.end())
        return {};
    return found->second;
}

/// Somebody wanted it gone for good, and no text of the site names it.
bool PublicAudit::mayRemove(qint64 imageId) const
{
    const bool isWished = std::any_of(m_wishes.begin(), m_wishes.end(), [&](const Wish &wish) { return wish.images.contains(imageId); });
    if (!isWished)
        return false;
    for (const Row &row : query(m_remote, QStringLiteral("SELECT content FROM posts UNION ALL SELECT content FROM galley_drafts"))) {
        if (imagesNamedIn(row.front().text()).contains(imageId))
            return false;
    }
    return true;
}

void PublicAudit::checkReaders(const PublicState &now)
{
    for (const auto &[id, post] : now.posts) {
        if (!post.published)
            continue;
        for (const qint64 image : imagesNamedIn(post.fields.content)) {
            if (now.images.contains(image))
                continue;
            const auto before = m_last.postRows.find(id);
            const bool wasSo = before != m_last.postRows.end() && before->second == now.postRows.at(id) && !m_last.images.contains(image);
            if (!wasSo)
                return m_verdict.violated(QStringLiteral("READER-MISSING-IMAGE"), QStringLiteral("image %1 in post %2").arg(named(image), named(id)));
        }
    }
}

void PublicAudit::deviceWrote(const std::set<QString> &landed)
{
    PublicState now = PublicState::of(m_remote);
    if (!now.isSame(m_last)) {
        checkChanges(now, landed);
        checkReaders(now);
    }
    m_last = std::move(now);
}

} // namespace galley::test
