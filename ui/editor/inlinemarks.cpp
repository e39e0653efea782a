#include "ui/editor/inlinemarks.h"

#include "ui/editor/lineprefix.h"

#include <vector>

namespace galley {

namespace {

struct Delimiter
{
    qsizetype at;
    qsizetype length;
    QChar character;
    bool opens;
    bool closes;
};

bool isPunctuation(QChar c)
{
    return c.isPunct() || c.isSymbol();
}

void add(QList<quint16> &marks, qsizetype from, qsizetype to, quint16 mark)
{
    for (qsizetype i = from; i < to; ++i)
        marks[i] |= mark;
}

// CommonMark's flanking rules, which decide whether a run of * or _ can open or close.
Delimiter delimiterAt(QStringView line, qsizetype at, qsizetype from)
{
    const QChar c = line[at];
    qsizetype end = at;
    while (end < line.size() && line[end] == c)
        ++end;
    const QChar before = at > from ? line[at - 1] : QLatin1Char(' ');
    const QChar after = end < line.size() ? line[end] : QLatin1Char(' ');
    const bool left = !after.isSpace() && (!isPunctuation(after) || before.isSpace() || isPunctuation(before));
    const bool right = !before.isSpace() && (!isPunctuation(before) || after.isSpace() || isPunctuation(after));
    const bool word = c == QLatin1Char('_');
    return {at, end - at, c, left && (!word || !right || isPunctuation(before)),
            right && (!word || !left || isPunctuation(after))};
}

// The end of `[…]` that begins at `open`, or -1.
qsizetype closingBracket(QStringView line, qsizetype open)
{
    int depth = 0;
    for (qsizetype i = open; i < line.size(); ++i) {
        if (line[i] == QLatin1Char('\\'))
            ++i;
        else if (line[i] == QLatin1Char('['))
            ++depth;
        else if (line[i] == QLatin1Char(']') && --depth == 0)
            return i;
    }
    return -1;
}

qsizetype closingParenthesis(QStringView line, qsizetype open)
{
    int depth = 0;
    for (qsizetype i = open; i < line.size(); ++i) {
        if (line[i] == QLatin1Char('\\'))
            ++i;
        else if (line[i] == QLatin1Char('('))
            ++depth;
        else if (line[i] == QLatin1Char(')') && --depth == 0)
            return i;
    }
    return -1;
}

class Scanner
{
public:
    Scanner(QStringView line, qsizetype from, QList<quint16> &marks)
        : m_line(line),
          m_from(from),
          m_marks(marks)
    {
    }

    void run()
    {
        for (qsizetype i = m_from; i < m_line.size();)
            i = step(i);
    }

private:
    qsizetype step(qsizetype i)
    {
        switch (m_line[i].unicode()) {
        case '\\':
            if (i + 1 < m_line.size() && isPunctuation(m_line[i + 1])) {
                add(m_marks, i, i + 1, MarkSyntax);
                return i + 2;
            }
            return i + 1;
        case '`': return code(i);
        case '<': return angle(i);
        case '!':
            return i + 1 < m_line.size() && m_line[i + 1] == QLatin1Char('[') ? link(i, i + 1) : i + 1;
        case '[': return link(i, i);
        case '*':
        case '_':
        case '~': return emphasis(i);
        case 'h': return address(i);
        default: return i + 1;
        }
    }

    qsizetype code(qsizetype i)
    {
        qsizetype ticks = i;
        while (ticks < m_line.size() && m_line[ticks] == QLatin1Char('`'))
            ++ticks;
        const qsizetype length = ticks - i;
        for (qsizetype j = ticks; j < m_line.size();) {
            if (m_line[j] != QLatin1Char('`')) {
                ++j;
                continue;
            }
            qsizetype end = j;
            while (end < m_line.size() && m_line[end] == QLatin1Char('`'))
                ++end;
            if (end - j == length) {
                add(m_marks, i, end, MarkCode);
                add(m_marks, i, ticks, MarkSyntax);
                add(m_marks, j, end, MarkSyntax);
                return end;
            }
            j = end;
        }
        return ticks;
    }

    qsizetype angle(qsizetype i)
    {
        const qsizetype end = m_line.indexOf(QLatin1Char('>'), i);
        if (end < 0 || i + 1 >= m_line.size())
            return i + 1;
        const QStringView inside = m_line.sliced(i + 1, end - i - 1);
        if (inside.contains(QLatin1String("://")) || inside.startsWith(QLatin1String("mailto:"))) {
            add(m_marks, i, i + 1, MarkSyntax);
            add(m_marks, i + 1, end, MarkLink | MarkAddress);
            add(m_marks, end, end + 1, MarkSyntax);
            return end + 1;
        }
        const QChar first = m_line[i + 1];
        if (!first.isLetter() && first != QLatin1Char('/') && first != QLatin1Char('!'))
            return i + 1;
        add(m_marks, i, end + 1, MarkHtml);
        return end + 1;
    }

