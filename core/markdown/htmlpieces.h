// Questions to elements of a parsed page, for htmlreader.cpp.
#pragma once

#include "core/markdown/richtext.h"

#include <gumbo.h>

#include <span>

namespace galley::markdown {

std::span<GumboNode *> childrenOf(const GumboElement &element);

/// Whether the element begins a line of its own.
bool isBlock(GumboTag tag);

enum class TextLines
{
    Kept,   // as in `<pre>`: line breaks and blocks end lines
    Joined,
};
/// All text below `node`, however deep; scripts and styles left out.
QString textOf(const GumboNode &node, TextLines lines);

/// Of code, from the classes in use; empty when none says it.
QString languageOf(const GumboNode &node);

/// The number that an ordered list begins with.
int startOf(const GumboElement &list);

/// Whether the item has a box, and whether it is ticked.
std::optional<bool> taskOf(const GumboElement &item);

struct HtmlRow
{
    std::vector<const GumboNode *> cells;
};
/// Rows that have cells, those of nested tables left out.
std::vector<HtmlRow> rowsOf(const GumboNode &table);
/// Whether these rows only place things on a page: one column, or tables within.
bool isLayout(const std::vector<HtmlRow> &rows);
int spanOf(const GumboElement &cell);
Alignment alignmentOf(const GumboElement &cell);

/// The paragraphs of `blocks` as one, with breaks between.
Runs joined(const std::vector<RichBlock> &blocks);

} // namespace galley::markdown
