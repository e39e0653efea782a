#include "core/merge/textdiff.h"

#include "core/merge/hunks.h"

#include <QList>
#include <QTextBoundaryFinder>

#include <algorithm>

namespace galley {

namespace {

/// In UTF-16 units, both sides together; a longer stretch is shown as removed and added whole.
constexpr qsizetype LongestStretchInWords = 400'000;

std::vector<QStringView> viewsOfLines(QStringView text)
{
    std::vector<QStringView> lines;
    for (qsizetype start = 0; start < text.size();) {
        const qsizetype end = text.indexOf(u'\n', start);
        const qsizetype next = end < 0 ? text.size() : end + 1;
        lines.push_back(text.mid(start, next - start));
        start = next;
    }
    return lines;
}

std::vector<QStringView> wordsOf(QStringView text)
{
    std::vector<QStringView> words;
    QTextBoundaryFinder finder(QTextBoundaryFinder::Word, text);
    for (qsizetype start = 0; finder.toNextBoundary() != -1; start = finder.position()) {
        if (finder.position() > start)
            words.push_back(text.mid(start, finder.position() - start));
    }
    return words;
}

/// From the first of them to the end of the last; they are neighbours.
QStringView joined(const std::vector<QStringView> &pieces, qsizetype from, qsizetype to)
{
    if (from == to)
        return {};
    const QStringView first = pieces[std::size_t(from)];
    const QStringView last = pieces[std::size_t(to - 1)];
    return {first.data(), last.data() + last.size()};
}

bool isWord(QStringView text)
{
    const QList<uint> characters = text.toUcs4();
    return std::any_of(characters.begin(), characters.end(), [](char32_t c) {
        return QChar::isLetterOrNumber(c) || QChar::category(c) == QChar::Symbol_Other;
    });
}

/// What is unchanged, and the change that follows it.
struct Step
{
    QString same;
    QString removed;
    QString added;
};

class Comparison
{
public:
    void addSame(QStringView text) { m_same += text; }

    void addChange(QStringView removed, QStringView added)
    {
        m_steps.push_back({std::exchange(m_same, {}), removed.toString(), added.toString()});
        // A change may now be large enough to swallow the crumb before it, and then the one before that.
        while (m_steps.size() > 1 && isCrumb(m_steps[m_steps.size() - 2], m_steps.back())) {
            const Step last = std::move(m_steps.back());
            m_steps.pop_back();
            m_steps.back().removed += last.same + last.removed;
            m_steps.back().added += last.same + last.added;
        }
    }

    std::vector<DiffRun> runs() const
    {
        std::vector<DiffRun> runs;
        const auto add = [&](DiffRun::Kind kind, const QString &text) {
            if (!text.isEmpty())
                runs.push_back({kind, text});
        };
        for (const Step &step : m_steps) {
            add(DiffRun::Kind::Same, step.same);
            add(DiffRun::Kind::Removed, step.removed);
            add(DiffRun::Kind::Added, step.added);
        }
        add(DiffRun::Kind::Same, m_same);
        return runs;
    }

private:
    /// What two sentences have in common by chance ("the", a comma) makes a diff that nobody can read.
    static bool isCrumb(const Step &before, const Step &after)
    {
        const QString &same = after.same;
        if (same.isEmpty())
            return true;
        if (same.contains(u'\n'))
            return false;
        const auto size = [](const Step &step) { return std::max(step.removed.size(), step.added.size()); };
        return !isWord(same) || same.size() <= std::min(size(before), size(after));
    }

    std::vector<Step> m_steps;
    QString m_same; // since the last step
};

void compareWords(QStringView before, QStringView after, Comparison &comparison)
{
    if (before.isEmpty() || after.isEmpty() || before.size() + after.size() > LongestStretchInWords) {
        comparison.addChange(before, after);
        return;
    }
    const std::vector<QStringView> old = wordsOf(before);
    const std::vector<QStringView> now = wordsOf(after);
    SymbolTable symbols;
    const auto hunks = findHunks(symbols.symbolsOf(old), symbols.symbolsOf(now));
    if (!hunks) {
        comparison.addChange(before, after);
        return;
    }
    qsizetype at = 0;
    for (const Hunk &hunk : *hunks) {
        comparison.addSame(joined(old, at, hunk.beforeStart));
        comparison.addChange(joined(old, hunk.beforeStart, hunk.beforeEnd()), joined(now, hunk.afterStart, hunk.afterEnd()));
        at = hunk.beforeEnd();
    }
    comparison.addSame(joined(old, at, qsizetype(old.size())));
}

} // namespace

std::vector<DiffRun> wordDiff(const QString &before, const QString &after)
{
    Comparison comparison;
    const std::vector<QStringView> old = viewsOfLines(before);
    const std::vector<QStringView> now = viewsOfLines(after);
    SymbolTable symbols;
    const auto hunks = findHunks(symbols.symbolsOf(old), symbols.symbolsOf(now));
    if (!hunks) {
        comparison.addChange(before, after);
        return comparison.runs();
    }
    qsizetype at = 0;
    for (const Hunk &hunk : *hunks) {
        comparison.addSame(joined(old, at, hunk.beforeStart));
        compareWords(joined(old, hunk.beforeStart, hunk.beforeEnd()), joined(now, hunk.afterStart, hunk.afterEnd()),
                     comparison);
        at = hunk.beforeEnd();
    }
    comparison.addSame(joined(old, at, qsizetype(old.size())));
    return comparison.runs();
}

WordCount wordCount(const std::vector<DiffRun> &runs)
{
    WordCount count;
    for (const DiffRun &run : runs) {
        if (run.kind == DiffRun::Kind::Same)
            continue;
        const std::vector<QStringView> words = wordsOf(run.text);
        int &counted = run.kind == DiffRun::Kind::Added ? count.added : count.removed;
        counted += int(std::count_if(words.begin(), words.end(), isWord));
    }
    return count;
}

} // namespace galley
