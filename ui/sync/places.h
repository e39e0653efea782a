// Two versions of a post as the author settles them: what both agree on, and the places where they differ. A place in
// a text is as much as stands on its lines, so that it can be read; each place has a result, and the results joined
// with what is agreed are the post again. Pure; any thread.
#pragma once

#include "core/sync/conflicts.h"

#include <vector>

namespace galley {

struct Stretch
{
    enum class Kind {
        Agreed, // `merged` is the text, nothing to decide
        Place,
    };
    enum class Choice { None, Mine, Theirs, Both, Own };

    Kind kind = Kind::Agreed;
    PostField field = PostField::Content;
    QString base; // what both came from; null where nothing was ever agreed
    QString mine;
    QString theirs;
    QString both;   // joined word by word, or mine and then theirs; null where only one of them can stand
    QString merged; // as the draft has it: mine in what clashes, and all else of both
    bool clashes = false; // false: only the other side changed it, so it needs no decision

    // What the author has made of it. Before that the result is a proposal: both, where they join word by word.
    Choice choice = Choice::None;
    QString result;

    bool isPlace() const { return kind == Kind::Place; }
    bool isOpen() const { return isPlace() && clashes && choice == Choice::None; }
    /// `Own` keeps the result as it is.
    void choose(Choice wanted);
};

/// Whether a field is a text that differs place by place; any other differs as a whole.
bool isText(PostField field);

/// `draft` is the post as it now is here, so that what was written since the conflict was found counts as mine.
/// Of several conflicts of one field the newest. Fields in the order of PostField; the text last. A field on
/// which both sides agree by now has no place.
Result<std::vector<Stretch>> stretchesOf(const std::vector<Conflict> &conflicts, const View &draft);

/// `draft` with the results in place of what conflicted.
View settled(const std::vector<Stretch> &stretches, const View &draft);

} // namespace galley
