#include "ui/postlist/searchquery.h"

#include <QRegularExpression>

namespace galley {

PostQuery queryFor(const QString &typed)
{
    static const QRegularExpression tag(QStringLiteral(R"re((?<!\S)#(?:"([^"]+)"?|([^\s"#]+)))re"));
    static const QRegularExpression marks(QStringLiteral("[\"“”„«»]"));
    PostQuery query;
    QString words = typed;
    if (const QRegularExpressionMatch match = tag.match(typed); match.hasMatch()) {
        query.tag = (match.captured(1) + match.captured(2)).trimmed();
        words.remove(match.capturedStart(), match.capturedLength());
    }
    query.text = words.replace(marks, QStringLiteral(" ")).simplified();
    return query;
}

QString typedTag(const QString &tag)
{
    return tag.contains(QLatin1Char(' ')) ? QStringLiteral("#\"%1\"").arg(tag) : QLatin1Char('#') + tag;
}

} // namespace galley
