// Makes layouts out of segments: one style, one set of parsed rules, one set of fonts for all blocks of a
// pane. UI thread. Layouts die before their renderer, and before a new style is set.
#pragma once

#include "ui/preview/blocklayout.h"
#include "ui/preview/fontcache.h"
#include "ui/preview/litehtmlcontainer.h"
#include "ui/preview/previewstyle.h"
#include "ui/preview/segments.h"

#include <memory>

namespace galley::preview {

class BlockRenderer
{
public:
    explicit BlockRenderer(PreviewImages &images);

    void setStyle(const PreviewStyle &style);
    const PreviewStyle &style() const { return m_container.style(); }

    /// Of posts that are read from right to left; what was made before is of no use then. False: it is so already.
    bool setMirrored(bool mirrored);

    std::unique_ptr<BlockLayout> make(const Segment &segment);

    /// A guess, from the amount of text, for a block that hasn't been laid out.
    int estimatedHeight(const Segment &segment, int width);

private:
    litehtml::context &context();
    int codeLine(); // layout units
    QByteArray page(const QByteArray &html, const QString &bodyClass) const;

    FontCache m_fonts;
    LitehtmlContainer m_container;
    std::unique_ptr<litehtml::context> m_context; // of the style; null until it is needed
    int m_codeLine = 1;
    bool m_mirrored = false;
};

} // namespace galley::preview
