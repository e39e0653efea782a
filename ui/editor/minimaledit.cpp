#include "ui/editor/minimaledit.h"

#include <QTextCursor>
#include <QTextDocument>

#include <algorithm>
#include <vector>

namespace galley {

namespace {

// Past this many differing lines the search is not worth its square: one change covers them all.
constexpr int kMostEdits = 1000;

struct Run
{
    qsizetype beforeFrom;
    qsizetype beforeTo;
    qsizetype afterFrom;
    qsizetype afterTo;
};

std::vector<QStringView> linesOf(const QString &text)
{
    std::vector<QStringView> lines;
    qsizetype from = 0;
    const QStringView view(text);
    while (from <= view.size()) {
        const qsizetype end = view.indexOf(QLatin1Char('\n'), from);
        if (end < 0) {
            lines.push_back(view.sliced(from));
            break;
        }
        lines.push_back(view.sliced(from, end + 1 - from));
        from = end + 1;
    }
    return lines;
}

// Myers' O(ND) comparison of lines; the answer lists the differing runs in line numbers, first to last.
std::vector<Run> differingRuns(const std::vector<QStringView> &a, const std::vector<QStringView> &b)
{
    const int n = int(a.size());
    const int m = int(b.size());
    const int most = std::min(n + m, kMostEdits);
    std::vector<std::vector<int>> trace;
    std::vector<int> reach(size_t(2 * most + 3), 0);
    const auto at = [most](int k) { return size_t(k + most + 1); };
    int edits = -1;
    for (int d = 0; d <= most && edits < 0; ++d) {
        trace.push_back(reach);
        for (int k = -d; k <= d; k += 2) {
            const bool down = k == -d || (k != d && reach[at(k - 1)] < reach[at(k + 1)]);
            int x = down ? reach[at(k + 1)] : reach[at(k - 1)] + 1;
            int y = x - k;
            while (x < n && y < m && a[size_t(x)] == b[size_t(y)]) {
                ++x;
                ++y;
            }
            reach[at(k)] = x;
            if (x >= n && y >= m) {
                edits = d;
                break;
            }
        }
    }
    if (edits < 0)
        return {{0, n, 0, m}};
    std::vector<Run> runs;
    int x = n;
    int y = m;
    for (int d = edits; d > 0; --d) {
        const std::vector<int> &before = trace[size_t(d)];
        const int k = x - y;
        const bool down = k == -d || (k != d && before[at(k - 1)] < before[at(k + 1)]);
        const int previousK = down ? k + 1 : k - 1;
        const int fromX = before[at(previousK)];
        const int fromY = fromX - previousK;
        const Run run{fromX, down ? fromX : fromX + 1, fromY, down ? fromY + 1 : fromY};
        if (!runs.empty() && runs.back().beforeFrom == run.beforeTo && runs.back().afterFrom == run.afterTo) {
            runs.back().beforeFrom = run.beforeFrom;
            runs.back().afterFrom = run.afterFrom;
        } else {
            runs.push_back(run);
        }
        x = fromX;
        y = fromY;
    }
    std::reverse(runs.begin(), runs.end());
    return runs;
}

bool splitsPair(const QString &text, qsizetype at)
{
    return at > 0 && at < text.size() && text[at].isLowSurrogate() && text[at - 1].isHighSurrogate();
}

TextChange narrowed(const QString &before, qsizetype from, qsizetype to, const QString &replacement)
{
    const QString old = before.mid(from, to - from);
    const qsizetype shorter = qMin(old.size(), replacement.size());
    qsizetype head = 0;
    while (head < shorter && old[head] == replacement[head])
        ++head;
    if (splitsPair(old, head) || splitsPair(replacement, head))
        --head;
    qsizetype tail = 0;
    while (tail < shorter - head && old[old.size() - 1 - tail] == replacement[replacement.size() - 1 - tail])
        ++tail;
    if (tail > 0 && (splitsPair(old, old.size() - tail) || splitsPair(replacement, replacement.size() - tail)))
        --tail;
    return {from + head, old.size() - head - tail, replacement.mid(head, replacement.size() - head - tail)};
}

} // namespace

QList<TextChange> textChanges(const QString &before, const QString &after)
{
    const std::vector<QStringView> a = linesOf(before);
    const std::vector<QStringView> b = linesOf(after);
    const auto offsets = [](const std::vector<QStringView> &lines) {
        std::vector<qsizetype> result{0};
        for (const QStringView line : lines)
            result.push_back(result.back() + line.size());
        return result;
    };
    const std::vector<qsizetype> aAt = offsets(a);
    const std::vector<qsizetype> bAt = offsets(b);
    QList<TextChange> changes;
    for (const Run &run : differingRuns(a, b)) {
        const qsizetype from = bAt[size_t(run.afterFrom)];
        const QString replacement = after.mid(from, bAt[size_t(run.afterTo)] - from);
        changes.prepend(narrowed(before, aAt[size_t(run.beforeFrom)], aAt[size_t(run.beforeTo)], replacement));
    }
    return changes;
}

QString exactText(const QTextDocument &document)
{
    QString text = document.toRawText();
    text.replace(QChar::ParagraphSeparator, QLatin1Char('\n'));
    text.replace(QChar::LineSeparator, QLatin1Char('\n'));
    return text;
}

void applyMinimalEdit(QTextDocument *document, const QString &text)
{
    const QList<TextChange> changes = textChanges(exactText(*document), text);
    if (changes.isEmpty())
        return;
    QTextCursor cursor(document);
    cursor.beginEditBlock();
    for (const TextChange &change : changes) {
        cursor.setPosition(int(change.at));
        cursor.setPosition(int(change.at + change.removed), QTextCursor::KeepAnchor);
        cursor.insertText(change.inserted);
    }
    cursor.endEditBlock();
}

} // namespace galley
