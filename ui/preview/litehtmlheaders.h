// litehtml's headers, included in one place: they aren't clean under our warnings.
#pragma once

#pragma GCC system_header

// litehtml.h must come first: the others don't stand alone.
// clang-format off
#include <litehtml/litehtml.h>
#include <litehtml/el_image.h>
// clang-format on
