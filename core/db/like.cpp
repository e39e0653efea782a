#include "core/db/like.h"

namespace galley {

QString escapedForLike(const QString &text)
{
    QString escaped = text;
    for (const char16_t special : {u'\\', u'%', u'_'})
        escaped.replace(QChar(special), QString(u'\\') + QChar(special));
    return escaped;
}

} // namespace galley
