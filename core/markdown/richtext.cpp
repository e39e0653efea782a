#include "core/markdown/richtext.h"

#include <algorithm>

namespace galley::markdown {

namespace {

bool isWhite(QChar c)
{
    return c == u' ' || c == QChar::Nbsp;
}

bool isPunctuation(QChar c)
{
    return c.isPunct() || c.isSymbol();
}

Runs merged(const Runs &runs)
{
    Runs result;
    for (const Run &run : runs) {
        const bool hasText = run.kind == Run::Kind::Text || run.kind == Run::Kind::Code;
        if (hasText && run.text.isEmpty())
            continue;
        if (!result.empty() && hasText && result.back().kind == run.kind && result.back().marks == run.marks &&
            result.back().link == run.link)
            result.back().text += run.text;
        else
            result.push_back(run);
    }
    return result;
}

struct Dress
{
    quint8 marks = RunPlain;
    QString link;
};

Dress shared(const Run *before, const Run *after)
{
    if (!before || !after)
        return {};
    return {quint8(before->marks & after->marks), before->link == after->link ? before->link : QString()};
}

// What `takes` at the edges of runs gets only the marks that go on beyond it.
template <typename Takes>
Runs undressed(const Runs &runs, Takes takes)
{
    // First cut such edges off as runs of their own, then dress each by its neighbours.
    Runs pieces;
    std::vector<bool> isEdge;
    const auto add = [&](Run run, const QString &text, bool edge) {
        if (text.isEmpty() && run.kind == Run::Kind::Text)
            return;
        run.text = text;
        pieces.push_back(std::move(run));
        isEdge.push_back(edge);
    };
    for (const Run &run : runs) {
        if (run.kind != Run::Kind::Text) {
            add(run, run.text, run.kind == Run::Kind::Break);
            continue;
        }
        qsizetype from = 0;
        while (from < run.text.size() && takes(run.text[from]))
            ++from;
        qsizetype to = run.text.size();
        while (to > from && takes(run.text[to - 1]))
            --to;
        add(run, run.text.left(from), true);
        add(run, run.text.mid(from, to - from), false);
        add(run, run.text.mid(to), true);
    }
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        if (!isEdge[i])
            continue;
        std::size_t next = i + 1;
        while (next < pieces.size() && isEdge[next])
            ++next;
        const Dress dress = shared(i > 0 ? &pieces[i - 1] : nullptr, next < pieces.size() ? &pieces[next] : nullptr);
        for (; i < next; ++i) {
            pieces[i].marks = dress.marks;
            pieces[i].link = dress.link;
        }
    }
    return merged(pieces);
}

} // namespace

Runs normalised(const Runs &runs)
{
    Runs result = undressed(merged(runs), isWhite);
    const auto isGap = [](const Run &run) {
        return run.kind == Run::Kind::Break || (run.kind == Run::Kind::Text && std::ranges::all_of(run.text, isWhite));
    };
    while (!result.empty() && isGap(result.front()))
        result.erase(result.begin());
    while (!result.empty() && isGap(result.back()))
        result.pop_back();
    for (std::size_t i = 0; i < result.size(); ++i) {
        Run &run = result[i];
        if (run.kind != Run::Kind::Text)
            continue;
        const bool begins = i == 0 || result[i - 1].kind == Run::Kind::Break;
        const bool ends = i + 1 == result.size() || result[i + 1].kind == Run::Kind::Break;
        while (begins && !run.text.isEmpty() && isWhite(run.text.front()))
            run.text.remove(0, 1);
        while (ends && !run.text.isEmpty() && isWhite(run.text.back()))
            run.text.chop(1);
    }
    return merged(result);
}

Runs withPunctuationOutside(const Runs &runs)
{
    return normalised(undressed(runs, [](QChar c) { return isWhite(c) || isPunctuation(c); }));
}

} // namespace galley::markdown
