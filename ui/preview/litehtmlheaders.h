// litehtml's headers, included in one place: they aren't clean under our warnings.
#pragma once

#pragma GCC system_header
#include <litehtml/el_image.h>
#include <litehtml/litehtml.h>
