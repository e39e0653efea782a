// Rich text as far as Markdown can say it: blocks, and in them runs of text with marks. What HTML from a browser
// or an office program becomes on its way to Markdown.
#pragma once

#include "core/markdown/tables.h"

#include <QString>

#include <optional>
#include <vector>

namespace galley::markdown {

/// Bits of a run.
enum RunMark : quint8
{
    RunPlain = 0,
    RunStrong = 1 << 0,
    RunEmphasis = 1 << 1,
    RunStrike = 1 << 2,
    RunSubscript = 1 << 3,
    RunSuperscript = 1 << 4,
};

struct Run
{
    enum class Kind
    {
        Text,
        Code,
        Image,
        Break,
    };
    Kind kind = Kind::Text;
    QString text = {}; // of an image: what it shows, in words
    quint8 marks = RunPlain;
    QString link = {};   // where the run leads; empty for nowhere
    QString source = {}; // of an image

    bool operator==(const Run &) const = default;
};

using Runs = std::vector<Run>;

/// Joins runs that are alike, and takes white space at the edges of a mark or link out of it: Markdown can't
/// have it there. White space at both ends of the whole goes.
Runs normalised(const Runs &runs);

/// The same for punctuation where it would keep a mark from being read as one: `**Yes.**No`.
Runs withPunctuationOutside(const Runs &runs);

struct RichBlock
{
    enum class Kind
    {
        Paragraph,
        Heading,
        Code,
        Quote,
        List,
        Item,
        Table,
        Rule,
    };
    Kind kind = Kind::Paragraph;
    Runs runs = {};                       // of a paragraph or heading
    std::vector<RichBlock> children = {}; // of a quote, list or item
    int level = 0;                        // of a heading, 1 to 6; see wordlists.h for others
    bool ordered = false;                 // of a list
    int number = 1;                       // the first of an ordered list
    std::optional<bool> done = {};        // of an item that is a task
    QString text = {};                    // of code
    QString language = {};                // of code
    QList<Alignment> alignments = {};     // of a table, and how many columns it has
    std::vector<std::vector<Runs>> rows = {};
};

} // namespace galley::markdown
