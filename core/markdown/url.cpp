#include "core/markdown/url.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace galley::markdown {

namespace {

constexpr std::array<std::string_view, 6> kLinkSchemes{"http", "https", "mailto", "tel", "sms", "xmpp"};
constexpr std::array<std::string_view, 2> kMediaSchemes{"http", "https"};

bool isIgnoredInScheme(char c)
{
    return static_cast<unsigned char>(c) <= 0x20 || c == 0x7f;
}

} // namespace

bool isAllowedUrl(const QByteArray &url, UrlUse use)
{
    QByteArray scheme;
    for (const char c : url) {
        if (c == ':') {
            const auto isScheme = [&scheme](std::string_view s) { return s == scheme.toStdString(); };
            return use == UrlUse::Link ? std::ranges::any_of(kLinkSchemes, isScheme)
                                       : std::ranges::any_of(kMediaSchemes, isScheme);
        }
        if (c == '/' || c == '?' || c == '#')
            return true;
        if (!isIgnoredInScheme(c))
            scheme += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    }
    return true;
}

} // namespace galley::markdown
