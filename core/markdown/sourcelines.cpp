#include "core/markdown/sourcelines.h"

namespace galley::markdown {

SourceLines::SourceLines(const QByteArray &utf8) : m_text(utf8.constData(), std::size_t(utf8.size()))
{
    m_starts.push_back(0);
    for (std::size_t i = 0; i < m_text.size(); ++i) {
        if (m_text[i] == '\n' || (m_text[i] == '\r' && (i + 1 == m_text.size() || m_text[i + 1] != '\n')))
            m_starts.push_back(i + 1);
    }
}

bool SourceLines::isBlank(int line) const
{
    return text(line, line).find_first_not_of(" \t\r\n") == std::string_view::npos;
}

std::string_view SourceLines::text(int first, int last) const
{
    if (first < 0 || last < first || std::size_t(first) >= m_starts.size())
        return {};
    const std::size_t begin = m_starts[std::size_t(first)];
    const std::size_t next = std::size_t(last) + 1;
    std::string_view lines =
        m_text.substr(begin, next < m_starts.size() ? m_starts[next] - begin : m_text.npos);
    while (!lines.empty() && (lines.back() == '\n' || lines.back() == '\r'))
        lines.remove_suffix(1);
    return lines;
}

} // namespace galley::markdown
