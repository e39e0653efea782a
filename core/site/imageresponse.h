// GET /images/:id and /images/:id/thumb.
#pragma once

#include "core/db/database.h"
#include "core/site/config.h"
#include "core/site/request.h"

namespace galley::site {

enum class ImageForm
{
    Whole,
    Thumbnail
};

/// The stored bytes, cacheable for ever, or nothing when this mode has no such image. A thumbnail that was
/// never made is the image itself.
Result<std::optional<Response>> imageResponse(Database &database, Mode mode, const Request &request,
                                              qint64 id, ImageForm form);

} // namespace galley::site
