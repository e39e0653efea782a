// The one decision of sync about a post: what was last agreed, what is here, what is there → what is to stand here.
// Values in, values out; no database.
#pragma once

#include "core/merge/fieldmerge.h"

namespace galley {

/// A field that both sides changed; the values are those of fieldText (conflicts.h).
struct FieldClash
{
    PostField field = PostField::Title;
    QString base;
    QString mine;
    QString theirs;
};

struct FamilyInput
{
    qint64 id = 0;
    bool isMet = false;           // something was agreed once, be it "not there"
    std::optional<View> agreed;
    std::optional<View> mine;     // what the author sees here; none: the author has deleted it, or it is new
    std::optional<Draft> draftHere;
    std::optional<Post> postThere;
    std::optional<Draft> draftThere;
    bool isParked = false;        // the post is gone there; `postThere` is the row that still stands here in its place
    bool draftMovedThere = false; // since it was agreed
    bool mayClear = true;         // false while a unit of the post is under way: its draft stays, whatever it equals
};

struct FamilyMerge
{
    enum class Event {
        None,
        DeletedThere, // and edited here: kept
        DeletedHere,  // and edited there: brought back
    };

    std::optional<View> theirs;  // the view there: what is agreed from now on
    std::optional<Draft> draft;  // what is to stand on the desk here; `updatedAt` is the caller's
    std::vector<FieldClash> clashes;
    bool settlesConflicts = false; // what is here has been taken over there
    Event event = Event::None;
};

/// Fails only as mergeText does.
Result<FamilyMerge> mergeFamily(const FamilyInput &input);

} // namespace galley
