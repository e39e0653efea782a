#include "core/store/desk.h"

#include "core/base/ids.h"
#include "core/base/text.h"
#include "core/base/timestamp.h"
#include "core/store/changetable.h"
#include "core/store/drafttable.h"
#include "core/store/glimpses.h"
#include "core/store/imagetable.h"
#include "core/store/postsearch.h"
#include "core/store/posttable.h"
#include "core/store/seriestable.h"

#include <span>

namespace galley {

namespace {

PostStatus statusOf(const PostView &view)
{
    const bool published = view.publicPost && view.publicPost->published;
    if (view.draft && !view.draft->publishAt.isNull())
        return PostStatus::Scheduled;
    if (published)
        return view.draft ? PostStatus::Edited : PostStatus::Published;
    return PostStatus::Draft;
}

tl::unexpected<Error> slugTaken(const QString &slug)
{
    return fail(ErrorCode::Conflict,
                QStringLiteral("Another post already has the address “%1”; choose another one.").arg(slug));
}

} // namespace

Status validateFields(const PostFields &fields)
{
    const std::pair<const QString &, const char *> texts[] = {
        {fields.title, "The title"},     {fields.subtitle, "The subtitle"}, {fields.content, "The text of the post"},
        {fields.excerpt, "The excerpt"}, {fields.tags, "One of the tags"},  {fields.slug, "The address"},
        {fields.publishedAt, "The date"},
    };
    for (const auto &[text, what] : texts) {
        if (auto ok = validateText(text, QLatin1String(what)); !ok)
            return ok;
    }
    return {};
}

Desk::Desk(Database &database, const Clock &clock, SearchIndex *search)
    : m_database(database), m_clock(clock), m_search(search)
{}

QString Desk::now() const
{
    return formatTimestamp(m_clock.now());
}

Result<std::vector<PostSummary>> Desk::allPosts(const PostQuery &query, const CallOptions &options)
{
    auto rows = m_database.execute(listquery::select(query), options);
    if (!rows)
        return failure(rows);
    std::vector<PostSummary> posts;
    posts.reserve(rows->size());
    for (const Row &row : *rows)
        posts.push_back(listquery::decode(row));
    return posts;
}

Result<std::vector<PostSummary>> Desk::list(const PostQuery &query, const CallOptions &options)
{
    auto posts = query.text.trimmed().isEmpty() ? allPosts(query, options) : searchPosts(m_database, m_search, query, options);
    if (!posts || !query.wantsGlimpses)
        return posts;
    if (auto done = addGlimpses(m_database, query.text, *posts, options); !done)
        return failure(done);
    return posts;
}

Result<qint64> Desk::count(const PostQuery &query, const CallOptions &options)
{
    return countPosts(m_database, m_search, query, options);
}

Result<PostCounts> Desk::counts(const CallOptions &options)
{
    auto rows = m_database.execute(listquery::counts(), options);
    if (!rows)
        return failure(rows);
    return listquery::decodeCounts(rows->front());
}

Result<PostView> Desk::post(qint64 id, const CallOptions &options)
{
    auto rows = m_database.read({posttable::select(QStringLiteral("id = ?"), {id}),
                                 drafttable::select(QStringLiteral("post_id = ?"), {id}),
                                 changetable::selectVersion(QStringLiteral("drafts"), id),
                                 changetable::selectVersion(QStringLiteral("posts"), id)},
                                options);
    if (!rows)
        return failure(rows);
    PostView view;
    view.id = id;
    if (!(*rows)[0].empty())
        view.publicPost = posttable::decode((*rows)[0].front());
    if (!(*rows)[1].empty()) {
        auto draft = drafttable::decode((*rows)[1].front());
        if (!draft)
            return failure(draft);
        view.draft = std::move(*draft);
    }
    if (!view.publicPost && !view.draft)
        return fail(ErrorCode::NotFound, QStringLiteral("That post no longer exists in %1.").arg(m_database.location()));
    view.draftVersion = (*rows)[2].front().front().text();
    view.publicVersion = (*rows)[3].front().front().text();
    view.fields = view.draft ? view.draft->fields : view.publicPost->fields;
    view.status = statusOf(view);
    return view;
}

Result<PostView> Desk::postBySlug(const QString &slug, const CallOptions &options)
{
    auto rows = m_database.execute(
        {QStringLiteral("SELECT post_id, 0 AS rank FROM galley_drafts WHERE slug = ? UNION ALL "
                        "SELECT id, 1 FROM posts WHERE slug = ? UNION ALL "
                        "SELECT post_id, 2 FROM galley_redirects WHERE old_slug = ? ORDER BY rank LIMIT 1"),
         {slug, slug, slug}},
        options);
    if (!rows)
        return failure(rows);
    if (rows->empty())
        return fail(ErrorCode::NotFound, QStringLiteral("There is no post with the address “%1” in %2; “post list” "
                                                        "shows those there are.").arg(slug, m_database.location()));
    return post(rows->front().front().integer(), options);
}

Result<bool> Desk::isSlugTaken(const QString &slug, qint64 byOtherThan, const CallOptions &options)
{
    auto rows = m_database.execute(
        {QStringLiteral("SELECT 1 FROM posts WHERE slug = ? AND id <> ? UNION ALL "
                        "SELECT 1 FROM galley_drafts WHERE slug = ? AND post_id <> ? LIMIT 1"),
         {slug, byOtherThan, slug, byOtherThan}},
        options);
    if (!rows)
        return failure(rows);
    return !rows->empty();
}

Result<QString> Desk::freeSlug(const QString &wanted, qint64 postId, const CallOptions &options)
{
    QString base = slugify(wanted);
    if (base.isEmpty())
        base = QStringLiteral("post-%1").arg(postId);
    for (int n = 1;; ++n) {
        const QString ending = n == 1 ? QString() : QStringLiteral("-%1").arg(n);
        const QString slug = base.left(80 - ending.size()) + ending;
        auto taken = isSlugTaken(slug, postId, options);
        if (!taken)
            return failure(taken);
        if (!*taken)
            return slug;
    }
}

Result<PostView> Desk::create(const PostFields &fields, const CallOptions &options)
{
    if (auto ok = validateFields(fields); !ok)
        return failure(ok);
    Draft draft;
    draft.postId = randomId();
    draft.fields = fields;
    draft.updatedAt = now();
    const QString asked = slugify(fields.slug);
    if (!fields.slug.isEmpty() && asked.isEmpty())
        return fail(ErrorCode::InvalidInput,
                    QStringLiteral("An address needs letters a–z or digits; “%1” has none.").arg(fields.slug));
    for (;;) {
        auto slug = freeSlug(asked.isEmpty() ? fields.title : asked, draft.postId, options);
        if (!slug)
            return failure(slug);
        if (!asked.isEmpty() && *slug != asked)
            return slugTaken(asked);
        draft.fields.slug = *slug;
        auto done = m_database.transaction({drafttable::insertIfSlugFree(draft)}, options);
        if (!done)
            return failure(done);
        if (!done->front().empty())
            return post(draft.postId, options);
        // Another program took that address in between: look again.
    }
}

/// What a save comes to: an answer that is known, or statements that give one.
struct Desk::Prepared
{
    std::optional<SaveResult> known{};
    std::vector<Statement> statements{}; // each returns the row it wrote; the last one the version of the draft
    bool mayClear = false;               // the first takes the draft away; where it has, the second writes nothing

