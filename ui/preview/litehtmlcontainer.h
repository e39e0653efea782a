// litehtml's view of the world: fonts, drawing, pictures. It loads nothing: no file, no address, no style
// sheet is ever opened on behalf of a post. UI thread; one serves all blocks of a pane. litehtml's handles: a
// font is a FontFace *, a drawing context is a QPainter *.
#pragma once

#include "core/base/direction.h"
#include "ui/preview/fontcache.h"
#include "ui/preview/litehtmlheaders.h"
#include "ui/preview/previewstyle.h"

#include <QString>

namespace galley::preview {

class PreviewImages;

class LitehtmlContainer final : public litehtml::document_container
{
public:
    /// Both outlive the container.
    LitehtmlContainer(FontCache &fonts, PreviewImages &images);

    void setStyle(const PreviewStyle &style);
    const PreviewStyle &style() const { return m_style; }
    /// Column width in layout units, for lengths that depend on it.
    void setWidth(int units) { m_width = units; }
    int width() const { return m_width; }

    /// Of what is parsed and drawn from now on. None: no word of it is read from right to left, litehtml's own order will do.
    /// `mirrored`: the post as a whole is.
    void setDirection(TextDirection direction, bool mirrored);

    /// Reading either empties it: the address of the link under the last press, the cursor CSS asked for.
    QString takeLink();
    QString takeCursor();

    litehtml::uint_ptr create_font(const char *faceName, int size, int weight, litehtml::font_style italic,
                                   unsigned int decoration, litehtml::font_metrics *metrics) override;
    void delete_font(litehtml::uint_ptr) override {}
    int text_width(const char *text, litehtml::uint_ptr font) override;
    void draw_text(litehtml::uint_ptr hdc, const char *text, litehtml::uint_ptr font,
                   litehtml::web_color color, const litehtml::position &position) override;
    int pt_to_px(int points) const override;
    int get_default_font_size() const override;
    const char *get_default_font_name() const override { return m_defaultFamily.constData(); }
    void draw_list_marker(litehtml::uint_ptr hdc, const litehtml::list_marker &marker) override;
    void load_image(const char *, const char *, bool) override {}
    void get_image_size(const char *src, const char *baseUrl, litehtml::size &size) override;
    void draw_background(litehtml::uint_ptr hdc, const litehtml::background_paint &background) override;
    void draw_borders(litehtml::uint_ptr hdc, const litehtml::borders &borders,
                      const litehtml::position &position, bool root) override;

    void set_caption(const char *) override {}
    void set_base_url(const char *) override {}
    void link(const std::shared_ptr<litehtml::document> &, const litehtml::element::ptr &) override {}
    void on_anchor_click(const char *url, const litehtml::element::ptr &element) override;
    void set_cursor(const char *cursor) override;
    void transform_text(std::string &text, litehtml::text_transform transform) override;
    void import_css(std::string &text, const std::string &url, std::string &baseUrl) override;
    void set_clip(const litehtml::position &position, const litehtml::border_radiuses &radius, bool validX,
                  bool validY) override;
    void del_clip() override;
    void get_client_rect(litehtml::position &client) const override;
    std::shared_ptr<litehtml::element>
    create_element(const char *tag, const litehtml::string_map &attributes,
                   const std::shared_ptr<litehtml::document> &doc) override;
    void get_media_features(litehtml::media_features &media) const override;
    void get_language(std::string &language, std::string &culture) const override;
    void split_text(const char *text, const std::function<void(const char *)> &onWord,
                    const std::function<void(const char *)> &onSpace) override;

    /// Clips need the painter, which litehtml doesn't pass along with them. Null outside painting.
    void setPainter(QPainter *painter) { m_painter = painter; }

private:
    FontCache &m_fonts;
    PreviewImages &m_images;
    PreviewStyle m_style;
    QByteArray m_defaultFamily;
    int m_width = 0;
    TextDirection m_direction = TextDirection::None;
    bool m_mirrored = false;
    QPainter *m_painter = nullptr;
    QString m_link;
    QString m_cursor;
};

} // namespace galley::preview
