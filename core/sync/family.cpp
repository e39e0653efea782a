#include "core/sync/family.h"

#include "core/sync/agreed.h"
#include "core/sync/conflicts.h"

namespace galley {

namespace {

void noteClashes(std::vector<FieldClash> &clashes, const std::vector<PostField> &fields, const std::optional<View> &base,
                 const View &mine, const View &theirs)
{
    for (const PostField field : fields)
        clashes.push_back({field, base ? fieldText(*base, field) : QString(), fieldText(mine, field), fieldText(theirs, field)});
}

/// The draft there, rebased from its fork onto the public row read with it; or else that row.
Result<std::optional<View>> viewThere(const FamilyInput &input, std::vector<FieldClash> &clashes)
{
    if (!input.draftThere)
        return input.postThere ? std::optional(agreed::viewOf(*input.postThere)) : std::nullopt;
    const View draft = agreed::viewOf(*input.draftThere);
    const std::optional<PostFields> &fork = input.draftThere->fork;
    if (!input.postThere || input.isParked || (fork && *fork == input.postThere->fields))
        return std::optional(draft);
    const std::optional<View> base = fork ? std::optional(View{*fork, {}}) : std::nullopt;
    const View post = agreed::viewOf(*input.postThere);
    auto merged = mergeViews(base, draft, post);
    if (!merged)
        return failure(merged);
    noteClashes(clashes, merged->clashes, base, draft, post);
    return std::optional(merged->view);
}

/// While a deletion is parked, the row here may be another one than another computer has kept: were the draft forked from
/// it, the two would send it to and fro.
std::optional<PostFields> forkOf(const FamilyInput &input)
{
    if (input.isParked && input.draftThere)
        return input.draftThere->fork;
    if (input.isParked && input.draftHere)
        return input.draftHere->fork;
    return input.postThere ? std::optional(input.postThere->fields) : std::nullopt;
}

} // namespace

Result<FamilyMerge> mergeFamily(const FamilyInput &input)
{
    FamilyMerge merge;
    auto there = viewThere(input, merge.clashes);
    if (!there)
        return failure(there);
    merge.theirs = *there;
    const std::optional<View> &mine = input.mine;
    const std::optional<View> &theirs = merge.theirs;
    const bool untouchedHere = mine == input.agreed;
    merge.settlesConflicts = merge.clashes.empty() && input.isMet && input.draftMovedThere
                             && (mine == theirs || untouchedHere);

    std::optional<View> result;
    if (mine == theirs || untouchedHere) {
        result = theirs;
    } else if (theirs == input.agreed) {
        result = mine;
    } else if (!theirs) {
        if (input.draftHere || !input.isMet) {
            result = mine;
            merge.event = FamilyMerge::Event::DeletedThere;
        }
    } else if (!mine) {
        result = theirs;
        merge.event = FamilyMerge::Event::DeletedHere;
    } else {
        auto merged = mergeViews(input.agreed, *mine, *theirs);
        if (!merged)
            return failure(merged);
        noteClashes(merge.clashes, merged->clashes, input.agreed, *mine, *theirs);
        result = merged->view;
    }

    // Of a parked row others know nothing any more: to them, a draft that equals it is all there is of the post.
    const bool equalsPublic = result && input.postThere && !(input.isParked && input.draftThere) && result->publishAt.isEmpty()
                              && result->fields == input.postThere->fields;
    if (!result || (equalsPublic && (input.mayClear || !input.draftHere)))
        return merge;
    Draft draft;
    draft.postId = input.id;
    draft.fields = result->fields;
    draft.publishAt = result->publishAt;
    draft.fork = forkOf(input);
    merge.draft = std::move(draft);
    return merge;
}

} // namespace galley
