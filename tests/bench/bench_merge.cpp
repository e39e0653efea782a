// The three-way merge and the word diff of texts of 1 MB, beside a merge of the same lines by git (libgit2's
// git_merge_file), which is what a text merge costs anywhere.

#include "core/merge/textdiff.h"
#include "core/merge/textmerge.h"

#include <QElapsedTimer>

#include <git2.h>

#include <algorithm>
#include <cstdio>

using namespace galley;

namespace {

constexpr int Rounds = 9;
constexpr qsizetype Size = 1'000'000;

template <typename Work>
double medianMs(Work work)
{
    std::vector<double> times;
    for (int i = 0; i < Rounds; ++i) {
        QElapsedTimer timer;
        timer.start();
        work();
        times.push_back(double(timer.nsecsElapsed()) / 1e6);
    }
    std::nth_element(times.begin(), times.begin() + Rounds / 2, times.end());
    return times[Rounds / 2];
}

/// `lineEnd` after each fifth sentence; each `every`-th sentence is written by `by`.
QString book(const QString &lineEnd, const QString &by = {}, int every = 0, int first = 0)
{
    QString text;
    for (int i = 0; text.size() < Size; ++i) {
        const bool isEdited = every > 0 && i % every == first;
        text += QStringLiteral("Sentence %1 of the book tells what the harbour master%2 saw at dawn.").arg(i).arg(isEdited ? by : QString());
        text += i % 5 == 4 ? lineEnd : QStringLiteral(" ");
    }
    return text;
}

QString noise(int salt)
{
    QString text;
    for (qint64 i = 0; text.size() < Size; ++i)
        text += QStringLiteral("%1 words of version %2.%3").arg(i * 7919 % 10'007).arg(salt).arg(i % 5 == 4 ? QStringLiteral("\n\n") : QStringLiteral(" "));
    return text;
}

double gitMs(const QString &base, const QString &mine, const QString &theirs)
{
    const QByteArray texts[] = {base.toUtf8(), mine.toUtf8(), theirs.toUtf8()};
    git_merge_file_input inputs[3] = {};
    for (int i = 0; i < 3; ++i) {
        inputs[i].version = GIT_MERGE_FILE_INPUT_VERSION;
        inputs[i].ptr = texts[i].constData();
        inputs[i].size = std::size_t(texts[i].size());
    }
    return medianMs([&] {
        git_merge_file_result result{};
        if (git_merge_file(&result, &inputs[0], &inputs[1], &inputs[2], nullptr) != 0)
            qFatal("git could not merge");
        git_merge_file_result_free(&result);
    });
}

void measure(const char *name, const QString &base, const QString &mine, const QString &theirs)
{
    const double merge = medianMs([&] {
        if (!mergeText(base, mine, theirs))
            qFatal("could not merge");
    });
    const double diff = medianMs([&] { wordDiff(mine, theirs); });
    std::printf("  %-44s merge %7.1f ms   git, whole lines %7.1f ms   word diff %7.1f ms\n", name, merge, gitMs(base, mine, theirs), diff);
}

} // namespace

int main()
{
    git_libgit2_init();
    const QString paragraphs = QStringLiteral("\n\n");
    const QString mine = QStringLiteral(" himself");
    const QString theirs = QStringLiteral(" alone");
    std::printf("texts of 1 MB; target: well under a second\n");
    measure("a few edits", book(paragraphs), book(paragraphs, mine, 1000), book(paragraphs, theirs, 1000, 7));
    measure("2,000 edits on each side", book(paragraphs), book(paragraphs, mine, 6), book(paragraphs, theirs, 6, 3));
    measure("2,000 edits on each side, one paragraph", book(QStringLiteral(" ")), book(QStringLiteral(" "), mine, 6),
            book(QStringLiteral(" "), theirs, 6, 3));
    measure("nothing in common", noise(1), noise(2), noise(3));
    measure("nothing agreed", {}, book(paragraphs, mine, 6), book(paragraphs, theirs, 6, 3));
    return 0;
}
