#include "core/db/value.h"

#include "core/base/text.h"

#include <cmath>

namespace galley {

std::optional<qint64> Value::optionalInteger() const
{
    if (!isInteger())
        return std::nullopt;
    return integer();
}

QString Value::displayText() const
{
    if (isText())
        return text();
    if (isInteger())
        return QString::number(integer());
    if (isReal())
        return QString::number(real(), 'g', 17);
    return {};
}

bool Value::truthy() const
{
    if (isInteger())
        return integer() != 0;
    if (isReal())
        return real() != 0.0;
    if (!isText())
        return false;
    const QString word = text().trimmed().toLower();
    return word == QLatin1String("1") || word == QLatin1String("true") || word == QLatin1String("t");
}

Status Value::validate() const
{
    if (isReal() && !std::isfinite(real()))
        return fail(ErrorCode::InvalidInput,
                    QStringLiteral("A number is not finite, so the database can't hold it; correct it and try again."));
    if (isText())
        return validateText(text(), QStringLiteral("The text"));
    return {};
}

} // namespace galley
