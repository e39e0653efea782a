#include "core/markdown/runwriter.h"

#include "core/markdown/runreader.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>

namespace galley::markdown {

namespace {

enum class Style
{
    Stars,
    Underscores, // emphasis, where two kinds of stars would touch
    Html,
};

constexpr std::array<quint8, 5> kMarks{RunStrong, RunEmphasis, RunStrike, RunSubscript, RunSuperscript};
constexpr quint8 kLink = 1 << 7; // a link is kept on the stack like a mark

QString opening(quint8 mark, Style style)
{
    switch (mark) {
    case RunStrong:
        return style == Style::Html ? QStringLiteral("<strong>") : QStringLiteral("**");
    case RunEmphasis:
        return style == Style::Html ? QStringLiteral("<em>") : style == Style::Stars ? QStringLiteral("*") : QStringLiteral("_");
    case RunStrike:
        return style == Style::Html ? QStringLiteral("<del>") : QStringLiteral("~~");
    case RunSubscript:
        return QStringLiteral("<sub>");
    case RunSuperscript:
        return QStringLiteral("<sup>");
    default:
        return QStringLiteral("[");
    }
}

QString target(const QString &url)
{
    QString text = url;
    text.replace(u'&', QStringLiteral("&amp;"));
    if (!QRegularExpression(QStringLiteral("&amp;#?\\w+;")).match(text).hasMatch())
        text = url; // nothing in it looks like an entity
    int depth = 0;
    bool bare = !text.startsWith(u'<');
    for (const QChar c : text) {
        depth += c == u'(' ? 1 : c == u')' ? -1 : 0;
        bare = bare && depth >= 0 && !c.isSpace() && c != u'\\' && c != u'<' && c.unicode() >= 0x20;
    }
    if (bare && depth == 0)
        return text;
    for (const QChar c : {QChar(u'\\'), QChar(u'<'), QChar(u'>')})
        text.replace(c, QStringLiteral("\\") + c);
    return u'<' + text + u'>';
}

QString closing(quint8 mark, const QString &link, Style style)
{
    if (mark == kLink)
        return QStringLiteral("](") + target(link) + u')';
    QString text = opening(mark, style);
    if (text.startsWith(u'<'))
        text.insert(1, u'/');
    return text;
}

QString code(const QString &text)
{
    qsizetype longest = 0;
    for (qsizetype i = 0, length = 0; i < text.size(); ++i) {
        length = text[i] == u'`' ? length + 1 : 0;
        longest = std::max(longest, length);
    }
    const QString fence(longest + 1, u'`');
    const bool touches = text.startsWith(u'`') || text.endsWith(u'`');
    const bool wouldLoseSpaces = text.startsWith(u' ') && text.endsWith(u' ') && !text.trimmed().isEmpty();
    const QString pad = touches || wouldLoseSpaces ? QStringLiteral(" ") : QString();
    return fence + pad + text + pad + fence;
}

class RunWriter
{
public:
    RunWriter(const Runs &runs, RunPlace place, Style style)
        : m_runs(runs),
          m_place(place),
          m_style(style)
    {
    }

    QString write()
    {
        for (m_at = 0; m_at < m_runs.size(); ++m_at) {
            if (isAddress(m_at)) {
                closeDownTo(0);
                m_text += u'<' + m_runs[m_at].link + u'>';
                continue;
            }
            dress(m_runs[m_at]);
            content(m_runs[m_at]);
        }
        closeDownTo(0);
        return m_text;
    }

private:
    struct Open
    {
        quint8 mark;
        QString link;
    };

    static bool wears(const Run &run, const Open &open)
    {
        return open.mark == kLink ? run.link == open.link : (run.marks & open.mark) != 0;
    }

    // A link whose text is its own address is written as that.
    bool isAddress(std::size_t i) const
    {
        const Run &run = m_runs[i];
        const bool alone = run.kind == Run::Kind::Text && run.marks == RunPlain && run.text == run.link &&
                           (i + 1 == m_runs.size() || m_runs[i + 1].link != run.link);
        const bool web = run.link.startsWith(QLatin1String("http://")) || run.link.startsWith(QLatin1String("https://"));
        return alone && web && !run.link.contains(u' ') && !run.link.contains(u'<') && !run.link.contains(u'>');
    }

    std::size_t extent(const Open &open) const
    {
        std::size_t end = m_at;
        while (end < m_runs.size() && wears(m_runs[end], open))
            ++end;
        return end - m_at;
    }

    void dress(const Run &run)
    {
        std::size_t keep = 0;
        while (keep < m_open.size() && wears(run, m_open[keep]))
            ++keep;
        closeDownTo(keep);
        std::vector<Open> wanted;
        const auto isOpen = [this](quint8 mark) { return std::ranges::any_of(m_open, [mark](const Open &o) { return o.mark == mark; }); };
        if (!run.link.isEmpty() && !isOpen(kLink))
            wanted.push_back({kLink, run.link});
        for (const quint8 mark : kMarks) {
            if ((run.marks & mark) && !isOpen(mark))
                wanted.push_back({mark, {}});
        }
        std::ranges::stable_sort(wanted, [this](const Open &a, const Open &b) { return extent(a) > extent(b); });
        for (const Open &open : wanted) {
            m_text += opening(open.mark, m_style);
            m_open.push_back(open);
        }
    }

