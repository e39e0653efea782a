#include "core/store/textsweep.h"

#include "core/store/desk.h"

#include <QCryptographicHash>

namespace galley {

namespace {

constexpr int kPosts = 50; // in one part
constexpr qsizetype kMostHits = 100;
constexpr qsizetype kContext = 60; // characters on each side
constexpr qsizetype kNearWord = 14; // characters

QByteArray markOf(const QString &text)
{
    return QCryptographicHash::hash(text.toUtf8(), QCryptographicHash::Sha256);
}

QString publishAtOf(const PostView &view)
{
    return view.draft ? view.draft->publishAt : QString();
}

bool splitsPair(QStringView text, qsizetype at)
{
    return at > 0 && at < text.size() && text[at].isLowSurrogate() && text[at - 1].isHighSurrogate();
}

/// Where a text that is cut at `from` goes on with a whole word, if that is near and not beyond `limit`.
qsizetype atWordAfter(const QString &text, qsizetype from, qsizetype limit)
{
    const qsizetype space = text.indexOf(u' ', from - 1);
    return space >= 0 && space < limit && space - from <= kNearWord ? space + 1 : from;
}

qsizetype atWordBefore(const QString &text, qsizetype to, qsizetype limit)
{
    const qsizetype space = text.lastIndexOf(u' ', to);
    return space > limit && to - space <= kNearWord ? space : to;
}

TextHit hitAt(const QString &text, const TextMatch &match, int line, qsizetype lineStart)
{
    const qsizetype end = match.at + match.length;
    qsizetype lineEnd = text.indexOf(u'\n', end);
    if (lineEnd < 0)
        lineEnd = text.size();
    qsizetype from = qMax(lineStart, match.at - kContext);
    qsizetype to = qMin(lineEnd, end + kContext);
    if (from > lineStart)
        from = atWordAfter(text, from, match.at);
    if (to < lineEnd)
        to = atWordBefore(text, to, end);
    from += splitsPair(text, from) ? 1 : 0;
    to -= splitsPair(text, to) ? 1 : 0;
    TextHit hit;
    hit.line = line;
    hit.before = (from > lineStart ? QStringLiteral("…") : QString()) + text.sliced(from, match.at - from);
    hit.found = text.sliced(match.at, match.length);
    hit.after = text.sliced(end, to - end) + (to < lineEnd ? QStringLiteral("…") : QString());
    return hit;
}

PostHits hitsIn(const QString &text, const TextSearch &search, const QString &with)
{
    PostHits post;
    const QList<TextMatch> matches = search.matches(text);
    post.count = int(matches.size());
    int line = 0;
    qsizetype lineStart = 0;
    for (const TextMatch &match : matches.first(qMin(matches.size(), kMostHits))) {
        for (qsizetype next = text.indexOf(u'\n', lineStart); next >= 0 && next < match.at; next = text.indexOf(u'\n', lineStart)) {
            ++line;
            lineStart = next + 1;
        }
        TextHit hit = hitAt(text, match, line, lineStart);
        hit.replacement = search.replacement(text, match, with);
        post.hits.append(hit);
    }
    return post;
}

} // namespace

Result<SweepPart> sweep(Database &database, const TextSearch &search, const QString &with, qint64 after,
                        const CallOptions &options)
{
    auto rows = database.execute(
        {QStringLiteral("SELECT id, title, content FROM ("
                        "SELECT post_id AS id, title, content FROM galley_drafts WHERE post_id > ? UNION ALL "
                        "SELECT id, title, content FROM posts WHERE id > ? "
                        "AND NOT EXISTS (SELECT 1 FROM galley_drafts WHERE post_id = posts.id)) ORDER BY id LIMIT ?"),
         {after, after, qint64(kPosts)}},
        options);
    if (!rows)
        return failure(rows);
    SweepPart part;
    part.last = after;
    part.isEnd = rows->size() < std::size_t(kPosts);
    for (const Row &row : *rows) {
        if (options.stop.stop_requested())
            return fail(ErrorCode::Cancelled, QStringLiteral("Cancelled."));
        ++part.looked;
        part.last = row[0].integer();
        const QString text = row[2].displayText();
        PostHits post = hitsIn(text, search, with);
        if (post.count == 0)
            continue;
        post.id = part.last;
        post.title = row[1].displayText();
        post.mark = markOf(text);
        part.posts.push_back(std::move(post));
    }
    return part;
}

Result<std::vector<std::optional<ReplacedPost>>> replaceInPosts(Desk &desk, const std::vector<FoundPost> &posts, const TextSearch &search,
                                                               const QString &with, const CallOptions &options)
{
    std::vector<std::optional<ReplacedPost>> all(posts.size());
    std::vector<std::size_t> places; // in `all`, of each save
    std::vector<DraftSave> saves;
    for (std::size_t i = 0; i < posts.size(); ++i) {
        auto view = desk.post(posts[i].id, options);
        if (!view && view.error().code == ErrorCode::NotFound)
            continue;
        if (!view)
            return failure(view);
        if (markOf(view->fields.content) != posts[i].mark)
            continue;
        DraftSave save{posts[i].id, view->fields, publishAtOf(*view), view->draftVersion};
        save.fields.content = search.replaced(view->fields.content, with);
        all[i] = ReplacedPost{.id = posts[i].id,
                              .places = int(search.matches(view->fields.content).size()),
                              .before = view->fields,
                              .publishAt = save.publishAt,
                              .hadDraft = view->draft.has_value(),
                              .mark = markOf(save.fields.content)};
        places.push_back(i);
        saves.push_back(std::move(save));
    }
    auto saved = desk.saveAll(saves, options);
    if (!saved)
        return failure(saved);
    for (std::size_t i = 0; i < saves.size(); ++i) {
        auto &post = all[places[i]];
        post->hasDraft = (*saved)[i].kind == SaveResult::Kind::Saved;
        if ((*saved)[i].kind == SaveResult::Kind::Moved)
            post.reset();
    }
    return all;
}

Result<std::vector<bool>> undoReplacements(Desk &desk, const std::vector<ReplacedPost> &posts, const CallOptions &options)
{
    std::vector<bool> undone(posts.size(), false);
    std::vector<std::size_t> places; // in `undone`, of each save
    std::vector<DraftSave> saves;
    std::vector<bool> dropsDraft; // a public row that readers don't see keeps a draft that equals it; there was none
    for (std::size_t i = 0; i < posts.size(); ++i) {
        const ReplacedPost &post = posts[i];
        auto view = desk.post(post.id, options);
        if (!view && view.error().code == ErrorCode::NotFound)
            continue;
        if (!view)
            return failure(view);
        PostFields now = view->fields;
        const bool isItsText = markOf(now.content) == post.mark;
        now.content = post.before.content;
        if (!isItsText || now != post.before || publishAtOf(*view) != post.publishAt || view->draft.has_value() != post.hasDraft)
            continue;
        places.push_back(i);
        dropsDraft.push_back(!post.hadDraft && view->publicPost && view->publicPost->fields == now);
        saves.push_back({post.id, std::move(now), post.publishAt, view->draftVersion});
    }
    auto saved = desk.saveAll(saves, options);
    if (!saved)
        return failure(saved);
    for (std::size_t i = 0; i < saves.size(); ++i) {
        const SaveResult &result = (*saved)[i];
        undone[places[i]] = result.kind != SaveResult::Kind::Moved;
        if (result.kind != SaveResult::Kind::Saved || !dropsDraft[i])
            continue;
        if (auto dropped = desk.discardIfUnmoved(saves[i].postId, result.draftVersion, options); !dropped)
            return failure(dropped);
    }
    return undone;
}

} // namespace galley
