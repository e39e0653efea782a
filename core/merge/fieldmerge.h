// The three-way merge of a post as an author sees it: field by field. Pure functions; any thread may call them.
//
// What counts as a difference:
// - NULL and "" are one value, "not set": sites keep either, and neither may make a conflict or an edit.
// - `publishedAt` and `publishAt` are moments where they can be read (two formats are in use), else texts.
// - Tags are a set: what one side removed and the other kept goes, what either added is there; they never clash.
//   The order is mine, then what theirs added.
// - An excerpt that is not set, or is a derivation (core/model/derived.h) of the content on one of the sides, is
//   derived: two derived ones never clash, and the merged one is derived from the merged content.
// - Series and the place in it are one value.
// - Content, and an excerpt that the author wrote, merge as texts (textmerge.h). All else is taken whole.
// Where mine and theirs mean the same but are written differently (NULL and "", two forms of one moment, spaces
// among tags), the way theirs is written stands, so that a draft comes to equal its public row.
#pragma once

#include "core/base/result.h"
#include "core/model/post.h"

#include <optional>
#include <vector>

namespace galley {

enum class PostField {
    Title,
    Subtitle,
    Slug,
    Content,
    Excerpt,
    Tags,
    PublishedAt,
    Series, // id and position together
    PublishAt,
};

/// As conflicts are stored and `--json` prints them: "title", "subtitle", "slug", "content", "excerpt", "tags",
/// "published_at", "series", "publish_at".
QString postFieldName(PostField field);
std::optional<PostField> postFieldFromName(const QString &name);

/// What an author sees of a post: its draft, or its public row, which has no `publishAt`.
struct View
{
    PostFields fields;
    QString publishAt; // raw text of the database; not set: not scheduled

    bool operator==(const View &) const = default;
};

/// In each field of `clashes` mine stands (in a text: in the places that clash), and theirs is for the caller to
/// keep. In the order of PostField, each once.
struct ViewMerge
{
    View view;
    std::vector<PostField> clashes;
};

/// No base: nothing was ever agreed. A field that differs clashes then where both sides have set it, and the side
/// that has set it wins elsewhere; texts merge against an empty one. Fails only as mergeText does.
Result<ViewMerge> mergeViews(const std::optional<View> &base, const View &mine, const View &theirs);

} // namespace galley
