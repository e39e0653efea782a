#include "ui/editor/pasting.h"

#include "core/markdown/htmltomarkdown.h"
#include "core/markdown/markdown.h"
#include "ui/editor/formatting.h"
#include "ui/editor/highlighter.h"
#include "ui/editor/lineprefix.h"
#include "ui/editor/tableedits.h"

#include <QMimeData>
#include <QRegularExpression>
#include <QTextBlock>
#include <QTextCursor>

#include <algorithm>

namespace galley {

namespace {

constexpr qsizetype kMostCopiedAsHtml = 300'000; // characters; a copy must not make anybody wait

QString markdownType()
{
    return QStringLiteral("text/markdown");
}

QString plainLines(QString text)
{
    text.replace(QStringLiteral("\r\n"), QStringLiteral("\n"));
    text.replace(u'\r', u'\n');
    text.remove(QChar::Null);
    return text;
}

// What each further line begins with, so that it stays in the quotation or list item of the first.
QString continuation(const QTextBlock &block, int column)
{
    const QString line = block.text();
    const LinePrefix prefix = linePrefix(line);
    if (column < prefix.length || prefix.heading > 0 || prefix.rule)
        return {};
    return line.left(prefix.quoteLength) + QString(prefix.markerLength > 0 ? prefix.indent + prefix.markerLength : 0, u' ');
}

// Behind the first bar of a row.
bool isInCell(const QTextCursor &cursor)
{
    QTextCursor start = cursor;
    start.setPosition(cursor.selectionStart());
    const QString before = start.block().text().first(start.positionInBlock());
    return !cursor.selectedText().contains(QChar::ParagraphSeparator) && before.contains(u'|') && isInTable(start);
}

// A bar or the end of a line would begin another cell or end the table, and what is too much in a row no reader sees. Rows that are
// pasted stay rows.
QString forCell(const QString &text)
{
    const QStringList lines = text.split(u'\n', Qt::SkipEmptyParts);
    const auto isRow = [](const QString &line) {
        const QString row = line.trimmed();
        return row.size() > 1 && row.startsWith(u'|') && row.endsWith(u'|');
    };
    if (!lines.isEmpty() && std::ranges::all_of(lines, isRow))
        return text;
    QString cell = lines.size() > 1 ? text.simplified() : text;
    cell.remove(u'\n');
    static const QRegularExpression bar(QStringLiteral(R"((?<!\\)((?:\\\\)*)\|)"));
    return cell.replace(bar, QStringLiteral("\\1\\|"));
}

void insertConverted(QTextCursor &cursor, const markdown::ConvertedHtml &converted)
{
    if (isInCell(cursor)) {
        cursor.insertText(forCell(converted.markdown));
        return;
    }
    cursor.beginEditBlock();
    cursor.removeSelectedText();
    const QTextBlock block = cursor.block();
    const int column = cursor.positionInBlock();
    const QString line = block.text();
    const qsizetype textFrom = qMin<qsizetype>(linePrefix(line).length, column);
    const bool textBefore = !QStringView(line).sliced(textFrom, column - textFrom).trimmed().isEmpty();
    const bool textAfter = !QStringView(line).sliced(column).trimmed().isEmpty();
    const QString indent = continuation(block, column);
    QString text = converted.markdown;
    if (textBefore && !converted.beginsWithText)
        text.prepend(QStringLiteral("\n\n"));
    if (textAfter && !converted.endsWithText)
        text.append(QStringLiteral("\n\n"));
    if (!indent.isEmpty())
        text.replace(u'\n', u'\n' + indent);
    cursor.insertText(text);
    cursor.endEditBlock();
}

bool wantsMarkdown(const QTextCursor &cursor, const QMimeData &source)
{
    return source.hasHtml() && !source.hasFormat(markdownType()) && !Highlighter::isCode(cursor.block());
}

} // namespace

void paste(QTextCursor &cursor, const QMimeData &source)
{
    const QString text = source.text();
    const QString selected = cursor.selectedText();
    if (!selected.isEmpty() && isWebAddress(text) && !isWebAddress(selected) && !selected.contains(QChar::ParagraphSeparator)) {
        makeLink(cursor, text.trimmed());
        return;
    }
    if (wantsMarkdown(cursor, source)) {
        const auto converted = markdown::htmlToMarkdown(source.html());
        const bool hasWords = converted && !converted->markdown.isEmpty();
        if (hasWords && !(converted->isCodeOnly && source.hasText())) {
            insertConverted(cursor, *converted);
            return;
        }
    }
    pastePlain(cursor, source);
}

void pastePlain(QTextCursor &cursor, const QMimeData &source)
{
    const QString text = plainLines(source.text());
    cursor.insertText(isInCell(cursor) ? forCell(text) : text);
}

namespace {

QString htmlOf(const QString &markdown)
{
    return QString::fromUtf8(markdown::toHtml(markdown::parse(markdown)));
}

} // namespace

QMimeData *asHtmlSource(const QString &markdown)
{
    auto *data = new QMimeData;
    data->setText(htmlOf(markdown));
    return data;
}

QMimeData *asFormattedText(const QString &markdown)
{
    auto *data = new QMimeData;
    data->setHtml(htmlOf(markdown));
    data->setText(markdown::plainText(markdown));
    return data;
}

QMimeData *copied(const QTextCursor &cursor)
{
    QString text = cursor.selectedText();
    text.replace(QChar::ParagraphSeparator, u'\n');
    auto *data = new QMimeData;
    data->setText(text);
    data->setData(markdownType(), text.toUtf8());
    if (text.size() <= kMostCopiedAsHtml && !Highlighter::isCode(cursor.block()))
        data->setHtml(htmlOf(text));
    return data;
}

} // namespace galley