    // `[text](address)`, `[text][name]`, and `![alt](address)` whose alt text keeps the colour of text.
    qsizetype link(qsizetype start, qsizetype open)
    {
        const qsizetype close = closingBracket(m_line, open);
        if (close < 0 || close + 1 >= m_line.size())
            return open + 1;
        const QChar next = m_line[close + 1];
        qsizetype end = -1;
        if (next == QLatin1Char('('))
            end = closingParenthesis(m_line, close + 1);
        else if (next == QLatin1Char('['))
            end = closingBracket(m_line, close + 1);
        if (end < 0)
            return open + 1;
        add(m_marks, start, open + 1, MarkSyntax);
        if (start == open)
            add(m_marks, open + 1, close, MarkLink);
        else
            add(m_marks, start, end + 1, MarkImage);
        add(m_marks, close, close + 2, MarkSyntax);
        add(m_marks, close + 2, end, MarkLink | MarkAddress);
        add(m_marks, end, end + 1, MarkSyntax);
        const QStringView text = m_line.first(close);
        Scanner(text, open + 1, m_marks).run();
        return end + 1;
    }

    qsizetype emphasis(qsizetype i)
    {
        Delimiter run = delimiterAt(m_line, i, m_from);
        const qsizetype end = run.at + run.length;
        if (run.character == QLatin1Char('~') && run.length != 2)
            return end;
        while (run.closes && run.length > 0 && !m_open.empty()) {
            auto found = m_open.rbegin();
            while (found != m_open.rend() && found->character != run.character)
                ++found;
            if (found == m_open.rend())
                break;
            m_open.erase(found.base(), m_open.end());
            Delimiter &opener = m_open.back();
            const qsizetype used = run.length >= 2 && opener.length >= 2 ? 2 : 1;
            const qsizetype from = opener.at + opener.length - used;
            add(m_marks, from, from + used, MarkSyntax);
            add(m_marks, run.at, run.at + used, MarkSyntax);
            const quint16 mark = run.character == QLatin1Char('~') ? MarkStrike
                               : used == 2                          ? MarkStrong
                                                                    : MarkEmphasis;
            add(m_marks, from + used, run.at, mark);
            run.at += used;
            run.length -= used;
            opener.length -= used;
            if (opener.length == 0)
                m_open.pop_back();
        }
        if (run.opens && run.length > 0)
            m_open.push_back(run);
        return end;
    }

    qsizetype address(qsizetype i)
    {
        const QStringView rest = m_line.sliced(i);
        const bool begins = rest.startsWith(QLatin1String("https://")) || rest.startsWith(QLatin1String("http://"));
        if (!begins || (i > m_from && m_line[i - 1].isLetterOrNumber()))
            return i + 1;
        qsizetype end = i;
        while (end < m_line.size() && !m_line[end].isSpace() && m_line[end] != QLatin1Char('<'))
            ++end;
        while (end > i && QStringView(u".,;:!?)\"'*_").contains(m_line[end - 1]))
            --end;
        add(m_marks, i, end, MarkLink | MarkAddress);
        return end;
    }

    QStringView m_line;
    qsizetype m_from;
    QList<quint16> &m_marks;
    std::vector<Delimiter> m_open;
};

} // namespace

void markInline(QStringView line, qsizetype from, QList<quint16> &marks)
{
    Scanner(line, from, marks).run();
}

Fence fenceAt(QStringView line)
{
    qsizetype i = 0;
    while (i < line.size() && i < 3 && line[i] == QLatin1Char(' '))
        ++i;
    if (i >= line.size() || (line[i] != QLatin1Char('`') && line[i] != QLatin1Char('~')))
        return {};
    const QChar c = line[i];
    qsizetype end = i;
    while (end < line.size() && line[end] == c)
        ++end;
    const QStringView info = line.sliced(end).trimmed();
    if (end - i < 3 || (c == QLatin1Char('`') && info.contains(c)))
        return {};
    return {c, int(end - i), info.isEmpty()};
}

void markLine(QStringView line, QList<quint16> &marks)
{
    marks.fill(MarkNone, line.size());
    const LinePrefix prefix = linePrefix(line);
    add(marks, 0, prefix.length, MarkSyntax);
    if (prefix.quoted)
        add(marks, prefix.length, line.size(), MarkQuote);
    if (prefix.rule) {
        add(marks, 0, line.size(), MarkSyntax);
        return;
    }
    if (prefix.heading > 0)
        add(marks, 0, line.size(), MarkHeading);
    markInline(line, prefix.length, marks);
    const QStringView text = line.sliced(prefix.length);
    if (text.startsWith(QLatin1Char('|'))) {
        for (qsizetype i = prefix.length; i < line.size(); ++i) {
            if (line[i] == QLatin1Char('|'))
                marks[i] |= MarkSyntax;
        }
    }
}

void markSigns(QStringView line, QList<quint16> &marks)
{
    const auto isSign = [](QChar c) { return c > u' ' && c <= u'~' && !c.isLetterOrNumber(); };
    for (qsizetype i = 0; i < line.size();) {
        const qsizetype from = i;
        while (i < line.size() && isSign(line[i]))
            ++i;
        if (i - from > 1)
            add(marks, from, i, MarkSigns);
        i += i == from ? 1 : 0;
    }
}

} // namespace galley
