// Looking for words or for a regular expression in a text, and replacing what was found. A value; any thread.
#pragma once

#include "core/base/result.h"

#include <QList>
#include <QRegularExpression>
#include <QString>

#include <optional>

namespace galley {

struct TextMatch
{
    qsizetype at = 0;
    qsizetype length = 0;

    bool operator==(const TextMatch &) const = default;
};

class TextSearch
{
public:
    enum class Syntax
    {
        Words,      // as typed
        Expression, // Perl's; `^` and `$` stand at the ends of lines
    };

    enum class Capitals { DoNotCount, Count };
    enum class Extent
    {
        Anywhere,
        WholeWords, // neither a letter nor a digit stands before or after what is found
    };
    struct Way
    {
        Syntax syntax = Syntax::Words;
        Capitals capitals = Capitals::DoNotCount;
        Extent extent = Extent::Anywhere;

        bool operator==(const Way &) const = default;
    };

    /// An expression that can't be read is InvalidInput, and its message says what is wrong where. Nothing to look for is
    /// InvalidInput too.
    static Result<TextSearch> make(const QString &sought, const Way &way);

    /// First to last, never overlapping. An expression may find places without length, `^` for one.
    QList<TextMatch> matches(const QString &text) const;

    /// What stands in the place of `match` afterwards. For an expression `$1` (or `\1`) is what its first group
    /// found, `$0` all of it, `${name}` a named group, `\n` a line end, `\t` a tab, `$$` a dollar.
    QString replacement(const QString &text, const TextMatch &match, const QString &with) const;

    /// All matches replaced.
    QString replaced(const QString &text, const QString &with) const;

    bool operator==(const TextSearch &) const = default;

private:
    TextSearch(QRegularExpression expression, Syntax syntax);

    QRegularExpression m_expression;
    Syntax m_syntax;
};

} // namespace galley
