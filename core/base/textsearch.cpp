#include "core/base/textsearch.h"

namespace galley {

namespace {

// The group that a `$` or `\` at `at` names; moves `at` past it.
std::optional<QString> groupAt(QStringView with, qsizetype &at, const QRegularExpressionMatch &match)
{
    if (at + 1 >= with.size())
        return std::nullopt;
    if (with[at + 1].isDigit()) {
        const int group = with[at + 1].digitValue();
        at += 2;
        return match.captured(group);
    }
    if (with[at] == u'$' && with[at + 1] == u'{') {
        const qsizetype end = with.indexOf(u'}', at);
        if (end < 0)
            return std::nullopt;
        const QString name = with.sliced(at + 2, end - at - 2).toString();
        bool isNumber = false;
        const int group = name.toInt(&isNumber);
        at = end + 1;
        return isNumber ? match.captured(group) : match.captured(name);
    }
    return std::nullopt;
}

QString expanded(QStringView with, const QRegularExpressionMatch &match)
{
    QString text;
    for (qsizetype i = 0; i < with.size();) {
        const QChar c = with[i];
        if (c != u'$' && c != u'\\') {
            text += c;
            ++i;
            continue;
        }
        if (const auto group = groupAt(with, i, match)) {
            text += *group;
            continue;
        }
        const QChar next = i + 1 < with.size() ? with[i + 1] : QChar();
        if (c == u'\\' && (next == u'n' || next == u't')) {
            text += next == u'n' ? u'\n' : u'\t';
            i += 2;
        } else if (next == c || (c == u'\\' && next == u'$')) {
            text += next;
            i += 2;
        } else {
            text += c;
            ++i;
        }
    }
    return text;
}

} // namespace

TextSearch::TextSearch(QRegularExpression expression, Syntax syntax)
    : m_expression(std::move(expression)),
      m_syntax(syntax)
{
}

Result<TextSearch> TextSearch::make(const QString &sought, const Way &way)
{
    if (sought.isEmpty())
        return fail(ErrorCode::InvalidInput, QStringLiteral("There is nothing to look for."));
    QRegularExpression::PatternOptions options =
        QRegularExpression::MultilineOption | QRegularExpression::UseUnicodePropertiesOption;
    if (way.capitals == Capitals::DoNotCount)
        options |= QRegularExpression::CaseInsensitiveOption;
    QRegularExpression expression(way.syntax == Syntax::Words ? QRegularExpression::escape(sought) : sought, options);
    if (!expression.isValid()) {
        const qsizetype at = expression.patternErrorOffset();
        const QString where = at >= sought.size() ? QStringLiteral("at its end") : QStringLiteral("after “%1”").arg(sought.left(at));
        return fail(ErrorCode::InvalidInput,
                    QStringLiteral("The expression can't be read %1: %2.").arg(where, expression.errorString()));
    }
    if (way.extent == Extent::WholeWords) // not \b: "C++" ends in no letter
        expression.setPattern(QStringLiteral("(?<![\\w\\p{M}])(?:%1)(?![\\w\\p{M}])").arg(expression.pattern()));
    return TextSearch(expression, way.syntax);
}

QList<TextMatch> TextSearch::matches(const QString &text) const
{
    QList<TextMatch> found;
    QRegularExpressionMatchIterator each = m_expression.globalMatch(text);
    while (each.hasNext()) {
        const QRegularExpressionMatch match = each.next();
        found.append({match.capturedStart(), match.capturedLength()});
    }
    return found;
}

QString TextSearch::replacement(const QString &text, const TextMatch &match, const QString &with) const
{
    if (m_syntax == Syntax::Words)
        return with;
    return expanded(with, m_expression.match(text, match.at, QRegularExpression::NormalMatch,
                                             QRegularExpression::AnchorAtOffsetMatchOption));
}

QString TextSearch::replaced(const QString &text, const QString &with) const
{
    QString result;
    qsizetype from = 0;
    for (const TextMatch &match : matches(text)) {
        result += QStringView(text).sliced(from, match.at - from);
        result += replacement(text, match, with);
        from = match.at + match.length;
    }
    result += QStringView(text).sliced(from);
    return result;
}

} // namespace galley
