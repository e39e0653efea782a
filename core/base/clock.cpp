#include "core/base/clock.h"

namespace galley {

QDateTime SystemClock::now() const
{
    return QDateTime::currentDateTimeUtc();
}

} // namespace galley
