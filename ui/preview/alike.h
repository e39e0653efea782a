// What two texts begin and end with alike: all that one edit leaves. Stretch by stretch, as memory is compared many times
// faster than letter by letter. Pure, any thread.
#pragma once

#include <QtGlobal>

#include <algorithm>
#include <cstring>

namespace galley::preview {

struct Alike
{
    qsizetype prefix = 0;
    qsizetype suffix = 0; ///< behind the prefix in both
};

/// Of two QStringView or two QByteArrayView.
template <typename View>
Alike alike(View a, View b)
{
    constexpr qsizetype stretch = 256;
    const qsizetype shorter = std::min(a.size(), b.size());
    const auto areEqual = [&](qsizetype inA, qsizetype inB) {
        return std::memcmp(a.data() + inA, b.data() + inB, stretch * sizeof(*a.data())) == 0;
    };
    Alike result;
    qsizetype &prefix = result.prefix;
    while (prefix + stretch <= shorter && areEqual(prefix, prefix))
        prefix += stretch;
    while (prefix < shorter && a[prefix] == b[prefix])
        ++prefix;
    qsizetype &suffix = result.suffix;
    while (suffix + stretch <= shorter - prefix && areEqual(a.size() - suffix - stretch, b.size() - suffix - stretch))
        suffix += stretch;
    while (suffix < shorter - prefix && a[a.size() - 1 - suffix] == b[b.size() - 1 - suffix])
        ++suffix;
    return result;
}

} // namespace galley::preview
