#include "ui/preview/linemap.h"

#include "ui/preview/blockflow.h"

#include <algorithm>
#include <cmath>

namespace galley::preview {

namespace {

// The last block that begins at this line or above it.
int indexOf(const BlockFlow &flow, double line)
{
    int index = 0;
    int end = flow.count();
    while (end - index > 1) {
        const int middle = (index + end) / 2;
        if (flow.segment(middle).firstLine <= line)
            index = middle;
        else
            end = middle;
    }
    return index;
}

// Null where its lines share its height evenly, as far as is known.
const std::vector<int> *lineTops(const BlockFlow &flow, int index)
{
    const BlockLayout *layout = flow.readyOrNull(index);
    const Segment &segment = flow.segment(index);
    const bool isKnown = layout && int(layout->lineTops().size()) == segment.lastLine - segment.firstLine + 2;
    return isKnown ? &layout->lineTops() : nullptr;
}

} // namespace

double lineOf(const BlockFlow &flow, const Place &place)
{
    const Segment &segment = flow.segment(place.index);
    const double height = std::max(1, flow.height(place.index));
    const double lines = segment.lastLine - segment.firstLine + 1;
    if (const std::vector<int> *tops = lineTops(flow, place.index); tops && place.offset >= 0 && place.offset < tops->back()) {
        const auto next = std::upper_bound(tops->begin(), tops->end(), place.offset);
        const double lineHeight = *next - *(next - 1);
        return segment.firstLine + double(next - tops->begin() - 1) + (place.offset - *(next - 1)) / lineHeight;
    }
    if (place.offset <= height || place.index + 1 == flow.count())
        return segment.firstLine + std::clamp(place.offset / height, 0.0, 1.0) * lines;
    const int next = flow.segment(place.index + 1).firstLine;
    const double gap = std::max(1.0, flow.top(place.index + 1) - flow.top(place.index) - height);
    const double after = segment.lastLine + 1;
    return after + std::clamp((place.offset - height) / gap, 0.0, 1.0) * std::max(0.0, next - after);
}

Place placeOf(BlockFlow &flow, double line)
{
    if (flow.count() == 0)
        return {-1, 0};
    const int index = indexOf(flow, line);
    const Segment &segment = flow.segment(index);
    if (segment.firstLine > line || segment.firstLine < 0)
        return {-1, 0};
    flow.ready(index);
    const int height = flow.height(index);
    const double into = line - segment.firstLine;
    const double lines = segment.lastLine - segment.firstLine + 1;
    if (const std::vector<int> *tops = lineTops(flow, index); tops && into < lines) {
        const std::size_t whole = std::size_t(into);
        const int top = (*tops)[whole];
        return {index, top + int(std::ceil((into - double(whole)) * ((*tops)[whole + 1] - top)))};
    }
    // Rounded up: the line then reads back as itself, not as the one before.
    if (into <= lines || index + 1 == flow.count())
        return {index, int(std::ceil(std::min(into / lines, 1.0) * height))};
    flow.ready(index + 1);
    const int gap = flow.top(index + 1) - flow.top(index) - height;
    const double blank = std::max(1.0, flow.segment(index + 1).firstLine - segment.lastLine - 1.0);
    return {index, height + int(std::ceil(std::min((into - lines) / blank, 1.0) * gap))};
}

} // namespace galley::preview
