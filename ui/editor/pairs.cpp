#include "ui/editor/pairs.h"

#include "ui/editor/formatting.h"
#include "ui/editor/highlighter.h"

#include <QTextBlock>

namespace galley {

namespace {

QChar closingOf(QChar opening)
{
    switch (opening.unicode()) {
    case u'(': return u')';
    case u'[': return u']';
    case u'"':
    case u'`': return opening;
    default: return {};
    }
}

QChar charAt(const QTextCursor &cursor, int offset)
{
    const QString line = cursor.block().text();
    const int at = cursor.positionInBlock() + offset;
    return at >= 0 && at < line.size() ? line[at] : QChar();
}

// Text that begins right here, or ends here, wants no sign of its own.
bool mayClose(const QTextCursor &cursor, QChar typed)
{
    const QChar before = charAt(cursor, -1);
    const QChar after = charAt(cursor, 0);
    const bool roomAfter = after.isNull() || after.isSpace() || QStringView(u")]}.,;:!?*_\"").contains(after);
    const bool escaped = before == u'\\';
    const bool inWord = before.isLetterOrNumber();
    const bool sign = typed == u'(' || typed == u'[';
    // `a[` and `f(` are written in words too; a quote after a letter ends something.
    return roomAfter && !escaped && before != typed && (sign ? true : !inWord && before != u'`');
}

} // namespace

bool Pairs::wrap(QTextCursor &cursor, QChar typed)
{
    const QString selected = cursor.selectedText();
    if (selected.isEmpty() || selected.contains(QChar::ParagraphSeparator))
        return false;
    if (typed == u'*' || typed == u'_' || typed == u'`') {
        toggleMark(cursor, typed);
        return true;
    }
    const QChar closing = closingOf(typed);
    if (closing.isNull())
        return false;
    const int from = cursor.selectionStart();
    cursor.insertText(typed + selected + closing);
    cursor.setPosition(from + 1);
    cursor.setPosition(from + 1 + int(selected.size()), QTextCursor::KeepAnchor);
    return true;
}

bool Pairs::type(QTextCursor &cursor, QChar typed)
{
    if (cursor.hasSelection())
        return false;
    const bool waits = isWaiting(cursor);
    if (waits && charAt(cursor, 0) == typed) {
        m_waiting.removeLast();
        cursor.movePosition(QTextCursor::NextCharacter);
        return true;
    }
    const QChar closing = closingOf(typed);
    if (closing.isNull() || Highlighter::isCode(cursor.block()) || !mayClose(cursor, typed))
        return false;
    cursor.insertText(QString(typed) + closing);
    cursor.movePosition(QTextCursor::PreviousCharacter);
    m_waiting.append(cursor);
    return true;
}

bool Pairs::backspace(QTextCursor &cursor)
{
    if (cursor.hasSelection() || !isWaiting(cursor))
        return false;
    const QChar closing = closingOf(charAt(cursor, -1));
    if (closing.isNull() || closing != charAt(cursor, 0))
        return false;
    m_waiting.removeLast();
    cursor.beginEditBlock();
    cursor.deleteChar();
    cursor.deletePreviousChar();
    cursor.endEditBlock();
    return true;
}

// Signs in other paragraphs are no longer waited for: the author has gone on.
bool Pairs::isWaiting(const QTextCursor &cursor)
{
    m_waiting.removeIf([&cursor](const QTextCursor &place) {
        return place.block() != cursor.block() || charAt(place, 0).isNull();
    });
    return !m_waiting.isEmpty() && m_waiting.last().position() == cursor.position();
}

} // namespace galley
