#include "core/merge/textmerge.h"

#include "core/merge/broughtback.h"
#include "core/merge/hunks.h"
#include "core/merge/keptbyboth.h"
#include "core/merge/sentences.h"

#include <algorithm>
#include <unordered_map>

namespace galley {

namespace {

enum class LineEnds { None, Lf, CrLf, Mixed };

LineEnds lineEndsOf(QStringView text)
{
    bool hasLf = false;
    bool hasCrLf = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] == u'\r') {
            if (++i == text.size() || text[i] != u'\n')
                return LineEnds::Mixed;
            hasCrLf = true;
        } else if (text[i] == u'\n') {
            hasLf = true;
        }
    }
    if (hasLf && hasCrLf)
        return LineEnds::Mixed;
    return hasLf ? LineEnds::Lf : hasCrLf ? LineEnds::CrLf : LineEnds::None;
}

struct ThreeTexts
{
    QString base;
    QString mine;
    QString theirs;
};

/// A browser's form sends CRLF and an editor saves LF; neither has changed a sentence.
void agreeOnLineEnds(ThreeTexts &texts)
{
    const LineEnds base = lineEndsOf(texts.base);
    const LineEnds all[] = {base, lineEndsOf(texts.mine), lineEndsOf(texts.theirs)};
    const auto occurs = [&](LineEnds ends) { return std::find(std::begin(all), std::end(all), ends) != std::end(all); };
    if (occurs(LineEnds::Mixed) || !occurs(LineEnds::Lf) || !occurs(LineEnds::CrLf))
        return;
    for (QString *text : {&texts.base, &texts.mine, &texts.theirs}) {
        text->replace(QStringLiteral("\r\n"), QStringLiteral("\n"));
        if (base == LineEnds::Lf) // so a side has changed them
            text->replace(QStringLiteral("\n"), QStringLiteral("\r\n"));
    }
}

/// A stretch of a text, in sentences.
struct Range
{
    qsizetype from = 0;
    qsizetype to = 0;

    bool isEmpty() const { return from == to; }
    qsizetype size() const { return to - from; }
};

/// A text in sentences.
class Version
{
public:
    Version(const QString &text, SymbolTable &symbols) : m_text(text)
    {
        const std::vector<QStringView> pieces = splitSentences(m_text);
        m_starts.reserve(pieces.size() + 1);
        for (const QStringView piece : pieces)
            m_starts.push_back(piece.data() - m_text.constData());
        m_starts.push_back(m_text.size());
        m_symbols = symbols.symbolsOf(pieces);
    }

    const std::vector<int> &symbols() const { return m_symbols; }
    qsizetype size() const { return qsizetype(m_symbols.size()); }
    int symbol(qsizetype i) const { return m_symbols[std::size_t(i)]; }
    std::vector<int> symbols(Range range) const { return {m_symbols.begin() + range.from, m_symbols.begin() + range.to}; }
    QString text(Range range) const
    {
        const qsizetype start = m_starts[std::size_t(range.from)];
        return m_text.mid(start, m_starts[std::size_t(range.to)] - start);
    }

private:
    const QString &m_text;
    std::vector<qsizetype> m_starts;
    std::vector<int> m_symbols;
};

/// What one side changed, walked along the base.
class Changes
{
public:
    explicit Changes(std::vector<Hunk> hunks) : m_hunks(std::move(hunks)) {}

    bool isDone() const { return m_next == m_hunks.size(); }
    qsizetype nextStart() const { return m_hunks[m_next].beforeStart; }

    /// Adds the next hunk to a change that reaches from `base.from` to `base.to`, if it overlaps or touches it.
    bool joinInto(Range &base)
    {
        if (isDone() || nextStart() > base.to)
            return false;
        const Hunk &hunk = m_hunks[m_next++];
        base.to = std::max(base.to, hunk.beforeEnd());
        m_growth += hunk.afterCount - hunk.beforeCount;
        return true;
    }

