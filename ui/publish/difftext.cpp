#include "ui/publish/difftext.h"

namespace galley {

namespace {

constexpr qsizetype Around = 34; // characters shown of what did not change, on each side
constexpr qsizetype Longest = 110; // of a change

QString oneLine(const QString &text)
{
    QString line = text;
    for (QChar &c : line) {
        if (c == QLatin1Char('\n') || c == QLatin1Char('\r'))
            c = QLatin1Char(' ');
    }
    return line;
}

/// At a word's edge where there is one.
QString endOf(const QString &text)
{
    const QString last = text.section(QLatin1Char('\n'), -1);
    if (last.size() <= Around)
        return last;
    const QString cut = last.right(Around);
    const qsizetype space = cut.indexOf(QLatin1Char(' '));
    return QStringLiteral("…") + (space >= 0 && space < Around / 2 ? cut.mid(space + 1) : cut);
}

QString beginningOf(const QString &text)
{
    const QString first = text.section(QLatin1Char('\n'), 0, 0);
    if (first.size() <= Around)
        return first;
    const QString cut = first.left(Around);
    const qsizetype space = cut.lastIndexOf(QLatin1Char(' '));
    return (space > Around / 2 ? cut.left(space) : cut) + QStringLiteral("…");
}

QString shortened(const QString &text)
{
    if (text.size() <= Longest)
        return text;
    return text.left(Longest * 2 / 3).trimmed() + QStringLiteral(" … ") + text.right(Longest / 3).trimmed();
}

} // namespace

QList<DiffSnippet> snippetsOf(const std::vector<DiffRun> &runs, int most)
{
    QList<DiffSnippet> snippets;
    for (std::size_t i = 0; i < runs.size(); ++i) {
        const DiffRun &run = runs[i];
        if (run.kind != DiffRun::Kind::Same) {
            if (snippets.isEmpty())
                snippets.emplaceBack();
            snippets.back().append({run.kind, shortened(oneLine(run.text))});
            continue;
        }
        const bool isFirst = snippets.isEmpty();
        const bool isLast = i + 1 == runs.size();
        if (!isFirst && !isLast && run.text.size() <= 2 * Around && !run.text.contains(QLatin1Char('\n'))) {
            snippets.back().append({run.kind, oneLine(run.text)});
            continue;
        }
        if (!isFirst) {
            if (const QString after = beginningOf(run.text); !after.isEmpty())
                snippets.back().append({run.kind, after});
        }
        if (isLast)
            break;
        if (snippets.size() == most)
            break;
        snippets.emplaceBack();
        if (const QString before = endOf(run.text); !before.isEmpty())
            snippets.back().append({run.kind, before});
    }
    return snippets;
}

} // namespace galley
