#include "ui/preview/runchange.h"

#include "ui/preview/alike.h"

#include <algorithm>

namespace galley::preview {

namespace {

// The run of text that holds all from `first` to before `last`; null if there is none.
QByteArrayView runAround(QByteArrayView html, qsizetype first, qsizetype last)
{
    const qsizetype start = html.first(first).lastIndexOf('>') + 1;
    qsizetype end = html.indexOf('<', start);
    end = end < 0 ? html.size() : end;
    return first <= end && last <= end ? html.sliced(start, end - start) : QByteArrayView();
}

int runsIn(QByteArrayView html)
{
    int runs = html.isEmpty() || html.front() == '<' ? 0 : 1;
    for (qsizetype at = html.indexOf('>'); at >= 0 && at + 1 < html.size(); at = html.indexOf('>', at + 1))
        runs += html[at + 1] == '<' ? 0 : 1;
    return runs;
}

std::optional<QByteArray> resolved(QByteArrayView run)
{
    constexpr struct
    {
        QByteArrayView entity;
        char character;
    } known[] = {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}};
    QByteArray text;
    text.reserve(run.size());
    for (qsizetype at = 0; at < run.size();) {
        if (run[at] != '&') {
            text += run[at++];
            continue;
        }
        const auto *entity = std::ranges::find_if(known, [&](const auto &one) { return run.sliced(at).startsWith(one.entity); });
        if (entity == std::end(known))
            return std::nullopt;
        text += entity->character;
        at += entity->entity.size();
    }
    if (text.trimmed().isEmpty())
        return std::nullopt;
    return text;
}

} // namespace

std::optional<RunChange> runChange(QByteArrayView from, QByteArrayView to)
{
    const auto [prefix, suffix] = alike(from, to);
    const QByteArrayView was = runAround(from, prefix, from.size() - suffix);
    const QByteArrayView is = runAround(to, prefix, to.size() - suffix);
    if (was.isEmpty() || is.isEmpty() || was == is)
        return std::nullopt;
    const std::optional<QByteArray> before = resolved(was);
    const std::optional<QByteArray> after = resolved(is);
    if (!before || !after)
        return std::nullopt;
    return RunChange{runsIn(from.first(was.data() - from.data())), *before, *after};
}

} // namespace galley::preview