    /// Where on this side the base from `base.from` to `base.to` is; all hunks up to there are joined.
    Range take(Range base)
    {
        const Range range{m_at, m_at + base.size() + m_growth};
        m_at = range.to;
        m_growth = 0;
        return range;
    }

private:
    std::vector<Hunk> m_hunks;
    std::size_t m_next = 0;
    qsizetype m_at = 0;
    qsizetype m_growth = 0; // of what was joined and not yet taken
};

class TextMerger
{
public:
    explicit TextMerger(const ThreeTexts &texts)
        : m_base(texts.base, m_symbols),
          m_mine(texts.mine, m_symbols),
          m_theirs(texts.theirs, m_symbols)
    {}

    Result<std::vector<MergePiece>> merge()
    {
        auto hunksOfMine = findHunks(m_base.symbols(), m_mine.symbols());
        if (!hunksOfMine)
            return failure(hunksOfMine);
        auto hunksOfTheirs = findHunks(m_base.symbols(), m_theirs.symbols());
        if (!hunksOfTheirs)
            return failure(hunksOfTheirs);
        Changes mine(std::move(*hunksOfMine));
        Changes theirs(std::move(*hunksOfTheirs));
        Range base;
        while (!mine.isDone() || !theirs.isDone()) {
            base = {base.to, m_base.size()};
            if (!mine.isDone())
                base.to = mine.nextStart();
            if (!theirs.isDone())
                base.to = std::min(base.to, theirs.nextStart());
            add(pieceOf(base, mine.take(base), theirs.take(base)));

            base = {base.to, base.to};
            while (mine.joinInto(base) || theirs.joinInto(base)) {
            }
            if (const Status added = addChange(base, mine.take(base), theirs.take(base)); !added)
                return failure(added);
        }
        base = {base.to, m_base.size()};
        add(pieceOf(base, mine.take(base), theirs.take(base)));
        return std::move(m_pieces);
    }

    /// Of which each side may have kept another.
    std::vector<QString> sentencesTakenFromEach() const
    {
        struct Counts { qsizetype base = 0, mine = 0, theirs = 0, place = 0; };
        std::unordered_map<int, Counts> all;
        std::vector<QString> sentences;
        if (m_mine.size() == 0 || m_theirs.size() == 0)
            return sentences;
        for (qsizetype i = 0; i < m_base.size(); ++i) {
            Counts &counts = all[m_base.symbol(i)];
            ++counts.base;
            counts.place = i;
        }
        std::erase_if(all, [](const auto &entry) { return entry.second.base == 1; });
        const auto count = [&](const Version &version, qsizetype Counts::*side) {
            for (const int symbol : version.symbols()) {
                if (const auto found = all.find(symbol); found != all.end())
                    ++(found->second.*side);
            }
        };
        count(m_mine, &Counts::mine);
        count(m_theirs, &Counts::theirs);
        for (const auto &[symbol, counts] : all) {
            if (counts.mine == 0 || counts.theirs == 0 || counts.mine + counts.theirs > counts.base)
                continue;
            if (QString sentence = m_base.text({counts.place, counts.place + 1}); !sentence.trimmed().isEmpty())
                sentences.push_back(std::move(sentence));
        }
        return sentences;
    }

private:
    /// A stretch of all three texts, in one piece.
    MergePiece pieceOf(Range base, Range mine, Range theirs) const
    {
        MergePiece piece{MergePiece::Kind::Clash, m_base.text(base), m_mine.text(mine), m_theirs.text(theirs)};
        // The texts decide, not the sentences: one that has become code is taken apart otherwise, and may be the same.
        if (piece.mine == piece.theirs)
            piece.kind = piece.mine == piece.base ? MergePiece::Kind::Same : MergePiece::Kind::Both;
        else if (piece.mine == piece.base)
            piece.kind = MergePiece::Kind::Theirs;
        else if (piece.theirs == piece.base)
            piece.kind = MergePiece::Kind::Mine;
        return piece;
    }

