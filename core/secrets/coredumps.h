// A crash of a program that holds secrets must not write them to disk.
#pragma once

namespace galley {

/// From now on this process, and those it starts, leave no core dump, neither in a file nor with a program of the system
/// that collects them. Debuggers and accessibility tools work as before. Call it first in main().
void leaveNoCoreDumps();

} // namespace galley
