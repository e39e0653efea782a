#include "ui/sync/places.h"

#include "core/merge/textdiff.h"
#include "core/merge/textmerge.h"

#include <QRegularExpression>

#include <algorithm>
#include <map>

namespace galley {

namespace {

using Kind = MergePiece::Kind;

/// What stands between two versions of a whole line: a blank one, but within a list, a quote, a table or code.
QString betweenLines(const QString &line)
{
    static const QRegularExpression goesOn(QStringLiteral("^([-*+|>]|[0-9]+[.)] |    |\\t)"));
    return goesOn.match(line).hasMatch() ? QStringLiteral("\n") : QStringLiteral("\n\n");
}

/// What one side made of the base, as edits of it.
struct Edit
{
    qsizetype from = 0;
    qsizetype to = 0;
    QString text;
};

std::vector<Edit> editsOf(const QString &base, const QString &side)
{
    std::vector<Edit> edits;
    qsizetype at = 0;
    for (const DiffRun &run : wordDiff(base, side)) {
        const bool goesOn = !edits.empty() && edits.back().to == at && run.kind == DiffRun::Kind::Added;
        if (run.kind == DiffRun::Kind::Removed)
            edits.push_back({at, at + run.text.size(), {}});
        else if (goesOn)
            edits.back().text = run.text;
        else if (run.kind == DiffRun::Kind::Added)
            edits.push_back({at, at, run.text});
        if (run.kind != DiffRun::Kind::Added)
            at += run.text.size();
    }
    return edits;
}

/// Two versions of a sentence joined word by word; nothing where both changed the same words, or a side has it all new.
std::optional<QString> mergeWords(const QString &base, const QString &mine, const QString &theirs)
{
    std::vector<Edit> edits = editsOf(base, mine);
    const std::vector<Edit> others = editsOf(base, theirs);
    edits.insert(edits.end(), others.begin(), others.end());
    std::sort(edits.begin(), edits.end(), [](const Edit &a, const Edit &b) { return a.from < b.from; });
    QString merged;
    qsizetype at = 0;
    for (std::size_t i = 0; i < edits.size(); ++i) {
        const Edit &edit = edits[i];
        if (i > 0 && edit.from <= edits[i - 1].to)
            return std::nullopt;
        if (edit.from == 0 && edit.to == base.size())
            return std::nullopt;
        merged += QStringView(base).mid(at, edit.from - at).toString() + edit.text;
        at = edit.to;
    }
    return merged + base.mid(at);
}

/// Mine and theirs one after the other: as lines of their own, or as sentences of one paragraph.
QString together(const MergePiece &clash, bool areLines)
{
    if (clash.mine.isEmpty() || clash.theirs.isEmpty())
        return clash.mine + clash.theirs;
    if (clash.mine.back().isSpace() || clash.theirs.front().isSpace())
        return clash.mine + clash.theirs;
    return clash.mine + (areLines ? betweenLines(clash.mine) : QStringLiteral(" ")) + clash.theirs;
}

/// Gathers the pieces that share lines, and cuts where a line ends that nobody touched.
class Gatherer
{
public:
    void take(const MergePiece &piece)
    {
        if (piece.kind != Kind::Same) {
            m_group.push_back(piece);
            return;
        }
        const qsizetype first = piece.mine.indexOf(QLatin1Char('\n'));
        if (first < 0) {
            m_group.push_back(piece);
            return;
        }
        const qsizetype last = piece.mine.lastIndexOf(QLatin1Char('\n')) + 1;
        takeSame(piece.mine.left(first));
        finish();
        agree(piece.mine.mid(first, last - first));
        takeSame(piece.mine.mid(last));
    }

    std::vector<Stretch> stretches()
    {
        finish();
        return std::move(m_stretches);
    }

private:
    void takeSame(const QString &text)
    {
        if (!text.isEmpty())
            m_group.push_back({Kind::Same, text, text, text});
    }

    void agree(const QString &text)
    {
        if (text.isEmpty())
            return;
        if (m_stretches.empty() || m_stretches.back().isPlace())
            m_stretches.emplace_back();
        m_stretches.back().merged += text;
        m_stretches.back().result += text;
    }

