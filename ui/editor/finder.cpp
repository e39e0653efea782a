#include "ui/editor/finder.h"

#include "ui/editor/markdowneditor.h"

#include <algorithm>

namespace galley {

namespace {

constexpr int kPause = 250; // milliseconds after a key, before matches are counted anew

} // namespace

Finder::Finder(MarkdownEditor &editor, QObject *parent)
    : QObject(parent),
      m_editor(editor)
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(kPause);
    connect(&m_pause, &QTimer::timeout, this, &Finder::changed);
    connect(&m_editor, &QPlainTextEdit::textChanged, this, [this] {
        m_matches.reset();
        if (m_search)
            m_pause.start();
    });
}

void Finder::setSearch(const std::optional<TextSearch> &search)
{
    m_search = search;
    m_matches.reset();
    m_editor.showMatches(search);
    Q_EMIT changed();
}

const QList<TextMatch> &Finder::matches() const
{
    if (!m_matches)
        m_matches = m_search ? m_search->matches(m_editor.markdown()) : QList<TextMatch>();
    return *m_matches;
}

int Finder::count() const
{
    return int(matches().size());
}

const TextMatch *Finder::selected() const
{
    const QTextCursor cursor = m_editor.textCursor();
    const QList<TextMatch> &all = matches();
    const auto at = std::ranges::lower_bound(all, qsizetype(cursor.selectionStart()), {}, &TextMatch::at);
    const bool is = at != all.end() && at->at == cursor.selectionStart() && at->at + at->length == cursor.selectionEnd();
    return is ? &*at : nullptr;
}

int Finder::current() const
{
    const TextMatch *match = selected();
    return match ? int(match - matches().constData()) + 1 : 0;
}

void Finder::select(const TextMatch &match)
{
    QTextCursor cursor = m_editor.textCursor();
    cursor.setPosition(int(match.at));
    cursor.setPosition(int(match.at + match.length), QTextCursor::KeepAnchor);
    m_editor.setTextCursor(cursor);
}

void Finder::findNext(From from)
{
    const QList<TextMatch> &all = matches();
    if (all.isEmpty())
        return;
    const QTextCursor cursor = m_editor.textCursor();
    qsizetype start = from == From::SelectionStart ? cursor.selectionStart() : cursor.selectionEnd();
    if (const TextMatch *here = selected(); here && from == From::Cursor)
        start = here->at + qMax<qsizetype>(1, here->length); // past a match without length
    const auto next = std::ranges::lower_bound(all, start, {}, &TextMatch::at);
    select(next == all.end() ? all.first() : *next);
}

void Finder::findPrevious()
{
    const QList<TextMatch> &all = matches();
    if (all.isEmpty())
        return;
    const auto here = std::ranges::lower_bound(all, qsizetype(m_editor.textCursor().selectionStart()), {}, &TextMatch::at);
    select(here == all.begin() ? all.last() : *std::prev(here));
}

void Finder::replaceOne(const QString &with)
{
    const TextMatch *match = m_search ? selected() : nullptr;
    if (!match) {
        findNext(From::Cursor);
        return;
    }
    const QString text = m_search->replacement(m_editor.markdown(), *match, with);
    m_editor.textCursor().insertText(text);
    findNext(From::Cursor);
}

int Finder::replaceAll(const QString &with)
{
    if (!m_search)
        return 0;
    const QString text = m_editor.markdown();
    const QList<TextMatch> all = matches();
    QTextCursor author = m_editor.textCursor(); // whose place an undo goes back to
    QTextCursor edit(m_editor.document());
    author.beginEditBlock();
    for (auto match = all.crbegin(); match != all.crend(); ++match) {
        edit.setPosition(int(match->at));
        edit.setPosition(int(match->at + match->length), QTextCursor::KeepAnchor);
        edit.insertText(m_search->replacement(text, *match, with));
    }
    author.endEditBlock();
    Q_EMIT changed();
    return int(all.size());
}

} // namespace galley

#include "moc_finder.cpp"
