#include "ui/editor/highlighter.h"

#include "ui/editor/inlinemarks.h"
#include "ui/theme/theme.h"

#include <QSignalBlocker>
#include <QTextDocument>

namespace galley {

namespace {

// The state after a line: 0 outside of code, 1 when the line closed a fence, else the open fence.
constexpr int kOutside = 0;
constexpr int kClosed = 1;

int openState(const Fence &fence)
{
    return 2 | (fence.character == QLatin1Char('~') ? 4 : 0) | (qMin(fence.length, 255) << 3);
}

bool isOpen(int state)
{
    return state > 0 && (state & 2);
}

bool closes(const Fence &fence, int state)
{
    const QChar character = (state & 4) ? QLatin1Char('~') : QLatin1Char('`');
    return fence.bare && fence.character == character && fence.length >= (state >> 3);
}

} // namespace

Highlighter::Highlighter(QTextDocument *document, const Theme &theme)
    : QSyntaxHighlighter(document),
      m_theme(theme)
{
    connect(&theme, &Theme::changed, this, &Highlighter::themeChanged);
}

bool Highlighter::isCode(const QTextBlock &block)
{
    return block.userState() > kOutside;
}

bool Highlighter::isOpenCode(const QTextBlock &block)
{
    return block.isValid() && isOpen(block.userState());
}

void Highlighter::highlightBlock(const QString &text)
{
    const int before = previousBlockState();
    const Fence fence = fenceAt(text);
    if (isOpen(before)) {
        const bool ends = fence.length > 0 && closes(fence, before);
        setCurrentBlockState(ends ? kClosed : before);
        m_marks.fill(MarkCode | MarkFenced | (ends ? MarkSyntax : MarkNone), text.size());
        applyMarks(text);
        return;
    }
    if (fence.length > 0) {
        setCurrentBlockState(openState(fence));
        m_marks.fill(MarkCode | MarkFenced | MarkSyntax, text.size());
        applyMarks(text);
        return;
    }
    setCurrentBlockState(kOutside);
    markLine(text, m_marks);
    applyMarks(text);
}

void Highlighter::applyMarks(const QString &text)
{
    markSigns(text, m_marks);
    for (qsizetype i = 0; i < m_marks.size();) {
        qsizetype end = i + 1;
        while (end < m_marks.size() && m_marks[end] == m_marks[i])
            ++end;
        if (m_marks[i] != MarkNone)
            setFormat(int(i), int(end - i), formatFor(m_marks[i]));
        i = end;
    }
}

const QTextCharFormat &Highlighter::formatFor(quint16 marks)
{
    const auto known = m_formats.constFind(marks);
    if (known != m_formats.constEnd())
        return *known;
    const Tokens &t = m_theme.tokens();
    QTextCharFormat format;
    // The author sees each sign as it is typed. Qt 6.4 can't switch a typeface's ligatures off; letters are still
    // shaped, as Arabic must be.
    if (marks & MarkSigns)
        format.setFontStyleStrategy(QFont::PreferNoShaping);
    if (marks & MarkQuote)
        format.setForeground(t.soft);
    if (marks & MarkHtml)
        format.setForeground(t.soft);
    if (marks & MarkLink)
        format.setForeground(t.accent);
    if ((marks & MarkCode) && !(marks & MarkFenced)) // whose ground is the block's
        format.setBackground(t.code);
    if (marks & (MarkHeading | MarkStrong))
        format.setFontWeight(QFont::Bold);
    if (marks & MarkEmphasis)
        format.setFontItalic(true);
    if (marks & MarkStrike)
        format.setFontStrikeOut(true);
    if (marks & MarkSyntax) {
        format.setForeground(t.hint);
        format.setFontWeight(marks & MarkHeading ? QFont::Bold : QFont::Normal);
        format.setFontItalic(false);
    }
    return *m_formats.insert(marks, format);
}

void Highlighter::themeChanged()
{
    m_formats.clear();
    const QSignalBlocker quiet(document()); // which would tell of other colours as of another text
    rehighlight();
}

} // namespace galley

#include "moc_highlighter.cpp"
