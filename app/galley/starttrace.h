// Where the start spends its time: with GALLEY_TRACE_START=1 in the environment, one line on stderr for each
// mark, in milliseconds since the process was started (/proc/self/stat), so that loading libraries counts too.
#pragma once

namespace galley {

bool isStartTraced();
void traceStart(const char *mark);

} // namespace galley
