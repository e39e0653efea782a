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

Result<std::optional<ReplacedPost>> replaceInPost(Desk &desk, qint64 postId, const QByteArray &mark, const TextSearch &search,
                                                  const QString &with, const CallOptions &options)
{
    auto view = desk.post(postId, options);
    if (!view && view.error().code == ErrorCode::NotFound)
        return std::nullopt;
    if (!view)
        return failure(view);
    if (markOf(view->fields.content) != mark)
        return std::nullopt;
    DraftSave save{postId, view->fields, publishAtOf(*view), view->draftVersion};
    save.fields.content = search.replaced(view->fields.content, with);
    auto saved = desk.save(save, options);
    if (!saved)
        return failure(saved);
    if (saved->kind == SaveResult::Kind::Moved)
        return std::nullopt;
    return ReplacedPost{.id = postId,
                        .places = int(search.matches(view->fields.content).size()),
                        .before = view->fields,
                        .publishAt = save.publishAt,
                        .hadDraft = view->draft.has_value(),
                        .hasDraft = saved->kind == SaveResult::Kind::Saved,
                        .mark = markOf(save.fields.content)};
}

Result<bool> undoReplacement(Desk &desk, const ReplacedPost &post, const CallOptions &options)
{
    auto view = desk.post(post.id, options);
    if (!view && view.error().code == ErrorCode::NotFound)
        return false;
    if (!view)
        return failure(view);
    PostFields now = view->fields;
    const bool isItsText = markOf(now.content) == post.mark;
    now.content = post.before.content;
    if (!isItsText || now != post.before || publishAtOf(*view) != post.publishAt || view->draft.has_value() != post.hasDraft)
        return false;
    auto saved = desk.save({post.id, now, post.publishAt, view->draftVersion}, options);
    if (!saved)
        return failure(saved);
    if (saved->kind == SaveResult::Kind::Moved)
        return false;
    // A public row that readers don't see keeps a draft that equals it; there was none.
    const bool equalsPublic = view->publicPost && view->publicPost->fields == now;
    if (saved->kind == SaveResult::Kind::Saved && !post.hadDraft && equalsPublic) {
        if (auto dropped = desk.discardIfUnmoved(post.id, saved->draftVersion, options); !dropped)
            return failure(dropped);
    }
    return true;
}

} // namespace galley
