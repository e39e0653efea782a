#include "core/merge/hunks.h"

#include <git2.h>

#include <algorithm>

namespace galley {

namespace {

/// One number a line.
QByteArray symbolLines(const std::vector<int> &symbols)
{
    QByteArray lines;
    lines.reserve(qsizetype(symbols.size()) * 7);
    for (const int symbol : symbols)
        lines.append(QByteArray::number(symbol)).append('\n');
    return lines;
}

int takeHunk(const git_diff_delta *, const git_diff_hunk *hunk, void *payload)
{
    // Of nothing, the start is the line before it; of something, its first line. Both count from 1.
    const auto indexOf = [](int start, int lines) { return qsizetype(lines == 0 ? start : start - 1); };
    static_cast<std::vector<Hunk> *>(payload)->push_back({indexOf(hunk->old_start, hunk->old_lines), hunk->old_lines,
                                                          indexOf(hunk->new_start, hunk->new_lines), hunk->new_lines});
    return 0;
}

/// Until the process ends: each start would read the system's certificates, for the part of it that goes to the network.
void startLibrary()
{
    [[maybe_unused]] static const int starts = git_libgit2_init();
}

} // namespace

std::vector<int> SymbolTable::symbolsOf(const std::vector<QStringView> &pieces)
{
    std::vector<int> symbols;
    symbols.reserve(pieces.size());
    for (const QStringView piece : pieces) {
        const std::u16string_view key(piece.utf16(), std::size_t(piece.size()));
        symbols.push_back(m_symbols.try_emplace(key, int(m_symbols.size())).first->second);
    }
    return symbols;
}

Result<std::vector<Hunk>> findHunks(const std::vector<int> &before, const std::vector<int> &after)
{
    // Most changes are one insertion or removal; they need no library, nor its start.
    const auto [first, afterFirst] = std::mismatch(before.begin(), before.end(), after.begin(), after.end());
    const auto head = first - before.begin();
    const auto [last, afterLast] = std::mismatch(before.rbegin(), std::make_reverse_iterator(first), after.rbegin(),
                                                 std::make_reverse_iterator(afterFirst));
    const auto tail = last - before.rbegin();
    const Hunk whole{head, qsizetype(before.size()) - head - tail, head, qsizetype(after.size()) - head - tail};
    if (whole.beforeCount == 0 && whole.afterCount == 0)
        return std::vector<Hunk>{};
    if (whole.beforeCount == 0 || whole.afterCount == 0)
        return std::vector<Hunk>{whole};

    startLibrary();
    git_diff_options options = GIT_DIFF_OPTIONS_INIT;
    options.context_lines = 0;
    const QByteArray beforeLines = symbolLines(before);
    const QByteArray afterLines = symbolLines(after);
    std::vector<Hunk> hunks;
    if (git_diff_buffers(beforeLines.constData(), std::size_t(beforeLines.size()), nullptr, afterLines.constData(),
                         std::size_t(afterLines.size()), nullptr, &options, nullptr, nullptr, takeHunk, nullptr, &hunks)
        != 0)
        return fail(ErrorCode::TooLarge,
                    QStringLiteral("The text is too long to be compared; split the post into several."));
    return hunks;
}

} // namespace galley
