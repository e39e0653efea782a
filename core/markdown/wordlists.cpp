#include "core/markdown/wordlists.h"

#include "core/markdown/htmlpieces.h"
#include "core/markdown/htmlstyle.h"

#include <QRegularExpression>

namespace galley::markdown {

QString wordMarkerIn(const GumboNode &paragraph)
{
    std::vector<const GumboNode *> waiting{&paragraph};
    for (int looked = 0; !waiting.empty() && looked < 50; ++looked) {
        const GumboNode *node = waiting.front();
        waiting.erase(waiting.begin());
        if (node->type != GUMBO_NODE_ELEMENT)
            continue;
        if (styleOf(node->v.element).isListMarker)
            return textOf(*node, TextLines::Joined).replace(QChar::Nbsp, u' ').trimmed();
        for (const GumboNode *child : childrenOf(node->v.element))
            waiting.push_back(child);
    }
    return {};
}

void markWordItem(RichBlock &paragraph, int level, const QString &marker)
{
    static const QRegularExpression counted(QStringLiteral("^\\(?(\\d{1,9}|[A-Za-z]{1,5})[.)]$"));
    const auto match = counted.match(marker);
    paragraph.kind = RichBlock::Kind::Item;
    paragraph.level = level;
    paragraph.ordered = match.hasMatch();
    bool isNumber = false;
    const int number = match.captured(1).toInt(&isNumber);
    paragraph.number = isNumber ? number : 1;
}

std::vector<RichBlock> nestWordLists(std::vector<RichBlock> blocks)
{
    std::vector<RichBlock> result;
    const auto isWordItem = [](const RichBlock &block) { return block.kind == RichBlock::Kind::Item && block.level > 0; };
    for (RichBlock &block : blocks) {
        if (!isWordItem(block)) {
            result.push_back(std::move(block));
            continue;
        }
        // Down through the last items of the list that stands before, to the level of this one.
        std::vector<RichBlock> *place = &result;
        bool continues = !place->empty() && place->back().kind == RichBlock::Kind::List && place->back().level > 0;
        while (continues && place->back().level < block.level) {
            place = &place->back().children.back().children;
            continues = !place->empty() && place->back().kind == RichBlock::Kind::List;
        }
        const bool joins = continues && place->back().ordered == block.ordered && place->back().level == block.level;
        if (!joins)
            place->push_back({.kind = RichBlock::Kind::List, .level = block.level, .ordered = block.ordered, .number = block.number});
        RichBlock item{.kind = RichBlock::Kind::Item};
        item.children.push_back({.kind = RichBlock::Kind::Paragraph, .runs = std::move(block.runs)});
        place->back().children.push_back(std::move(item));
    }
    return result;
}

} // namespace galley::markdown
