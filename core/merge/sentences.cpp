#include "core/merge/sentences.h"

#include "core/merge/verbatimlines.h"

#include <QHash>
#include <QTextBoundaryFinder>

namespace galley {

namespace {

struct Span
{
    qsizetype start = 0;
    qsizetype end = 0;
};

/// The inline code of a paragraph: a run of backticks up to the next of the same length.
std::vector<Span> codeSpans(QStringView paragraph)
{
    std::vector<Span> runs;
    for (qsizetype at = paragraph.indexOf(u'`'); at >= 0; at = paragraph.indexOf(u'`', at)) {
        const qsizetype start = at;
        while (at < paragraph.size() && paragraph[at] == u'`')
            ++at;
        runs.push_back({start, at});
    }
    std::vector<std::size_t> partners(runs.size(), 0);
    QHash<qsizetype, std::size_t> nextOfLength;
    for (std::size_t i = runs.size(); i-- > 0;) {
        partners[i] = nextOfLength.value(runs[i].end - runs[i].start, 0);
        nextOfLength[runs[i].end - runs[i].start] = i;
    }
    std::vector<Span> spans;
    for (std::size_t i = 0; i < runs.size(); ++i) {
        if (partners[i] == 0)
            continue;
        spans.push_back({runs[i].start, runs[partners[i]].end});
        i = partners[i];
    }
    return spans;
}

bool isClosing(QChar c)
{
    const QChar::Category category = c.category();
    return category == QChar::Punctuation_Close || category == QChar::Punctuation_FinalQuote || c == u'"' || c == u'\'';
}

/// A full stop, whatever closes after it, and spaces stand before this small letter: Unicode takes it for an abbreviation's.
bool isAfterFullStop(QStringView line, qsizetype letter)
{
    qsizetype at = letter;
    while (at > 0 && line[at - 1].isSpace())
        --at;
    if (at == letter)
        return false;
    while (at > 0 && isClosing(line[at - 1]))
        --at;
    return at > 0 && line[at - 1] == u'.';
}

/// Ascending; the last is the end of the line.
std::vector<qsizetype> sentenceEnds(QStringView line)
{
    std::vector<qsizetype> ends;
    QTextBoundaryFinder finder(QTextBoundaryFinder::Sentence, line);
    qsizetype from = 0;
    while (finder.toNextBoundary() != -1) {
        for (qsizetype at = from + 1; at < finder.position(); ++at) {
            if (line[at].isLower() && isAfterFullStop(line, at))
                ends.push_back(at);
        }
        from = finder.position();
        ends.push_back(from);
    }
    return ends;
}

class Splitter
{
public:
    explicit Splitter(QStringView text) : m_text(text) {}

    std::vector<QStringView> split()
    {
        const std::vector<TextLine> lines = linesOf(m_text);
        const std::vector<bool> verbatim = verbatimLines(lines);
        for (std::size_t i = 0; i < lines.size();) {
            if (verbatim[i] || lines[i].text.isEmpty()) {
                add(lines[i].text);
                add(lines[i].end);
                ++i;
                continue;
            }
            std::size_t end = i;
            while (end < lines.size() && !verbatim[end] && !lines[end].text.isEmpty())
                ++end;
            addParagraph(lines, i, end);
            i = end;
        }
        return std::move(m_pieces);
    }

private:
    void add(QStringView piece)
    {
        if (!piece.isEmpty())
            m_pieces.push_back(piece);
    }

    void addParagraph(const std::vector<TextLine> &lines, std::size_t first, std::size_t end)
    {
        const qsizetype start = lines[first].text.data() - m_text.data();
        const qsizetype length = lines[end - 1].text.data() + lines[end - 1].text.size() - m_text.data() - start;
        const std::vector<Span> code = codeSpans(m_text.mid(start, length));
        std::size_t next = 0;
        for (std::size_t i = first; i < end; ++i) {
            const qsizetype offset = lines[i].text.data() - m_text.data() - start;
            qsizetype from = 0;
            for (const qsizetype to : sentenceEnds(lines[i].text)) {
                const qsizetype at = offset + to;
                while (next < code.size() && code[next].end <= at)
                    ++next;
                if (next < code.size() && code[next].start < at && to < lines[i].text.size())
                    continue;
                addSentence(lines[i].text.mid(from, to - from));
                from = to;
            }
            add(lines[i].end);
        }
    }

    void addSentence(QStringView sentence)
    {
        qsizetype end = sentence.size();
        while (end > 0 && sentence[end - 1].isSpace())
            --end;
        add(sentence.left(end));
        add(sentence.mid(end));
    }

    QStringView m_text;
    std::vector<QStringView> m_pieces;
};

} // namespace

std::vector<QStringView> splitSentences(QStringView text)
{
    return Splitter(text).split();
}

} // namespace galley
