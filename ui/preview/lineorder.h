// In which order the words of a line stand from left to right where some are read from right to left. UI thread.
#pragma once

#include <QString>

#include <functional>
#include <vector>

namespace galley::preview {

struct LinePiece
{
    QString text{};      ///< of one direction; none: a picture
    bool isCode = false; ///< left to right whatever is around it, with its neighbours that are code
};

/// Indices of `pieces`, the leftmost first. `rightToLeft` is the direction of the paragraph.
std::vector<int> visualOrder(const std::vector<LinePiece> &pieces, bool rightToLeft);

/// Cuts a word where its direction changes, so that each part has a place of its own in the line. Signs go with the letters
/// that are read as the paragraph is.
void cutAtDirections(const QString &word, bool rightToLeft, const std::function<void(const QString &part)> &onPart);

} // namespace galley::preview