    /// `answers` begins with those of the statements.
    SaveResult resultOf(std::span<const Rows> answers) const
    {
        if (known)
            return *known;
        const QString version = answers[statements.size() - 1].front().front().text();
        if (mayClear && !answers.front().empty())
            return {SaveResult::Kind::Cleared, version};
        return {answers[statements.size() - 2].empty() ? SaveResult::Kind::Moved : SaveResult::Kind::Saved, version};
    }
};

Result<SaveResult> Desk::save(const DraftSave &save, const CallOptions &options)
{
    auto results = saveAll({save}, options);
    if (!results)
        return failure(results);
    return std::move(results->front());
}

Result<std::vector<SaveResult>> Desk::saveAll(const std::vector<DraftSave> &saves, const CallOptions &options)
{
    std::vector<Prepared> all;
    std::vector<Statement> statements;
    for (const DraftSave &save : saves) {
        auto prepared = prepare(save, options);
        if (!prepared)
            return failure(prepared);
        statements.insert(statements.end(), prepared->statements.begin(), prepared->statements.end());
        all.push_back(std::move(*prepared));
    }
    std::vector<Rows> answers;
    if (!statements.empty()) {
        auto done = m_database.transaction(std::move(statements), options);
        if (!done)
            return failure(done);
        answers = std::move(*done);
    }
    std::vector<SaveResult> results;
    std::span<const Rows> rest(answers);
    for (const Prepared &prepared : all) {
        results.push_back(prepared.resultOf(rest));
        rest = rest.subspan(prepared.statements.size());
    }
    return results;
}

Result<Desk::Prepared> Desk::prepare(const DraftSave &save, const CallOptions &options)
{
    if (auto ok = validateFields(save.fields); !ok)
        return failure(ok);
    auto before = post(save.postId, options);
    if (!before)
        return failure(before);
    if (before->draftVersion != save.draftVersion)
        return Prepared{.known = SaveResult{SaveResult::Kind::Moved, before->draftVersion}};

    Draft draft;
    draft.postId = save.postId;
    draft.fields = save.fields;
    draft.publishAt = save.publishAt;
    draft.updatedAt = now();
    if (before->draft)
        draft.fork = before->draft->fork;
    else if (before->publicPost)
        draft.fork = before->publicPost->fields;
    if (save.fields.slug.isEmpty() && !before->fields.slug.isEmpty()) {
        auto made = freeSlug(save.fields.title, save.postId, options);
        if (!made)
            return failure(made);
        draft.fields.slug = *made;
    } else if (save.fields.slug != before->fields.slug) {
        draft.fields.slug = slugify(save.fields.slug);
        if (draft.fields.slug.isEmpty())
            return fail(ErrorCode::InvalidInput,
                        QStringLiteral("An address needs letters a–z or digits; “%1” has none.").arg(save.fields.slug));
        auto taken = isSlugTaken(draft.fields.slug, save.postId, options);
        if (!taken)
            return failure(taken);
        if (*taken)
            return slugTaken(draft.fields.slug);
    }

    const bool equalsPublic = before->publicPost && before->publicPost->published && draft.publishAt.isNull()
                              && before->publicPost->fields == draft.fields;
    if (equalsPublic && !before->draft)
        return Prepared{.known = SaveResult{SaveResult::Kind::Cleared, save.draftVersion}};
    Prepared prepared{.mayClear = equalsPublic};
    auto &statements = prepared.statements;
    if (equalsPublic) {
        auto removal = removalOf(draft.postId, save.draftVersion, options);
        if (!removal)
            return failure(removal);
        statements.push_back(std::move(*removal));
        statements.push_back(drafttable::updateIfUnmoved(draft, save.draftVersion));
    } else {
        statements.push_back(before->draft ? drafttable::updateIfUnmoved(draft, save.draftVersion)
                                           : drafttable::insertIfUnmoved(draft, save.draftVersion));
    }
    statements.push_back(changetable::selectVersion(QStringLiteral("drafts"), draft.postId));
    return prepared;
}

Status Desk::discardDraft(qint64 postId, const CallOptions &options)
{
    auto done = m_database.transaction({drafttable::remove(postId)}, options);
    if (!done)
        return failure(done);
    return {};
}

// A database that syncs knows what is on its way.
Result<Statement> Desk::removalOf(qint64 postId, const QString &draftVersion, const CallOptions &options)
{
    auto syncs = m_database.execute({QStringLiteral("SELECT 1 FROM sqlite_master WHERE name = 'galley_units'"), {}}, options);
    if (!syncs)
        return failure(syncs);
    return syncs->empty() ? drafttable::removeIfUnmoved(postId, draftVersion) : drafttable::removeIfIdle(postId, draftVersion);
}

Status Desk::discardIfUnmoved(qint64 postId, const QString &draftVersion, const CallOptions &options)
{
    auto removal = removalOf(postId, draftVersion, options);
    if (!removal)
        return failure(removal);
    auto done = m_database.transaction({std::move(*removal)}, options);
    if (!done)
        return failure(done);
    return {};
}

Result<ImageInfo> Desk::addImage(qint64 postId, Image image, const CallOptions &options)
{
    if (auto ok = validateText(image.info.altText, QStringLiteral("The description of the image")); !ok)
        return failure(ok);
    if (auto ok = validateText(image.info.filename, QStringLiteral("The name of the image")); !ok)
        return failure(ok);
    image.info.postId = postId;
    image.info.id = imageId(postId, image.data);
    image.info.fileSize = image.data.size();
    auto done = m_database.transaction({imagetable::insertDraft(image, now())}, options);
    if (!done)
        return failure(done);
    return image.info;
}

Result<std::vector<ImageInfo>> Desk::imagesOf(qint64 postId, const CallOptions &options)
{
    auto rows = m_database.execute(imagetable::selectInfo(QStringLiteral("post_id = ?"), {postId}), options);
    if (!rows)
        return failure(rows);
    std::vector<ImageInfo> images;
    for (const Row &row : *rows)
        images.push_back(imagetable::decodeInfo(row));
    return images;
}

Result<QList<qint64>> Desk::knownImages(const QList<qint64> &ids, const CallOptions &options)
{
    QList<qint64> known;
    if (ids.isEmpty())
        return known;
    QStringList marks;
    std::vector<Value> args;
    for (const qint64 id : ids) {
        marks += QStringLiteral("?");
        args.emplace_back(id);
    }
    const QString where = QStringLiteral("id IN (%1)").arg(marks.join(QLatin1Char(',')));
    auto rows = m_database.execute(imagetable::selectInfo(where, args), options);
    if (!rows)
        return failure(rows);
    for (const Row &row : *rows)
        known += imagetable::decodeInfo(row).id;
    return known;
}

Result<Image> Desk::image(qint64 id, const CallOptions &options)
{
    auto row = readLargeRow(m_database, imagetable::whole(id), options);
    if (!row)
        return failure(row);
    if (!*row)
        return fail(ErrorCode::NotFound, QStringLiteral("There is no image %1 in %2.").arg(QString::number(id), m_database.location()));
    return imagetable::decodeWhole(**row);
}

Status Desk::setImageAltText(qint64 id, const QString &altText, const CallOptions &options)
{
    if (auto ok = validateText(altText, QStringLiteral("The description of the image")); !ok)
        return ok;
    auto done = m_database.transaction({imagetable::setDraftAltText(id, altText)}, options);
    if (!done)
        return failure(done);
    return {};
}

Result<std::vector<Series>> Desk::series(const CallOptions &options)
{
    auto rows = m_database.execute(seriestable::selectAll(), options);
    if (!rows)
        return failure(rows);
    std::vector<Series> all;
    for (const Row &row : *rows)
        all.push_back(seriestable::decode(row));
    return all;
}

Result<Series> Desk::seriesTitled(const QString &title, const CallOptions &options)
{
    if (auto ok = validateText(title, QStringLiteral("The title of the series")); !ok)
        return failure(ok);
    auto all = series(options);
    if (!all)
        return failure(all);
    Series made{randomId(), title.simplified(), slugify(title), {}};
    if (made.slug.isEmpty())
        made.slug = QStringLiteral("series-%1").arg(made.id);
    for (const Series &known : *all) {
        if (known.title == made.title || known.slug == made.slug)
            return known;
    }
    if (auto done = m_database.transaction({seriestable::insertDraftIfAbsent(made, now())}, options); !done)
        return failure(done);
    return made;
}

} // namespace galley
