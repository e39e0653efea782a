#include "ui/editor/formatting.h"

#include "ui/editor/lineprefix.h"

#include <QTextBlock>
#include <QTextCursor>
#include <QTextDocument>
#include <QUrl>

namespace galley {

namespace {

void select(QTextCursor &cursor, int from, int to)
{
    cursor.setPosition(from);
    cursor.setPosition(to, QTextCursor::KeepAnchor);
}

// The selection without spaces at its ends, or the word at the cursor.
void takeWord(QTextCursor &cursor)
{
    if (!cursor.hasSelection()) {
        cursor.select(QTextCursor::WordUnderCursor);
        if (cursor.selectedText().trimmed().isEmpty()) {
            cursor.clearSelection();
            return;
        }
    }
    const QString text = cursor.selectedText();
    int from = cursor.selectionStart();
    int to = cursor.selectionEnd();
    for (qsizetype i = 0; i < text.size() && text[i].isSpace(); ++i)
        ++from;
    for (qsizetype i = text.size(); i > 0 && text[i - 1].isSpace() && to > from; --i)
        --to;
    select(cursor, from, to);
}

QString textAt(const QTextCursor &cursor, int from, int to)
{
    if (from < 0 || to >= cursor.document()->characterCount())
        return {};
    QTextCursor reader(cursor.document());
    select(reader, from, to);
    return reader.selectedText();
}

// `*` stands within `**`: only a run that isn't longer counts as this mark.
bool isWrapped(const QTextCursor &cursor, const QString &mark)
{
    const int size = int(mark.size());
    const int from = cursor.selectionStart();
    const int to = cursor.selectionEnd();
    if (textAt(cursor, from - size, from) != mark || textAt(cursor, to, to + size) != mark)
        return false;
    if (mark != QLatin1String("*"))
        return true;
    const bool two = textAt(cursor, from - 2, from) == QLatin1String("**");
    const bool three = textAt(cursor, from - 3, from) == QLatin1String("***");
    return !two || three;
}

} // namespace

void toggleMark(QTextCursor &cursor, const QString &mark)
{
    const int size = int(mark.size());
    cursor.beginEditBlock();
    takeWord(cursor);
    const QString text = cursor.selectedText();
    const int from = cursor.selectionStart();
    const int to = cursor.selectionEnd();
    if (isWrapped(cursor, mark)) {
        select(cursor, from - size, to + size);
        cursor.insertText(text);
        select(cursor, from - size, to - size);
    } else if (text.size() >= 2 * size && text.startsWith(mark) && text.endsWith(mark)
               && (size > 1 || mark != QLatin1String("*") || !text.startsWith(QLatin1String("**")))) {
        cursor.insertText(text.mid(size, text.size() - 2 * size));
        select(cursor, from, to - 2 * size);
    } else {
        cursor.insertText(mark + text + mark);
        select(cursor, from + size, to + size);
    }
    cursor.endEditBlock();
}

void makeLink(QTextCursor &cursor, const QString &address)
{
    cursor.beginEditBlock();
    takeWord(cursor);
    const QString text = cursor.selectedText();
    const int from = cursor.selectionStart();
    cursor.insertText(QStringLiteral("[%1](%2)").arg(text, address));
    cursor.endEditBlock();
    if (text.isEmpty())
        cursor.setPosition(from + 1);
    else if (address.isEmpty())
        cursor.setPosition(from + int(text.size()) + 3);
}

void setHeading(QTextCursor &cursor, int level)
{
    const QTextBlock block = cursor.block();
    const LinePrefix prefix = linePrefix(block.text());
    const int wanted = prefix.heading == level ? 0 : level;
    QTextCursor edit(block);
    cursor.beginEditBlock(); // the author's: an undo goes back to where that one was
    if (prefix.heading > 0) {
        select(edit, block.position() + int(prefix.quoteLength), block.position() + int(prefix.length));
        edit.removeSelectedText();
    }
    edit.setPosition(block.position() + int(prefix.quoteLength));
    if (wanted > 0)
        edit.insertText(QString(wanted, QLatin1Char('#')) + QLatin1Char(' '));
    cursor.endEditBlock();
}

void toggleLinePrefix(QTextCursor &cursor, const QString &prefix)
{
    QTextDocument *document = cursor.document();
    const int first = document->findBlock(cursor.selectionStart()).blockNumber();
    const int last = document->findBlock(cursor.selectionEnd()).blockNumber();
    bool all = true;
    for (int i = first; i <= last; ++i)
        all = all && document->findBlockByNumber(i).text().startsWith(prefix);
    QTextCursor edit(document);
    cursor.beginEditBlock();
    for (int i = first; i <= last; ++i) {
        const QTextBlock block = document->findBlockByNumber(i);
        edit.setPosition(block.position());
        if (all) {
            edit.setPosition(block.position() + int(prefix.size()), QTextCursor::KeepAnchor);
            edit.removeSelectedText();
        } else {
            edit.insertText(prefix);
        }
    }
    cursor.endEditBlock();
}

bool isWebAddress(const QString &text)
{
    const QString trimmed = text.trimmed();
    if (trimmed.isEmpty() || trimmed.size() > 2000)
        return false;
    for (const QChar c : trimmed) {
        if (c.isSpace())
            return false;
    }
    const QUrl url(trimmed, QUrl::StrictMode);
    const QString scheme = url.scheme();
    return url.isValid() && ((!url.host().isEmpty() && (scheme == QLatin1String("http") || scheme == QLatin1String("https")))
                             || scheme == QLatin1String("mailto"));
}

} // namespace galley
