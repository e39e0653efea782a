// Tests of properties try the same inputs each time; RC_PARAMS tries others.
#pragma once

#include <QByteArray>
#include <QtGlobal>

namespace galley {

/// Before the first property of a program.
inline void useFixedSeed(const char *cases = "max_success=1000")
{
    if (qEnvironmentVariableIsEmpty("RC_PARAMS"))
        qputenv("RC_PARAMS", QByteArray("seed=20261126 ") + cases);
}

} // namespace galley
