// The column of blocks: which there are, how high each is (measured or guessed), and what a new version of
// the post leaves standing. It knows nothing of painting or scrolling. UI thread.
#pragma once

#include "ui/preview/blocklayout.h"
#include "ui/preview/segments.h"

#include <memory>
#include <vector>

namespace galley::preview {

class BlockRenderer;

class BlockFlow
{
public:
    /// The renderer outlives the flow.
    explicit BlockFlow(BlockRenderer &renderer);

    /// Takes over layouts and heights of every block that looks as before, wherever it stands now.
    /// Returns for each new block the index it had, or -1.
    std::vector<int> setSegments(std::vector<Segment> segments);
    /// Heights become guesses again; layouts are kept and corrected when next asked for.
    void setWidth(int width);
    /// Forgets all layouts: the style changed.
    void reset();
    /// Layouts showing this picture are to be corrected.
    void imageSizeChanged(qint64 id);

    int count() const { return int(m_items.size()); }
    int width() const { return m_width; }
    const Segment &segment(int index) const { return m_items[std::size_t(index)].segment; }
    int height(int index) const { return m_items[std::size_t(index)].height; }
    int top(int index) const;
    int totalHeight() const;
    /// The block at this height, or the nearest above it; -1 if there are none.
    int indexAt(int y) const;

    bool isReady(int index) const;
    /// The layout, made or corrected as needed.
    BlockLayout &ready(int index);
    /// The layout if there is one that can be painted.
    BlockLayout *readyOrNull(int index) const;
    /// Drops layouts outside [first, last] once there are more than `keep`. Heights stay.
    void dropLayoutsOutside(int first, int last, int keep);

    int layoutCount() const { return m_layouts; }
    /// How many documents were ever made: what lazy layout is measured by.
    int layoutsMade() const { return m_made; }

private:
    struct Item
    {
        Segment segment;
        std::unique_ptr<BlockLayout> layout;
        int layoutWidth = -1; // -1: to be laid out again
        int height = 0;
        int marginTop = 0;
        int marginBottom = 0;
        bool measured = false;
    };
    void guess(Item &item) const;
    void editedInPlace(Item &before, Item &item) const;
    void updateTops() const;

    BlockRenderer &m_renderer;
    std::vector<Item> m_items;
    int m_width = 0;
    int m_layouts = 0;
    int m_made = 0;
    mutable std::vector<int> m_tops; // one more than items
    mutable bool m_topsValid = false;
};

} // namespace galley::preview
