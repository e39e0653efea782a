// The elements that litehtml doesn't know or draws too plainly: pictures with their placeholders, and the
// check boxes of task lists.
#pragma once

#include "ui/preview/litehtmlheaders.h"
#include "ui/preview/previewstyle.h"

namespace galley::preview {

class FontCache;
class PreviewImages;

/// `<img>`: draws the stored picture, or a quiet frame with words where there is none.
class ImageElement final : public litehtml::el_image
{
public:
    ImageElement(const std::shared_ptr<litehtml::document> &doc, PreviewImages &images, FontCache &fonts,
                 const PreviewStyle &style);
    void draw(litehtml::uint_ptr hdc, int x, int y, const litehtml::position *clip) override;

private:
    PreviewImages &m_images;
    FontCache &m_fonts;
    const PreviewStyle &m_style;
};

/// `<input type="checkbox">`; any other input shows nothing.
class TaskBoxElement final : public litehtml::el_image
{
public:
    TaskBoxElement(const std::shared_ptr<litehtml::document> &doc, const PreviewStyle &style);
    void draw(litehtml::uint_ptr hdc, int x, int y, const litehtml::position *clip) override;
    void get_content_size(litehtml::size &size, int maxWidth) override;
    int render(int x, int y, int maxWidth, bool secondPass) override;
    void parse_attributes() override {}

private:
    int side() const;
    bool isCheckBox() const;

    const PreviewStyle &m_style;
};

} // namespace galley::preview
