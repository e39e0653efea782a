// The whole way of an image into a blog: no file brings it down, and what it lets in is clean, upright and within the
// limits, so that taking it in once more changes nothing.
#include "core/image/intake.h"

#include <QCoreApplication>
#include <QtEndian>

#include <zlib.h>

#include <cstdint>
#include <cstdlib>

using namespace galley;

namespace {

void require(bool holds)
{
    if (!holds)
        std::abort();
}

/// Sets the checksums of a PNG's chunks right, or no changed PNG would ever come to be decoded.
QByteArray withChecksums(QByteArray file)
{
    constexpr qsizetype Around = 12; // length, type and checksum
    qsizetype at = 8;
    while (sniffFormat(file) == ImageFormat::Png && at + Around <= file.size()) {
        const auto length = qsizetype(qFromBigEndian<quint32>(file.constData() + at));
        if (length > file.size() - at - Around)
            break;
        const auto *data = reinterpret_cast<const Bytef *>(file.constData() + at + 4);
        qToBigEndian(quint32(crc32(0, data, uInt(length + 4))), file.data() + at + 8 + length);
        at += length + Around;
    }
    return file;
}

} // namespace

extern "C" int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    static const QCoreApplication app(*argc, *argv); // knows where Qt's image plugins are
    qInstallMessageHandler([](QtMsgType, const QMessageLogContext &, const QString &) {});
    return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    // Small limits: the ways through the code are the same, and a run takes less than a millisecond.
    constexpr IntakeOptions Options{.maxSide = 96, .maxBytes = 100'000, .thumbnailSide = 32, .maxPixels = 1'000'000};
    const QByteArray file = withChecksums(QByteArray(reinterpret_cast<const char *>(data), qsizetype(size)));
    const auto taken = takeImage(file, Options);
    if (!taken) {
        require(!taken.error().message.isEmpty());
        return 0;
    }
    require(sniffContentType(taken->data) == taken->contentType);
    require(!sniffContentType(taken->thumbnail).isEmpty());
    require(!taken->size.isEmpty() && taken->size.width() <= 96 && taken->size.height() <= 96);
    require(taken->data.size() + taken->thumbnail.size() <= Options.maxBytes);
    const auto again = takeImage(taken->data, Options);
    require(again && again->data == taken->data && again->size == taken->size);
    return 0;
}