    void finish()
    {
        const auto pieces = std::exchange(m_group, {});
        Stretch place;
        place.kind = Stretch::Kind::Place;
        place.base = place.mine = place.theirs = place.both = QStringLiteral("");
        bool differs = false;
        bool joins = true; // word by word
        for (std::size_t i = 0; i < pieces.size(); ++i) {
            const MergePiece &piece = pieces[i];
            const bool startsLine = place.mine.isEmpty() || place.mine.endsWith(QLatin1Char('\n'));
            const bool endsLine = i + 1 == pieces.size() || pieces[i + 1].mine.startsWith(QLatin1Char('\n'));
            place.base += piece.base;
            place.mine += piece.mine;
            place.theirs += piece.theirs;
            place.merged += piece.result();
            const auto words = piece.kind == Kind::Clash ? mergeWords(piece.base, piece.mine, piece.theirs) : std::nullopt;
            place.both += words ? *words : piece.kind == Kind::Clash ? together(piece, startsLine && endsLine) : piece.result();
            joins = joins && (words || piece.kind != Kind::Clash);
            place.clashes = place.clashes || piece.kind == Kind::Clash;
            differs = differs || piece.kind == Kind::Clash || piece.kind == Kind::Theirs;
        }
        if (!differs) {
            agree(place.merged);
            return;
        }
        const QString after = takeEndOfLines(place);
        place.result = joins ? place.both : place.merged;
        m_stretches.push_back(std::move(place));
        agree(after);
    }

    /// Line ends that all versions end with are no part of the difference.
    static QString takeEndOfLines(Stretch &place)
    {
        QString taken;
        const auto all = {&place.base, &place.mine, &place.theirs, &place.both, &place.merged};
        while (std::all_of(all.begin(), all.end(), [](const QString *text) { return text->endsWith(QLatin1Char('\n')); })) {
            for (QString *text : all)
                text->chop(1);
            taken += QLatin1Char('\n');
        }
        return taken;
    }

    std::vector<MergePiece> m_group;
    std::vector<Stretch> m_stretches;
};

Result<std::vector<Stretch>> textStretches(const QString &base, const QString &mine, const QString &theirs)
{
    const bool wasAgreed = !base.isNull();
    // Without a base, each difference between the two is one: neither side is the newer.
    auto pieces = mergePieces(wasAgreed ? base : mine, mine, theirs);
    if (!pieces)
        return failure(pieces);
    Gatherer gatherer;
    for (MergePiece &piece : *pieces) {
        if (!wasAgreed && piece.kind == Kind::Theirs) {
            piece.kind = Kind::Clash;
            piece.base.clear();
        }
        gatherer.take(piece);
    }
    std::vector<Stretch> stretches = gatherer.stretches();
    for (Stretch &stretch : stretches) {
        if (stretch.isPlace() && !wasAgreed)
            stretch.base = QString();
    }
    return stretches;
}

Stretch wholeField(PostField field, const QString &base, const QString &mine, const QString &theirs)
{
    Stretch place;
    place.kind = Stretch::Kind::Place;
    place.field = field;
    place.base = base;
    place.mine = mine;
    place.theirs = theirs;
    place.merged = place.result = mine;
    place.clashes = true;
    return place;
}

} // namespace

void Stretch::choose(Choice wanted)
{
    switch (wanted) {
    case Choice::Mine: result = mine; break;
    case Choice::Theirs: result = theirs; break;
    case Choice::Both: result = both; break;
    case Choice::None:
    case Choice::Own: break;
    }
    choice = wanted;
}

bool isText(PostField field)
{
    return field == PostField::Content || field == PostField::Excerpt;
}

Result<std::vector<Stretch>> stretchesOf(const std::vector<Conflict> &conflicts, const View &draft)
{
    std::map<PostField, const Conflict *> newest;
    for (const Conflict &conflict : conflicts) {
        const Conflict *&known = newest[conflict.field];
        if (!known || known->id < conflict.id)
            known = &conflict;
    }
    std::vector<Stretch> all;
    std::vector<Stretch> content;
    for (const auto &[field, conflict] : newest) {
        const QString mine = fieldText(draft, field);
        if (mine == conflict->theirs || (mine.isEmpty() && conflict->theirs.isEmpty()))
            continue;
        if (!isText(field)) {
            all.push_back(wholeField(field, conflict->base, mine, conflict->theirs));
            continue;
        }
        auto stretches = textStretches(conflict->base, mine, conflict->theirs);
        if (!stretches)
            return stretches;
        std::vector<Stretch> &to = field == PostField::Content ? content : all;
        for (Stretch &stretch : *stretches) {
            stretch.field = field;
            to.push_back(std::move(stretch));
        }
    }
    all.insert(all.end(), std::make_move_iterator(content.begin()), std::make_move_iterator(content.end()));
    return all;
}

View settled(const std::vector<Stretch> &stretches, const View &draft)
{
    std::map<PostField, QString> results;
    for (const Stretch &stretch : stretches) {
        QString &text = results[stretch.field];
        text = text.isEmpty() ? stretch.result : text + stretch.result;
    }
    View view = draft;
    for (const auto &[field, text] : results)
        setFieldText(view, field, text);
    return view;
}

} // namespace galley
