// Lines of the post and places in the column, both ways. Within a block lines are spread over its height,
// between blocks the blank lines over the gap, so that scrolling one side moves the other without jumps. UI
// thread.
#pragma once

namespace galley::preview {

class BlockFlow;

/// A height in the column: so many logical pixels below the top of a block (the gap behind it included).
struct Place
{
    int index = 0;
    int offset = 0;
};

/// The line at this place, as a fraction; negative in the header.
double lineOf(const BlockFlow &flow, const Place &place);

/// Where this line stands; index -1 if it is above the first line of the post, or nothing is there. Lays out the block it is in.
Place placeOf(BlockFlow &flow, double line);

} // namespace galley::preview
