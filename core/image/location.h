// Whether an image file tells where it was taken: for a last look before readers can see it. What comes into Galley is
// stripped of it (intake.h); what a site's own upload or an older tool stored may not be.
#pragma once

#include <QByteArrayView>

namespace galley {

/// `head` is the beginning of the file; metadata stands there. True for a GPS directory in EXIF (of JPEG, PNG or WebP)
/// and for a latitude in XMP.
bool tellsLocation(QByteArrayView head);

} // namespace galley
