#include "core/markdown/allowlist.h"

#include "core/markdown/url.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <string_view>

namespace galley::markdown {

namespace {

constexpr std::array kKept{
    GUMBO_TAG_A,        GUMBO_TAG_ABBR,    GUMBO_TAG_ARTICLE, GUMBO_TAG_ASIDE,   GUMBO_TAG_AUDIO,
    GUMBO_TAG_B,        GUMBO_TAG_BDI,     GUMBO_TAG_BDO,     GUMBO_TAG_BIG,     GUMBO_TAG_BLOCKQUOTE,
    GUMBO_TAG_BR,       GUMBO_TAG_CAPTION, GUMBO_TAG_CITE,    GUMBO_TAG_CODE,    GUMBO_TAG_COL,
    GUMBO_TAG_COLGROUP, GUMBO_TAG_DD,      GUMBO_TAG_DEL,     GUMBO_TAG_DETAILS, GUMBO_TAG_DFN,
    GUMBO_TAG_DIV,      GUMBO_TAG_DL,      GUMBO_TAG_DT,      GUMBO_TAG_EM,      GUMBO_TAG_FIGCAPTION,
    GUMBO_TAG_FIGURE,   GUMBO_TAG_H1,      GUMBO_TAG_H2,      GUMBO_TAG_H3,      GUMBO_TAG_H4,
    GUMBO_TAG_H5,       GUMBO_TAG_H6,      GUMBO_TAG_HR,      GUMBO_TAG_I,       GUMBO_TAG_IMG,
    GUMBO_TAG_INPUT,    GUMBO_TAG_INS,     GUMBO_TAG_KBD,     GUMBO_TAG_LI,      GUMBO_TAG_MARK,
    GUMBO_TAG_OL,       GUMBO_TAG_P,       GUMBO_TAG_PRE,     GUMBO_TAG_Q,       GUMBO_TAG_RP,
    GUMBO_TAG_RT,       GUMBO_TAG_RUBY,    GUMBO_TAG_S,       GUMBO_TAG_SAMP,    GUMBO_TAG_SECTION,
    GUMBO_TAG_SMALL,    GUMBO_TAG_SPAN,    GUMBO_TAG_STRIKE,  GUMBO_TAG_STRONG,  GUMBO_TAG_SUB,
    GUMBO_TAG_SUMMARY,  GUMBO_TAG_SUP,     GUMBO_TAG_TABLE,   GUMBO_TAG_TBODY,   GUMBO_TAG_TD,
    GUMBO_TAG_TFOOT,    GUMBO_TAG_TH,      GUMBO_TAG_THEAD,   GUMBO_TAG_TIME,    GUMBO_TAG_TR,
    GUMBO_TAG_TT,       GUMBO_TAG_U,       GUMBO_TAG_UL,      GUMBO_TAG_VAR,     GUMBO_TAG_VIDEO,
    GUMBO_TAG_WBR};

constexpr std::array kDropped{GUMBO_TAG_APPLET,   GUMBO_TAG_BASE,     GUMBO_TAG_EMBED,   GUMBO_TAG_FRAME,
                              GUMBO_TAG_FRAMESET, GUMBO_TAG_HEAD,     GUMBO_TAG_IFRAME,  GUMBO_TAG_LINK,
                              GUMBO_TAG_MATH,     GUMBO_TAG_META,     GUMBO_TAG_NOEMBED, GUMBO_TAG_NOFRAMES,
                              GUMBO_TAG_NOSCRIPT, GUMBO_TAG_OBJECT,   GUMBO_TAG_PARAM,   GUMBO_TAG_PLAINTEXT,
                              GUMBO_TAG_SCRIPT,   GUMBO_TAG_SELECT,   GUMBO_TAG_STYLE,   GUMBO_TAG_SVG,
                              GUMBO_TAG_TEMPLATE, GUMBO_TAG_TEXTAREA, GUMBO_TAG_TITLE,   GUMBO_TAG_XMP};

bool isOneOf(const QByteArray &name, std::initializer_list<std::string_view> names)
{
    return std::ranges::find(names, std::string_view(name.constData(), std::size_t(name.size()))) !=
           names.end();
}

// The class names that cmark itself writes on code; any other could dress a post up as part of the page.
bool isLanguageClass(const QByteArray &value)
{
    return value.startsWith("language-") && std::ranges::none_of(value, [](char c) { return c == ' '; });
}

bool isCellAttribute(const QByteArray &name)
{
    return isOneOf(name, {"align", "valign", "colspan", "rowspan", "scope", "abbr"});
}

} // namespace

ElementRule elementRule(GumboTag tag)
{
    if (std::ranges::find(kKept, tag) != kKept.end())
        return ElementRule::Keep;
    return std::ranges::find(kDropped, tag) != kDropped.end() ? ElementRule::Drop : ElementRule::Unwrap;
}

bool isVoidElement(GumboTag tag)
{
    return tag == GUMBO_TAG_BR || tag == GUMBO_TAG_HR || tag == GUMBO_TAG_IMG || tag == GUMBO_TAG_INPUT ||
           tag == GUMBO_TAG_COL || tag == GUMBO_TAG_WBR;
}

bool isAllowedAttribute(GumboTag tag, const QByteArray &name, const QByteArray &value)
{
    if (isOneOf(name, {"id", "title", "lang", "dir"}))
        return true;
    switch (tag) {
    case GUMBO_TAG_A:
        return name == "href" && isAllowedUrl(value, UrlUse::Link);
    case GUMBO_TAG_IMG:
        return (name == "src" && isAllowedUrl(value, UrlUse::Media)) ||
               isOneOf(name, {"alt", "width", "height", "align", "loading", "decoding"});
    case GUMBO_TAG_AUDIO:
    case GUMBO_TAG_VIDEO:
        return (isOneOf(name, {"src", "poster"}) && isAllowedUrl(value, UrlUse::Media)) ||
               isOneOf(name, {"controls", "width", "height", "loop", "muted"});
    case GUMBO_TAG_INPUT:
        return isOneOf(name, {"type", "checked", "disabled"});
    case GUMBO_TAG_CODE:
    case GUMBO_TAG_PRE:
        return name == "class" && isLanguageClass(value);
    case GUMBO_TAG_OL:
        return isOneOf(name, {"start", "reversed", "type"});
    case GUMBO_TAG_LI:
        return name == "value";
    case GUMBO_TAG_TABLE:
    case GUMBO_TAG_TBODY:
    case GUMBO_TAG_THEAD:
    case GUMBO_TAG_TFOOT:
    case GUMBO_TAG_TR:
    case GUMBO_TAG_TD:
    case GUMBO_TAG_TH:
        return isCellAttribute(name);
    case GUMBO_TAG_COL:
    case GUMBO_TAG_COLGROUP:
        return isOneOf(name, {"span", "align"});
    case GUMBO_TAG_P:
    case GUMBO_TAG_DIV:
    case GUMBO_TAG_H1:
    case GUMBO_TAG_H2:
    case GUMBO_TAG_H3:
    case GUMBO_TAG_H4:
    case GUMBO_TAG_H5:
    case GUMBO_TAG_H6:
        return name == "align";
    case GUMBO_TAG_BLOCKQUOTE:
    case GUMBO_TAG_Q:
    case GUMBO_TAG_DEL:
    case GUMBO_TAG_INS:
        return (name == "cite" && isAllowedUrl(value, UrlUse::Link)) || name == "datetime";
    case GUMBO_TAG_TIME:
        return name == "datetime";
    case GUMBO_TAG_DETAILS:
        return name == "open";
    default:
        return false;
    }
}

} // namespace galley::markdown
