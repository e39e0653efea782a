#include "ui/preview/textrun.h"

#include <string>

namespace galley::preview {

namespace {

struct Run
{
    litehtml::html_tag *parent = nullptr;
    std::ptrdiff_t first = 0;
    std::ptrdiff_t end = 0;
};

// The one of this number below `parent`; `left` counts down to it.
Run findRun(litehtml::html_tag &parent, int &left)
{
    const litehtml::elements_vector &children = parent.children();
    const auto isText = [&](std::size_t i) {
        return i < children.size() && children[i]->get_display() == litehtml::display_inline_text;
    };
    for (std::size_t i = 0; i < children.size(); ++i) {
        if (isText(i)) {
            const std::size_t first = i;
            while (isText(i + 1))
                ++i;
            if (left-- == 0)
                return {&parent, std::ptrdiff_t(first), std::ptrdiff_t(i) + 1};
        } else if (const auto child = std::dynamic_pointer_cast<litehtml::html_tag>(children[i])) {
            if (const Run found = findRun(*child, left); found.parent)
                return found;
        }
    }
    return {};
}

} // namespace

bool replaceText(litehtml::html_tag &element, const RunChange &change)
{
    int left = change.run;
    const Run run = findRun(element, left);
    if (!run.parent)
        return false;
    litehtml::elements_vector &children = run.parent->children();
    const auto first = children.begin() + run.first;
    const auto end = children.begin() + run.end;
    std::string before;
    for (auto word = first; word != end; ++word)
        (*word)->get_text(before);
    if (QByteArrayView(before) != change.before)
        return false;

    // As litehtml itself makes them when it reads a page.
    const std::shared_ptr<litehtml::document> document = element.get_document();
    litehtml::elements_vector words;
    document->container()->split_text(
        change.after.constData(),
        [&](const char *word) { words.push_back(std::make_shared<litehtml::el_text>(word, document)); },
        [&](const char *space) { words.push_back(std::make_shared<litehtml::el_space>(space, document)); });
    for (const litehtml::element::ptr &word : words) {
        word->parent(run.parent->shared_from_this());
        word->parse_styles(false);
    }
    children.insert(children.erase(first, end), words.begin(), words.end());
    return true;
}

} // namespace galley::preview
