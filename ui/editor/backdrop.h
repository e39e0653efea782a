// What the editor shows behind its text: blocks of code, the paragraph of the cursor, the matches of a search, the selection. UI thread.
#pragma once

#include <QList>
#include <QRectF>
#include <QTextBlock>

class QPainter;
class QTextCursor;

namespace galley {

struct Tokens;

/// A paragraph on the screen and where it stands in the viewport.
struct VisibleBlock
{
    QTextBlock block;
    QRectF rect;
};

/// A stretch of a block's text.
struct TextRange
{
    int from = 0;
    int to = 0;

    bool operator==(const TextRange &) const = default;
};

/// The rectangles that `range` covers, one for each line, gaps between lines included. A range that reaches past
/// the text takes the line's end with it.
QList<QRectF> rectsOf(const VisibleBlock &place, TextRange range, double lineHeight);

class Backdrop
{
public:
    Backdrop(const Tokens &tokens, double lineHeight, double width);

    enum class CodeLine { First, Inner, Last, Only };
    /// The ground of a block of code, as wide as the column.
    void paintCode(QPainter &painter, const VisibleBlock &place, CodeLine line) const;
    void paintParagraph(QPainter &painter, const VisibleBlock &place) const;
    void paintMatches(QPainter &painter, const VisibleBlock &place, const QList<TextRange> &matches) const;
    /// A wave below each word but the one that is being typed.
    void paintMisspelled(QPainter &painter, const VisibleBlock &place, const QList<TextRange> &words, const QTextCursor &cursor) const;
    void paintSelection(QPainter &painter, const VisibleBlock &place, const QTextCursor &cursor) const;

private:
    const Tokens &m_tokens;
    double m_lineHeight;
    double m_width;
};

} // namespace galley
