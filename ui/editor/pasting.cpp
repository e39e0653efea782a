#include "ui/editor/pasting.h"

#include "core/markdown/htmltomarkdown.h"
#include "core/markdown/markdown.h"
#include "ui/editor/formatting.h"
#include "ui/editor/highlighter.h"
#include "ui/editor/lineprefix.h"

#include <QMimeData>
#include <QTextBlock>
#include <QTextCursor>

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

void insertConverted(QTextCursor &cursor, const markdown::ConvertedHtml &converted)
{
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
    cursor.insertText(plainLines(source.text()));
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
