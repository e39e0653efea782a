#include "core/merge/verbatimlines.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace galley {

namespace {

bool isSpace(QChar c)
{
    return c == u' ' || c == u'\t';
}

bool isBlank(QStringView text)
{
    return std::all_of(text.begin(), text.end(), isSpace);
}

/// In columns; a tab reaches to the next multiple of four.
int indentOf(QStringView text)
{
    int columns = 0;
    for (const QChar c : text) {
        if (!isSpace(c))
            break;
        columns += c == u'\t' ? 4 - columns % 4 : 1;
    }
    return columns;
}

/// How long the mark of a list item is ("-", "12."); 0 for other text. `text` is not indented.
qsizetype listMarkLength(QStringView text)
{
    qsizetype length = 0;
    if (!text.isEmpty() && (text[0] == u'-' || text[0] == u'*' || text[0] == u'+')) {
        length = 1;
    } else {
        while (length < text.size() && length < 9 && text[length] >= u'0' && text[length] <= u'9')
            ++length;
        if (length == 0 || length == text.size() || (text[length] != u'.' && text[length] != u')'))
            return 0;
        ++length;
    }
    return length == text.size() || isSpace(text[length]) ? length : 0;
}

/// Without the marks of the quotes and list items around it.
QStringView innerText(QStringView text)
{
    while (true) {
        while (!text.isEmpty() && isSpace(text[0]))
            text = text.mid(1);
        const qsizetype mark = text.startsWith(u'>') ? 1 : listMarkLength(text);
        if (mark == 0)
            return text;
        text = text.mid(mark);
    }
}

enum FenceCharacter : std::size_t { Backtick, Tilde };

struct Fence
{
    FenceCharacter character = Backtick;
    qsizetype length = 0; // 0: no fence
    bool canClose = false;
};

Fence fenceOf(QStringView line)
{
    const QStringView text = innerText(line);
    if (!text.startsWith(u"```") && !text.startsWith(u"~~~"))
        return {};
    Fence fence{text[0] == u'`' ? Backtick : Tilde, 0, false};
    while (fence.length < text.size() && text[fence.length] == text[0])
        ++fence.length;
    const QStringView rest = text.mid(fence.length);
    fence.canClose = isBlank(rest);
    return fence.character == Backtick && rest.contains(u'`') ? Fence{} : fence;
}

void markFences(const std::vector<TextLine> &lines, std::vector<bool> &verbatim)
{
    std::vector<Fence> fences(lines.size());
    // The longest fence that could close one, from each line on.
    std::vector<std::array<qsizetype, 2>> closers(lines.size() + 1, {0, 0});
    for (std::size_t i = lines.size(); i-- > 0;) {
        fences[i] = fenceOf(lines[i].text);
        closers[i] = closers[i + 1];
        if (fences[i].canClose)
            closers[i][fences[i].character] = std::max(closers[i][fences[i].character], fences[i].length);
    }
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const Fence open = fences[i];
        if (open.length == 0 || closers[i + 1][open.character] < open.length)
            continue;
        const auto closes = [&](const Fence &fence) {
            return fence.canClose && fence.character == open.character && fence.length >= open.length;
        };
        verbatim[i++] = true;
        while (!closes(fences[i]))
            verbatim[i++] = true;
        verbatim[i] = true;
    }
}

void markIndentedCode(const std::vector<TextLine> &lines, std::vector<bool> &verbatim)
{
    int itemIndent = 0; // where the text of the list item starts that the line may belong to
    bool mayBegin = true;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const QStringView text = lines[i].text;
        if (verbatim[i] || isBlank(text)) {
            mayBegin = true;
            continue;
        }
        const int indent = indentOf(text);
        if (mayBegin && indent >= itemIndent + 4) {
            verbatim[i] = true;
            continue;
        }
        if (const qsizetype mark = listMarkLength(text.trimmed()); mark > 0)
            itemIndent = indent + int(mark) + 1;
        else if (mayBegin && indent < itemIndent)
            itemIndent = indent < 2 ? 0 : indent;
        mayBegin = false;
    }
}

/// "| --- | :-: |"
bool isTableRule(QStringView line)
{
    const QStringView text = innerText(line);
    const auto belongs = [](QChar c) { return isSpace(c) || c == u'|' || c == u'-' || c == u':'; };
    return text.contains(u'|') && text.contains(u'-') && std::all_of(text.begin(), text.end(), belongs);
}

void markTables(const std::vector<TextLine> &lines, std::vector<bool> &verbatim)
{
    for (std::size_t i = 1; i < lines.size(); ++i) {
        if (verbatim[i] || verbatim[i - 1] || !isTableRule(lines[i].text) || !lines[i - 1].text.contains(u'|'))
            continue;
        verbatim[i - 1] = true;
        for (; i < lines.size() && !isBlank(lines[i].text); ++i)
            verbatim[i] = true;
    }
}

} // namespace

std::vector<TextLine> linesOf(QStringView text)
{
    std::vector<TextLine> lines;
    for (qsizetype start = 0, at = 0; start < text.size(); start = at) {
        while (at < text.size() && text[at] != u'\n' && text[at] != u'\r')
            ++at;
        const qsizetype end = at;
        if (at < text.size())
            at += text.mid(at, 2) == u"\r\n" ? 2 : 1;
        lines.push_back({text.mid(start, end - start), text.mid(end, at - end)});
    }
    return lines;
}

std::vector<bool> verbatimLines(const std::vector<TextLine> &lines)
{
    std::vector<bool> verbatim(lines.size(), false);
    markFences(lines, verbatim);
    markIndentedCode(lines, verbatim);
    markTables(lines, verbatim);
    return verbatim;
}

} // namespace galley
