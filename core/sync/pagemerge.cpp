#include "core/sync/pagemerge.h"

#include "core/base/timestamp.h"
#include "core/store/drafttable.h"
#include "core/sync/basetable.h"
#include "core/sync/claims.h"
#include "core/sync/conflicttable.h"
#include "core/sync/family.h"
#include "core/sync/mirror.h"
#include "core/sync/unittable.h"

namespace galley {

namespace {

template <typename Map>
typename Map::mapped_type valueOr(const Map &map, qint64 id)
{
    const auto found = map.find(id);
    return found == map.end() ? typename Map::mapped_type() : found->second;
}

Statement parkRow(const QString &remote, const QString &entity, qint64 id)
{
    return {QStringLiteral("INSERT INTO galley_parked (remote, entity, entity_id) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"),
            {remote, entity, id}};
}

Statement unparkRow(const QString &remote, const QString &entity, qint64 id)
{
    return {QStringLiteral("DELETE FROM galley_parked WHERE remote = ? AND entity = ? AND entity_id = ?"), {remote, entity, id}};
}

/// What the author sees here. A public row that was parked (see mirror.h) still has its value for them.
std::optional<View> viewHere(const FamilyRows &here, const FamilyBase &base)
{
    if (here.draft)
        return agreed::viewOf(*here.draft);
    if (!here.post)
        return std::nullopt;
    View view = agreed::viewOf(*here.post);
    if (base.postVersion.isNull() && base.publicFields) {
        if (view.fields.slug.isNull())
            view.fields.slug = base.publicFields->slug;
        if (!view.fields.seriesPosition)
            view.fields.seriesPosition = base.publicFields->seriesPosition;
    }
    return view;
}

class Merger
{
public:
    Merger(const LocalPage &here, const RemotePage &there, const std::set<qint64> &vanishing, const QString &remote, const QDateTime &now)
        : m_here(here),
          m_there(there),
          m_vanishing(vanishing),
          m_remote(remote),
          m_now(now)
    {}

    Status family(const FamilyRows &there);
    void image(const ImageRows &there);
    void series(const SeriesRows &there);

    PageMerge result;
    std::vector<Statement> claimed;

private:
    void claim(Statement statement) { claimed.push_back(std::move(statement)); }
    void add(Statement statement) { result.statements.push_back(std::move(statement)); }
    void add(std::vector<Statement> statements)
    {
        for (Statement &statement : statements)
            add(std::move(statement));
    }
    bool waits(qint64 postId) const { return m_vanishing.contains(postId) || m_here.parkedPosts.contains(postId); }
    void writeDraft(const FamilyRows &here, const FamilyRows &there, FamilyMerge merge);
    void tell(FamilyMerge::Event event, const FamilyMerge &merge);
    bool removedHere(const ImageRows &here, const ImageBase &base, const ImageRows &there) const;

