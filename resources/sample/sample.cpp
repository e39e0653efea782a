#include "resources/sample/sample.h"

namespace galley {

QString sampleFolder()
{
    return QStringLiteral(":/galley/sample");
}

QString sampleTitle()
{
    return QStringLiteral("Field Notes");
}

} // namespace galley
