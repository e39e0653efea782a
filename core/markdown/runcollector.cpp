#include "core/markdown/runcollector.h"

#include <utility>

namespace galley::markdown {

namespace {

bool isHtmlSpace(QChar c)
{
    return c == u' ' || c == u'\t' || c == u'\n' || c == u'\r' || c == u'\f';
}

bool isInvisible(QChar c)
{
    return c.unicode() < 0x20 || c.unicode() == 0x7F || c == QChar(0xFEFF) || c == QChar(0x00AD)
           || c == QChar::ObjectReplacementCharacter || c == QChar::ParagraphSeparator || c == QChar::LineSeparator;
}

} // namespace

void RunCollector::addText(const QString &text, const Run &dress)
{
    Run run = dress;
    run.kind = Run::Kind::Text;
    run.text.clear();
    for (const QChar c : text) {
        const bool space = isHtmlSpace(c);
        if (!space && isInvisible(c))
            continue;
        const bool wide = c == QChar::Nbsp;
        if (!space && !wide) {
            run.text += c;
            m_last = c;
            continue;
        }
        if (m_last.isNull() || m_last == u' ')
            continue;
        if (m_last == QChar::Nbsp) {
            // Beside another space it only kept a browser from collapsing both.
            QString &holder = run.text.isEmpty() && !m_runs.empty() ? m_runs.back().text : run.text;
            if (holder.endsWith(QChar::Nbsp))
                holder.back() = u' ';
            m_last = u' ';
            continue;
        }
        m_last = wide ? QChar(QChar::Nbsp) : QChar(u' ');
        run.text += m_last;
    }
    if (!run.text.isEmpty())
        m_runs.push_back(run);
}

void RunCollector::addCode(const QString &text, Run dress)
{
    dress.kind = Run::Kind::Code;
    dress.text = text;
    dress.text.replace(QChar::Nbsp, u' ');
    dress.text = dress.text.simplified();
    if (dress.text.isEmpty())
        return;
    add(dress);
}

void RunCollector::addBreak(Run dress)
{
    dress.kind = Run::Kind::Break;
    dress.text.clear();
    m_runs.push_back(dress);
    m_last = QChar();
}

void RunCollector::add(const Run &run)
{
    m_runs.push_back(run);
    m_last = u'x';
}

bool RunCollector::endsWithBreak() const
{
    return !m_runs.empty() && m_runs.back().kind == Run::Kind::Break;
}

Runs RunCollector::take()
{
    m_last = QChar();
    return normalised(std::exchange(m_runs, {}));
}

} // namespace galley::markdown
