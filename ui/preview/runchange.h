// What is new in a piece of HTML of which no tag has changed. Pure function, any thread.
#pragma once

#include <QByteArray>

#include <optional>

namespace galley::preview {

/// One run of text between two tags, as its element holds it: entities are resolved.
struct RunChange
{
    int run = 0; ///< counted from 0 among those of the piece
    QByteArray before;
    QByteArray after;
};

/// None where they are equal, or differ in a tag, in more than one run or in entities other than the four that
/// core/markdown writes; or where a run is or becomes blank.
std::optional<RunChange> runChange(QByteArrayView from, QByteArrayView to);

} // namespace galley::preview
