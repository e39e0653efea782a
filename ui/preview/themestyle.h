// The blog's theme as the pane wears it.
#pragma once

#include "core/site/theme.h"
#include "ui/preview/previewstyle.h"

namespace galley {

/// The served page's own CSS and colours for this scheme. UI thread or any other.
PreviewStyle themeStyle(site::Scheme scheme, qreal zoom = 1);

} // namespace galley
