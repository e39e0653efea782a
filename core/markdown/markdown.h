// The one renderer: GitHub's Markdown (tables, strikethrough, autolinks, task lists) to HTML. The preview
// pane, the proof and the served site all show what comes from here. Any thread may call any of this; calls
// from several threads parse one after the other (see cmarkdoc.cpp).
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <vector>

namespace galley::markdown {

struct RenderOptions
{
    enum class RawHtml
    {
        Sanitise, // through the allow-list of sanitise.h
        Keep,     // as written; only for a site whose author has asked for it, never for the pane
    };
    RawHtml rawHtml = RawHtml::Sanitise;
};

/// One top-level block. Lines count from 0, `lastLine` is included; they grow from block to block and never
/// overlap. `html` is UTF-8 and, when sanitised, a complete fragment: everything it opens it closes. It is
/// empty for a block that shows nothing (a comment). Raw HTML that opens an element in one block and closes
/// it in a later one (`<details>` around Markdown) makes one Block of them all.
struct Block
{
    int firstLine = 0;
    int lastLine = 0;
    QByteArray html;

    bool operator==(const Block &) const = default;
};

/// `anchor` is the heading's id in the HTML: unique in the document, letters and digits of any script and
/// '-'.
struct Heading
{
    int level = 1;
    QString text;
    QString anchor;
    int line = 0;

    bool operator==(const Heading &) const = default;
};

struct Document
{
    std::vector<Block> blocks;
    std::vector<Heading> outline;
};

/// Links and images whose scheme is not on the list of url.h lose their target in every mode (the text
/// stays). An image alone in its paragraph becomes a figure with its alt text as the caption. A block nested
/// deeper than 100 levels, or opening more than 5,000 raw elements, is shown as its source: no renderer has
/// to survive it.
Document parse(const QString &markdown, const RenderOptions &options = {});

/// The blocks one after the other: exactly what the served page shows.
QByteArray toHtml(const Document &document);

/// The words alone, for search, counts and excerpts: blocks on lines of their own, alt texts in, raw HTML
/// out.
QString plainText(const QString &markdown);

/// The targets of links and images as a browser would be given them, each once, in the order written.
/// Those in raw HTML are not among them.
QStringList links(const QString &markdown);

/// Those of images alone.
QStringList imageTargets(const QString &markdown);

} // namespace galley::markdown