    void closeDownTo(std::size_t keep)
    {
        while (m_open.size() > keep) {
            m_text += closing(m_open.back().mark, m_open.back().link, m_style);
            m_open.pop_back();
        }
    }

    void content(const Run &run)
    {
        switch (run.kind) {
        case Run::Kind::Code:
            m_text += code(run.text);
            break;
        case Run::Kind::Image:
            m_text += QStringLiteral("![") + escapedText(run.text) + QStringLiteral("](") + target(run.source) + u')';
            break;
        case Run::Kind::Break:
            m_text += m_place == RunPlace::Line ? QStringLiteral("<br>") : QStringLiteral("\\\n");
            break;
        case Run::Kind::Text: {
            QString text = escapedText(run.text);
            if (m_style == Style::Html) {
                // A bare address would swallow the marks that follow it.
                text.replace(QStringLiteral("://"), QStringLiteral("\\://"));
                text.replace(QStringLiteral("www."), QStringLiteral("ww&#119;."));
            }
            const bool last = m_at + 1 == m_runs.size();
            if (text.endsWith(u'!') && !last && !m_runs[m_at + 1].link.isEmpty() && m_runs[m_at + 1].link != run.link)
                text.insert(text.size() - 1, u'\\');
            if (m_place == RunPlace::Line && last && text.endsWith(u'#'))
                text.insert(text.size() - 1, u'\\');
            if (m_place == RunPlace::Paragraph && (m_text.isEmpty() || m_text.endsWith(u'\n')))
                text = escapedStart(text);
            m_text += text;
            break;
        }
        }
    }

    // At the start of a line: what would begin another block.
    static QString escapedStart(const QString &text)
    {
        static const QRegularExpression block(
            QStringLiteral("^(?:#{1,6}(?=\\s|$)|>|[-+](?=\\s|$)|-[-\\s|:]*$|=+\\s*$|[|:](?=.*-))"));
        static const QRegularExpression number(QStringLiteral("^(\\d{1,9})([.)])(?=\\s|$)"));
        QString escaped = text;
        if (block.match(text).hasMatch())
            escaped.prepend(u'\\');
        return escaped.replace(number, QStringLiteral("\\1\\\\2"));
    }

    const Runs &m_runs;
    RunPlace m_place;
    Style m_style;
    QString m_text;
    std::vector<Open> m_open;
    std::size_t m_at = 0;
};

bool isWordCharacter(QStringView text, qsizetype at)
{
    return at >= 0 && at < text.size() && (text[at].isLetterOrNumber() || text[at].isSurrogate());
}

bool beginsEntity(QStringView rest)
{
    qsizetype end = rest.size() > 1 && rest[1] == u'#' ? 2 : 1;
    const qsizetype from = end;
    while (end < rest.size() && rest[end].unicode() < 0x80 && rest[end].isLetterOrNumber())
        ++end;
    return end > from && end < rest.size() && rest[end] == u';';
}

bool needsBackslash(QStringView text, qsizetype at)
{
    const QChar next = at + 1 < text.size() ? text[at + 1] : QChar();
    const bool atEnd = at + 1 == text.size();
    switch (text[at].unicode()) {
    case u'`':
    case u'[':
    case u']':
    case u'~':
        return true;
    case u'*':
        return atEnd || at == 0 || !next.isSpace() || !text[at - 1].isSpace();
    case u'_':
        return !isWordCharacter(text, at - 1) || !isWordCharacter(text, at + 1);
    case u'<':
        return atEnd || next.isLetter() || next == u'/' || next == u'!' || next == u'?';
    case u'&':
        return beginsEntity(text.sliced(at));
    case u'\\':
        return atEnd || (next.unicode() < 0x80 && (next.isPunct() || next.isSymbol()));
    default:
        return false;
    }
}

} // namespace

QString escapedText(const QString &text)
{
    QString escaped;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (needsBackslash(text, i))
            escaped += u'\\';
        escaped += text[i];
    }
    return escaped;
}

QString writeRuns(const Runs &runs, RunPlace place)
{
    const Runs plain = normalised(runs);
    const Runs moved = withPunctuationOutside(runs);
    const std::pair<const Runs *, Style> attempts[] = {{&plain, Style::Stars},
                                                       {&plain, Style::Underscores},
                                                       {&moved, Style::Stars},
                                                       {&moved, Style::Underscores}};
    for (const auto &[wanted, style] : attempts) {
        const QString text = RunWriter(*wanted, place, style).write();
        if (readsAs(text, place, *wanted))
            return text;
    }
    return RunWriter(plain, place, Style::Html).write();
}

} // namespace galley::markdown
