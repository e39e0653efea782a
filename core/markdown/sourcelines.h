// Where the lines of a text begin, counted the way cmark counts them: LF, CRLF and a lone CR end a line.
#pragma once

#include <QByteArray>

#include <string_view>
#include <vector>

namespace galley::markdown {

class SourceLines
{
public:
    /// `utf8` must outlive this object.
    explicit SourceLines(const QByteArray &utf8);

    /// A line that doesn't exist is blank.
    bool isBlank(int line) const;

    /// Lines `first` to `last`, both included, without the end of the last one.
    std::string_view text(int first, int last) const;

private:
    std::string_view m_text;
    std::vector<std::size_t> m_starts;
};

} // namespace galley::markdown
