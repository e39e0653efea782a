#include "core/markdown/htmltomarkdown.h"

#include "core/markdown/htmlreader.h"
#include "core/markdown/richwriter.h"
#include "core/markdown/sanitise.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace galley::markdown {

namespace {

constexpr qsizetype kMostBytes = 8 * 1024 * 1024;
constexpr int kMostElements = 50'000;
constexpr int kMostOpen = 5000; // gumbo looks through all that are open, and frees a tree by calls as deep as it is

bool isVoid(QByteArrayView tag)
{
    return std::ranges::any_of(std::array<const char *, 6>{"br", "img", "hr", "meta", "link", "input"},
                               [tag](const char *name) { return tag.startsWith(name); });
}

// The most elements that can be open at once; those without an end tag count as open.
int mostOpen(const QByteArray &html)
{
    int open = 0;
    int most = 0;
    for (qsizetype i = 0; i + 1 < html.size(); ++i) {
        if (html[i] != '<')
            continue;
        const char next = html[i + 1];
        if (next == '/')
            open = std::max(0, open - 1);
        else if (std::isalpha(static_cast<unsigned char>(next)) && !isVoid(QByteArrayView(html).sliced(i + 1)))
            most = std::max(most, ++open);
    }
    return most;
}

} // namespace

std::optional<ConvertedHtml> htmlToMarkdown(const QString &html)
{
    const QByteArray utf8 = html.toUtf8();
    if (utf8.size() > kMostBytes || countOpened(utf8) > kMostElements || mostOpen(utf8) > kMostOpen)
        return std::nullopt;
    const std::vector<RichBlock> blocks = readHtml(utf8);
    const auto isText = [](const RichBlock &block) { return block.kind == RichBlock::Kind::Paragraph; };
    return ConvertedHtml{.markdown = writeRich(blocks),
                         .beginsWithText = !blocks.empty() && isText(blocks.front()),
                         .endsWithText = !blocks.empty() && isText(blocks.back()),
                         .isCodeOnly = blocks.size() == 1 && blocks.front().kind == RichBlock::Kind::Code};
}

} // namespace galley::markdown
