#include "core/secrets/coredumps.h"

#include <sys/resource.h>

namespace galley {

void leaveNoCoreDumps()
{
    // Not 0, which does not hold where dumps go to a program: a limit of one byte ends both (Linux, core(5)).
    constexpr rlimit none{1, 1};
    (void)setrlimit(RLIMIT_CORE, &none);
}

} // namespace galley
