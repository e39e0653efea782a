// What is written to the desk: a new post, a save, a draft that is given up.
#include "core/base/ids.h"
#include "core/base/text.h"
#include "core/store/changetable.h"
#include "core/store/desk.h"
#include "core/store/drafttable.h"

#include <span>

namespace galley {

namespace {

tl::unexpected<Error> slugTaken(const QString &slug)
{
    return fail(ErrorCode::Conflict,
                QStringLiteral("Another post already has the address “%1”; choose another one.").arg(slug));
}

} // namespace

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

} // namespace galley
