// Image files from anywhere: whatever the container says, its anatomy is read within bounds, and what was cleaned once is clean.
#include "core/image/anatomy.h"

#include <cstdint>
#include <cstdlib>

using namespace galley;

namespace {

Result<Anatomy> examine(QByteArrayView file, ImageFormat format)
{
    switch (format) {
    case ImageFormat::Png:
        return examinePng(file);
    case ImageFormat::Jpeg:
        return examineJpeg(file);
    case ImageFormat::Gif:
        return examineGif(file);
    case ImageFormat::WebP:
        return examineWebP(file);
    }
    std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArrayView file(data, qsizetype(size));
    const auto format = sniffFormat(file);
    if (!format)
        return 0;
    const auto anatomy = examine(file, *format);
    if (!anatomy)
        return 0;
    const auto again = examine(anatomy->clean, *format);
    if (!again || again->clean != anatomy->clean || again->size != anatomy->size)
        std::abort();
    return 0;
}
