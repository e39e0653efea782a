#include "core/model/derived.h"

#include <algorithm>
#include <iterator>

namespace galley {

namespace {

QString firstLines(const QString &content, qsizetype count)
{
    qsizetype end = 0;
    for (qsizetype i = 0; i < count && end >= 0; ++i)
        end = content.indexOf(QLatin1Char('\n'), i == 0 ? 0 : end + 1);
    return end < 0 ? content : content.left(end);
}

constexpr Derivation All[] = {Derivation::FirstLines, Derivation::OpeningLines, Derivation::FirstCharacters};

/// Cut without splitting a surrogate pair.
QString cut(const QString &text, qsizetype length)
{
    if (text.size() <= length)
        return text;
    return text.left(text.at(length - 1).isHighSurrogate() ? length - 1 : length);
}

} // namespace

QString derive(Derivation derivation, const QString &content)
{
    switch (derivation) {
    case Derivation::FirstLines: return cut(firstLines(content, 3), 200);
    case Derivation::OpeningLines: return firstLines(content, 6);
    case Derivation::FirstCharacters: return cut(content, 500);
    }
    return {};
}

bool isDerived(const QString &text, const QString &content)
{
    return std::any_of(std::begin(All), std::end(All),
                       [&](Derivation derivation) { return derive(derivation, content) == text; });
}

QString rederived(const QString &current, const QString &formerContent, const QString &content, Derivation fallback)
{
    QString made;
    if (current.isEmpty()) {
        made = derive(fallback, content);
    } else {
        for (const Derivation derivation : All) {
            if (current == derive(derivation, formerContent))
                made = derive(derivation, content);
        }
        if (made.isNull())
            return current;
    }
    return made.isNull() ? QStringLiteral("") : made;
}

} // namespace galley