    void add(MergePiece piece)
    {
        if (piece.base.isEmpty() && piece.mine.isEmpty() && piece.theirs.isEmpty())
            return;
        if (m_pieces.empty() || m_pieces.back().kind != piece.kind) {
            m_pieces.push_back(std::move(piece));
            return;
        }
        MergePiece &last = m_pieces.back();
        last.base += piece.base;
        last.mine += piece.mine;
        last.theirs += piece.theirs;
    }

    void addBoth(Range mine, Range theirs) { add({MergePiece::Kind::Both, {}, m_mine.text(mine), m_theirs.text(theirs)}); }

    void addClash(Range base, Range mine, Range theirs)
    {
        add({MergePiece::Kind::Clash, m_base.text(base), m_mine.text(mine), m_theirs.text(theirs)});
    }

    Status addChange(Range base, Range mine, Range theirs)
    {
        MergePiece piece = pieceOf(base, mine, theirs);
        if (piece.kind != MergePiece::Kind::Clash) {
            add(std::move(piece));
            return {};
        }
        if (base.isEmpty())
            return addComparison(base, mine, theirs);
        // What both sides wrote alike at the beginning and at the end is no clash.
        const qsizetype shorter = std::min(mine.size(), theirs.size());
        qsizetype head = 0;
        while (head < shorter && m_mine.symbol(mine.from + head) == m_theirs.symbol(theirs.from + head))
            ++head;
        qsizetype tail = 0;
        while (tail < shorter - head && m_mine.symbol(mine.to - tail - 1) == m_theirs.symbol(theirs.to - tail - 1))
            ++tail;
        addBoth({mine.from, mine.from + head}, {theirs.from, theirs.from + head});
        addClash(base, {mine.from + head, mine.to - tail}, {theirs.from + head, theirs.to - tail});
        addBoth({mine.to - tail, mine.to}, {theirs.to - tail, theirs.to});
        return {};
    }

    /// Both sides wrote where nothing was: the two are compared with each other.
    Status addComparison(Range base, Range mine, Range theirs)
    {
        const auto hunks = findHunks(m_mine.symbols(mine), m_theirs.symbols(theirs));
        if (!hunks)
            return failure(hunks);
        Range inMine{mine.from, mine.from};
        Range inTheirs{theirs.from, theirs.from};
        for (const Hunk &hunk : *hunks) {
            addBoth({inMine.to, mine.from + hunk.beforeStart}, {inTheirs.to, theirs.from + hunk.afterStart});
            inMine = {mine.from + hunk.beforeStart, mine.from + hunk.beforeEnd()};
            inTheirs = {theirs.from + hunk.afterStart, theirs.from + hunk.afterEnd()};
            addClash(base, inMine, inTheirs);
        }
        addBoth({inMine.to, mine.to}, {inTheirs.to, theirs.to});
        return {};
    }

    SymbolTable m_symbols;
    Version m_base;
    Version m_mine;
    Version m_theirs;
    std::vector<MergePiece> m_pieces;
};

} // namespace

Result<std::vector<MergePiece>> mergePieces(const QString &base, const QString &mine, const QString &theirs)
{
    ThreeTexts texts{base, mine, theirs};
    agreeOnLineEnds(texts);
    TextMerger merger(texts);
    auto pieces = merger.merge();
    if (!pieces)
        return failure(pieces);
    return clashWhatBothKept(clashWhatIsBroughtBack(std::move(*pieces)), merger.sentencesTakenFromEach());
}

Result<TextMerge> mergeText(const QString &base, const QString &mine, const QString &theirs)
{
    const auto pieces = mergePieces(base, mine, theirs);
    if (!pieces)
        return failure(pieces);
    TextMerge merge;
    for (const MergePiece &piece : *pieces) {
        merge.text += piece.result();
        merge.isClean = merge.isClean && piece.kind != MergePiece::Kind::Clash;
    }
    return merge;
}

} // namespace galley
