// Where two sequences differ: libgit2's diff, the one git shows, over anything that can be numbered. Text never
// reaches libgit2, only the numbers do, so nothing in a text can be taken for a marker or for the end of a line.
// Any thread may call any of this.
#pragma once

#include "core/base/result.h"

#include <QStringView>

#include <string_view>
#include <unordered_map>
#include <vector>

namespace galley {

/// Gives equal pieces of text the same number, and others another.
class SymbolTable
{
public:
    /// The texts that the pieces point into must outlive the table.
    std::vector<int> symbolsOf(const std::vector<QStringView> &pieces);

private:
    // Not QHash: its hash of a short word takes some twenty times as long.
    std::unordered_map<std::u16string_view, int> m_symbols;
};

/// `before` from `beforeStart`, `beforeCount` long, became `after` from `afterStart`, `afterCount` long. One of the
/// counts may be 0.
struct Hunk
{
    qsizetype beforeStart = 0;
    qsizetype beforeCount = 0;
    qsizetype afterStart = 0;
    qsizetype afterCount = 0;

    qsizetype beforeEnd() const { return beforeStart + beforeCount; }
    qsizetype afterEnd() const { return afterStart + afterCount; }
};

/// In order; between two of them at least one element is equal. TooLarge past the limit of libgit2 (1 GB).
Result<std::vector<Hunk>> findHunks(const std::vector<int> &before, const std::vector<int> &after);

} // namespace galley
