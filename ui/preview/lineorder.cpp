#include "ui/preview/lineorder.h"

#include <QGlyphRun>
#include <QTextLayout>

#include <algorithm>
#include <limits>
#include <numeric>

namespace galley::preview {

namespace {

constexpr QChar leftToRightIsolate(0x2066);
constexpr QChar endOfIsolate(0x2069);
const QString inPlaceOfPicture = QStringLiteral("*"); // has no direction of its own, and a glyph in each font

enum class Reads { Neutral, Left, Right }; // from the left, from the right

Reads readsOf(char32_t letter)
{
    switch (QChar::direction(letter)) {
    case QChar::DirR:
    case QChar::DirAL: return Reads::Right;
    case QChar::DirL:
    case QChar::DirEN:
    case QChar::DirAN: return Reads::Left;
    default: return Reads::Neutral;
    }
}

// Signs between letters of one direction are of that direction; of those left over, what touches a letter of `own`.
void settleSigns(std::vector<Reads> &letters, Reads own)
{
    for (std::size_t start = 0; start < letters.size();) {
        std::size_t end = start;
        while (end < letters.size() && letters[end] == Reads::Neutral)
            ++end;
        const Reads before = start > 0 ? letters[start - 1] : Reads::Neutral;
        const Reads after = end < letters.size() ? letters[end] : Reads::Neutral;
        const Reads settled = before == after ? before : before == own || after == own ? own : Reads::Neutral;
        std::fill(letters.begin() + std::ptrdiff_t(start), letters.begin() + std::ptrdiff_t(end), settled);
        start = std::max(end, start + 1);
    }
}

qreal leftOf(const QTextLayout &layout, int start, int length)
{
    qreal left = std::numeric_limits<qreal>::max();
    for (const QGlyphRun &run : layout.glyphRuns(start, length)) {
        for (const QPointF &position : run.positions())
            left = std::min(left, position.x());
    }
    return left;
}

} // namespace

// Qt's own line of text knows the Unicode Bidirectional Algorithm; where it would put each piece is the order.
std::vector<int> visualOrder(const std::vector<LinePiece> &pieces, bool rightToLeft)
{
    QString line;
    std::vector<int> starts;
    bool inCode = false;
    for (const LinePiece &piece : pieces) {
        if (piece.isCode != inCode)
            line += piece.isCode ? leftToRightIsolate : endOfIsolate;
        inCode = piece.isCode;
        starts.push_back(int(line.size()));
        line += piece.text.isEmpty() ? inPlaceOfPicture : piece.text;
    }
    QTextOption option;
    option.setTextDirection(rightToLeft ? Qt::RightToLeft : Qt::LeftToRight);
    option.setWrapMode(QTextOption::NoWrap);
    QTextLayout layout(line);
    layout.setTextOption(option);
    layout.beginLayout();
    layout.createLine();
    layout.endLayout();

    std::vector<qreal> places;
    for (std::size_t i = 0; i < pieces.size(); ++i)
        places.push_back(leftOf(layout, starts[i], std::max(1, int(pieces[i].text.size()))));
    std::vector<int> order(pieces.size());
    std::iota(order.begin(), order.end(), 0);
    std::ranges::stable_sort(order, {}, [&](int piece) { return places[std::size_t(piece)]; });
    return order;
}

void cutAtDirections(const QString &word, bool rightToLeft, const std::function<void(const QString &part)> &onPart)
{
    const QList<uint> letters = word.toUcs4();
    std::vector<Reads> reads;
    for (const uint letter : letters)
        reads.push_back(readsOf(letter));
    settleSigns(reads, rightToLeft ? Reads::Right : Reads::Left);
    for (qsizetype start = 0; start < letters.size();) {
        qsizetype end = start + 1;
        while (end < letters.size() && reads[std::size_t(end)] == reads[std::size_t(start)])
            ++end;
        onPart(QString::fromUcs4(reinterpret_cast<const char32_t *>(letters.constData()) + start, end - start));
        start = end;
    }
}

} // namespace galley::preview
