// What the pane lays out one by one. Mostly a segment is a top-level block; a long list is cut into its items
// and code is recognised, so that a key typed into five hundred items or into an unclosed fence costs one
// item's work. Pure functions, any thread.
#pragma once

#include "core/markdown/markdown.h"

#include <QByteArray>

#include <vector>

namespace galley::preview {

struct Segment
{
    enum class Kind
    {
        Html,   // drawn by litehtml
        Header, // the same, above the post's own text: the rules for its body don't reach it
        Code,   // `html` is one <pre>; its lines are drawn directly
        Plain,  // nested too deeply to lay out: the source of the HTML is shown instead
    };
    Kind kind = Kind::Html;
    int firstLine = 0; ///< lines of the post, from 0; the header has -1
    int lastLine = 0;
    QByteArray html;

    /// Equal segments look the same; where they stand in the post is no part of that.
    bool looksLike(const Segment &other) const
    {
        const bool isShared = html.constData() == other.html.constData(); // by most, from one version to the next
        return kind == other.kind && (isShared || html == other.html);
    }
};

/// Deepest nesting of elements that is given to litehtml, which is recursive.
inline constexpr int maxDepth = 120;
/// Lists longer than this are cut into items.
inline constexpr int wholeListItems = 12;

void appendSegments(const markdown::Block &block, std::vector<Segment> &segments);
std::vector<Segment> segmentsOf(const markdown::Document &document);

/// The same for one version of a post after the other: what shares its HTML with the former version is not cut anew.
class SegmentCutter
{
public:
    std::vector<Segment> cut(const markdown::Document &document);

private:
    std::vector<markdown::Block> m_blocks;
    std::vector<Segment> m_segments;
    std::vector<std::size_t> m_ends; // of each block's segments
};

/// Of the whole: its first letter that has a direction decides, as in the served page.
bool readsRightToLeft(const std::vector<Segment> &segments);

/// How deep elements are nested in well-formed HTML.
int nestingDepth(const QByteArray &html);

} // namespace galley::preview
