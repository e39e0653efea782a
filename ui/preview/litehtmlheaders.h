// litehtml's headers, included in one place: they aren't clean under our warnings.
#pragma once

#pragma GCC system_header

// litehtml.h must come first: the others don't stand alone.
// clang-format off
#include <litehtml/litehtml.h>
#include <litehtml/el_anchor.h>
#include <litehtml/el_div.h>
#include <litehtml/el_image.h>
#include <litehtml/el_para.h>
#include <litehtml/el_space.h>
#include <litehtml/el_table.h>
#include <litehtml/el_td.h>
// clang-format on