    const LocalPage &m_here;
    const RemotePage &m_there;
    const std::set<qint64> &m_vanishing;
    const QString &m_remote;
    const QDateTime &m_now;
};

void Merger::tell(FamilyMerge::Event event, const FamilyMerge &merge)
{
    const QString title = merge.draft ? merge.draft->fields.title : merge.theirs ? merge.theirs->fields.title : QString();
    if (event == FamilyMerge::Event::DeletedThere)
        result.notices += QStringLiteral("“%1” was deleted elsewhere; your words are kept as a draft.").arg(title);
    if (event == FamilyMerge::Event::DeletedHere)
        result.notices += QStringLiteral("“%1” was deleted here, but somebody wrote on elsewhere; it is back.").arg(title);
}

void Merger::writeDraft(const FamilyRows &here, const FamilyRows &there, FamilyMerge merge)
{
    if (agreed::toText(here.draft) == agreed::toText(merge.draft))
        return;
    if (!merge.draft) {
        if (!m_here.busy.contains(here.id)) // a unit may have been asked for since, which wants the draft to stay
            claim(claims::that(unittable::isIdle(here.id)));
        add(drafttable::remove(here.id));
        return;
    }
    const bool isTheirs = there.draft && agreed::viewOf(*there.draft) == agreed::viewOf(*merge.draft);
    merge.draft->updatedAt = isTheirs ? there.draft->updatedAt : formatTimestamp(m_now);
    add(drafttable::put(*merge.draft));
}

Status Merger::family(const FamilyRows &thereRows)
{
    const qint64 id = thereRows.id;
    const FamilyRows here = valueOr(m_here.families, id);
    FamilyBase base = valueOr(m_here.familyBases, id);
    FamilyRows there = thereRows;
    const bool isParked = !there.post && here.post && waits(id);
    if (isParked) { // as if it still were there
        add(parkRow(m_remote, QStringLiteral("posts"), id));
        there.post = here.post;
    } else if (m_here.parkedPosts.contains(id)) {
        add(unparkRow(m_remote, QStringLiteral("posts"), id));
    }

    FamilyInput input;
    input.id = id;
    input.isMet = base.isMet;
    input.agreed = base.view;
    input.mine = viewHere(here, base);
    input.draftHere = here.draft;
    input.postThere = there.post;
    input.draftThere = there.draft;
    input.isParked = isParked;
    input.draftMovedThere = there.draftVersion != base.draftVersion;
    input.mayClear = !m_here.busy.contains(id);
    auto merge = mergeFamily(input);
    if (!merge)
        return failure(merge);

    if (!m_here.claimed.contains(id))
        claim(claims::unmoved(here));
    if (!isParked)
        add(mirror::post(there, m_remote));
    if (merge->settlesConflicts)
        add(conflicttable::settleThere(id));
    for (const FieldClash &clash : merge->clashes)
        add(conflicttable::note(id, clash, formatTimestamp(m_now)));
    tell(merge->event, *merge);
    if (there.postVersion != base.postVersion || there.draftVersion != base.draftVersion)
        ++result.posts;

    base.isMet = true;
    base.view = merge->theirs;
    base.draftVersion = there.draftVersion;
    base.draftText = agreed::toText(there.draft);
    if (!isParked) {
        base.postVersion = there.postVersion;
        base.publicFields = there.post ? std::optional(there.post->fields) : std::nullopt;
        base.isPublished = there.post && there.post->published;
    }
    add(agreed::set(m_remote, id, base));
    writeDraft(here, there, std::move(*merge));
    return {};
}

/// A desk image that the author removed here, and nobody touched there: its removal is yet to be pushed.
bool Merger::removedHere(const ImageRows &here, const ImageBase &base, const ImageRows &there) const
{
    return !here.shown() && !there.publicSide && base.deskSide && base.deskVersion == there.deskVersion;
}

void Merger::image(const ImageRows &there)
{
    const qint64 id = there.id;
    const ImageRows here = valueOr(m_here.images, id);
    ImageBase base = valueOr(m_here.imageBases, id);
    if (!there.shown() && here.publicSide && waits(here.publicSide->description.postId)) {
        add(parkRow(m_remote, QStringLiteral("images"), id));
        return;
    }
    if (m_here.parkedImages.contains(id))
        add(unparkRow(m_remote, QStringLiteral("images"), id));

    const bool wasAgreed = base.publicSide || base.deskSide;
    const bool mayGo = wasAgreed && !m_here.held.contains(id);
    if (!there.shown()) {
        if (here.publicSide && wasAgreed)
            add(mirror::keepAgreedImage(id, m_remote));
        if (here.publicSide)
            add(mayGo ? mirror::withdrawImage(id, m_now) : mirror::returnImage(id));
        else if (here.deskSide && mayGo)
            add(mirror::dropDeskImage(id, m_now));
    } else if (!removedHere(here, base, there)) {
        const auto bytes = m_there.bytes.find(id);
        const bool isHeld = here.shown() && here.shown()->dataBytes == there.shown()->dataBytes;
        if (!isHeld && bytes == m_there.bytes.end()) {
            result.lackingBytes += id;
            add(basetable::set(m_remote, {QStringLiteral("images"), id, QString()},
                               base.publicSide ? Value(imagerows::toText(*base.publicSide)) : Value()));
            return;
        }
        ImageRows merged = there;
        if (!there.publicSide && here.deskSide && base.deskSide
            && here.deskSide->description.altText != base.deskSide->altText)
            merged.deskSide->description.altText = here.deskSide->description.altText;
        add(mirror::image(merged, isHeld ? mirror::Bytes::Here : mirror::Bytes::Fetched, isHeld ? ImageBytes() : bytes->second));
        if (!isHeld)
            ++result.images;
    }
    base.publicVersion = there.publicVersion;
    base.deskVersion = there.deskVersion;
    base.publicSide = there.publicSide ? std::optional(there.publicSide->description) : std::nullopt;
    base.deskSide = there.deskSide ? std::optional(there.deskSide->description) : std::nullopt;
    add(agreed::set(m_remote, id, base));
}

void Merger::series(const SeriesRows &there)
{
    const qint64 id = there.id;
    const SeriesRows here = valueOr(m_here.series, id);
    SeriesBase base = valueOr(m_here.seriesBases, id);
    const bool editedHere = here.deskSide && base.deskSide && !seriesrows::equal(*here.deskSide, *base.deskSide);
    if (there.publicSide || (there.deskSide && !editedHere))
        add(mirror::series(there, m_remote));
    else if (!there.shown() && here.publicSide)
        add(mirror::withdrawSeries(id));
    base.publicVersion = there.publicVersion;
    base.deskVersion = there.deskVersion;
    base.publicSide = there.publicSide;
    base.deskSide = there.deskSide;
    add(agreed::set(m_remote, id, base));
}

} // namespace

Result<PageMerge> mergePage(const LocalPage &here, const RemotePage &there, const std::set<qint64> &vanishing,
                            const QString &remote, const QDateTime &now)
{
    Merger merger(here, there, vanishing, remote, now);
    for (const auto &[id, series] : there.series)
        merger.series(series);
    for (const auto &[id, family] : there.families) {
        if (auto ok = merger.family(family); !ok)
            return failure(ok);
    }
    // After the posts, for what they name stays.
    for (const auto &[id, image] : there.images)
        merger.image(image);
    // Claims come first: parking a row moves it.
    std::vector<Statement> &statements = merger.result.statements;
    statements.insert(statements.begin(), std::make_move_iterator(merger.claimed.begin()), std::make_move_iterator(merger.claimed.end()));
    return std::move(merger.result);
}

} // namespace galley
