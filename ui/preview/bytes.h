// Searching in HTML of tens of kilobytes at each key: std::string_view's own is several times faster than QByteArray's for
// short words that occur often.
#pragma once

#include <QByteArrayView>

#include <string_view>

namespace galley::preview {

inline std::string_view viewOf(QByteArrayView bytes)
{
    return {bytes.data(), std::size_t(bytes.size())};
}

/// Those that overlap too.
inline int occurrences(QByteArrayView bytes, QByteArrayView word)
{
    const std::string_view all = viewOf(bytes);
    int count = 0;
    for (std::size_t at = all.find(viewOf(word)); at != all.npos; at = all.find(viewOf(word), at + 1))
        ++count;
    return count;
}

} // namespace galley::preview
