// The elements and attributes that raw HTML in a post may use.
#pragma once

#include <QByteArray>

#include <gumbo.h>

namespace galley::markdown {

enum class ElementRule
{
    Keep,
    Unwrap, // the element goes, its content stays
    Drop,   // with all it holds
};

ElementRule elementRule(GumboTag tag);

bool isVoidElement(GumboTag tag);

/// Whether `name` (lower case) with `value` may stand on `tag`; URLs are judged by url.h.
bool isAllowedAttribute(GumboTag tag, const QByteArray &name, const QByteArray &value);

} // namespace galley::markdown
