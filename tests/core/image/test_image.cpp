#include "core/image/anatomy.h"
#include "core/image/exif.h"
#include "core/image/intake.h"
#include "core/image/profile.h"
#include "imagefiles.h"

#include <QBuffer>
#include <QColorSpace>
#include <QImageReader>
#include <QTest>
#include <QThread>

using namespace galley;
using namespace galley::test;

namespace {

QImage decoded(const QByteArray &data)
{
    return QImage::fromData(data);
}

/// Nothing that says where, when or with what.
void verifyClean(const QByteArray &data)
{
    for (const char *trace :
         {"Exif", "EXIF", "eXIf", "GPS", "http://ns.adobe.com/xap", "xmpmeta", "XMP", "Photoshop", "8BIM",
          "comment", "Comment", "2026:11:22", "Cam", "MPF", "tIME", "private", "trailing"})
        QVERIFY2(!data.contains(trace), trace);
}

QByteArray p3()
{
    return QColorSpace(QColorSpace::DisplayP3).iccProfile();
}

} // namespace

class TestImage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsFormatsByTheirBytes();
    void refusesOtherFiles_data();
    void refusesOtherFiles();
    void bakesInEveryOrientation_data();
    void bakesInEveryOrientation();
    void stripsMetadataAndKeepsPixels_data();
    void stripsMetadataAndKeepsPixels();
    void stripsMetadataWhenEncodingAnew_data();
    void stripsMetadataWhenEncodingAnew();
    void keepsTheColourProfile_data();
    void keepsTheColourProfile();
    void keepsAProfileThatQtCannotRead();
    void fitsWithinTheSide_data();
    void fitsWithinTheSide();
    void staysUnderTheBytes_data();
    void staysUnderTheBytes();
    void keepsTransparency();
    void passesAnimations();
    void refusesAnimationsOverTheLimits();
    void refusesBombsBeforeDecoding_data();
    void refusesBombsBeforeDecoding();
    void refusesTruncatedFiles_data();
    void refusesTruncatedFiles();
    void refusesADamagedPng();
    void takesTheSmallestImage();
    void readsOrientationSafely();
    void sameBytesEachTime();
    void stopsWhenAsked();
    void worksOnAnotherThread();
};

void TestImage::tellsFormatsByTheirBytes()
{
    const QImage image = corners({8, 8});
    QCOMPARE(sniffContentType(encoded(image, "png")), QStringLiteral("image/png"));
    QCOMPARE(sniffContentType(encoded(image, "jpeg")), QStringLiteral("image/jpeg"));
    QCOMPARE(sniffContentType(encoded(image, "webp")), QStringLiteral("image/webp"));
    QCOMPARE(sniffContentType(animatedGif({8, 8}, 1)), QStringLiteral("image/gif"));
    QCOMPARE(sniffContentType("plain text"), QString());
    QCOMPARE(sniffContentType({}), QString());
}

void TestImage::refusesOtherFiles_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QString>("named");
    QTest::newRow("empty") << QByteArray() << "empty";
    QTest::newRow("text") << QByteArray("Dear diary") << "not an image";
    QTest::newRow("heic") << QByteArray("\0\0\0\x18"
                                        "ftypheic\0\0\0\0",
                                        16)
                          << "a HEIC photograph";
    QTest::newRow("avif") << QByteArray("\0\0\0\x18"
                                        "ftypavif\0\0\0\0",
                                        16)
                          << "an AVIF image";
    QTest::newRow("svg") << QByteArray("<?xml version='1.0'?>\n<svg xmlns='…'/>") << "an SVG drawing";
    QTest::newRow("pdf") << QByteArray("%PDF-1.7") << "a PDF document";
    QTest::newRow("tiff") << QByteArray("II*\0\x08\0\0\0", 8) << "a TIFF or raw photograph";
    QTest::newRow("bmp named .png") << encoded(corners({4, 4}), "bmp") << "a BMP image";
    QTest::newRow("riff that is sound") << QByteArray("RIFF\x10\0\0\0WAVEfmt ", 16) << "not an image";
}

void TestImage::refusesOtherFiles()
{
    QFETCH(QByteArray, file);
    QFETCH(QString, named);
    const auto result = takeImage(file);
    QVERIFY(!result);
    QCOMPARE(result.error().code, ErrorCode::InvalidInput);
    QVERIFY2(result.error().message.contains(named), qPrintable(result.error().message));
    QVERIFY(result.error().message.contains(QStringLiteral("PNG, JPEG, GIF or WebP")) || file.isEmpty());
}

void TestImage::bakesInEveryOrientation_data()
{
    QTest::addColumn<QByteArray>("format");
    QTest::addColumn<int>("orientation");
    for (const char *format : {"jpeg", "png", "webp"}) {
        for (int orientation = 1; orientation <= 8; ++orientation)
            QTest::addRow("%s %d", format, orientation) << QByteArray(format) << orientation;
    }
}

void TestImage::bakesInEveryOrientation()
{
    QFETCH(QByteArray, format);
    QFETCH(int, orientation);
    const QImage stored = corners({120, 80});
    // Qt's own reading of the same EXIF block is the judge.
    QByteArray judged = withJpegMetadata(encoded(stored, "jpeg", 95), orientation);
    QBuffer buffer(&judged);
    QImageReader reader(&buffer);
    reader.setAutoTransform(true);
    const QImage expected = reader.read();

    const QByteArray plain = encoded(stored, format, 95);
    const QByteArray file = format == "jpeg"  ? withJpegMetadata(plain, orientation)
                            : format == "png" ? withPngMetadata(plain, orientation)
                                              : withWebPMetadata(plain, orientation);
    const auto result = takeImage(file);
    QVERIFY2(result.has_value(), result ? "" : qPrintable(result.error().detail));
    const QImage image = decoded(result->data);
    QCOMPARE(image.size(), expected.size());
    QCOMPARE(result->size, expected.size());
    const auto got = cornerColours(image);
    const auto wanted = cornerColours(expected);
    for (int i = 0; i < 4; ++i)
        QVERIFY2(near(got[i], wanted[i], 24), qPrintable(QString::number(i)));
    const auto small = cornerColours(decoded(result->thumbnail));
    for (int i = 0; i < 4; ++i)
        QVERIFY(near(small[i], wanted[i], 32));
    verifyClean(result->data);
    verifyClean(result->thumbnail);
}

void TestImage::stripsMetadataAndKeepsPixels_data()
{
    QTest::addColumn<QByteArray>("plain");
    QTest::addColumn<QByteArray>("file");
    const QImage image = photograph({640, 400});
    const QByteArray jpeg = encoded(image, "jpeg", 85);
    QTest::newRow("jpeg") << jpeg << withJpegMetadata(jpeg, 1);
    const QByteArray png = encoded(corners({64, 48}), "png");
    QTest::newRow("png") << png << withPngMetadata(png, 1);
    const QByteArray webp = encoded(image, "webp", 80);
    QTest::newRow("webp") << webp << withWebPMetadata(webp, 1);
}

void TestImage::stripsMetadataAndKeepsPixels()
{
    QFETCH(QByteArray, plain);
    QFETCH(QByteArray, file);
    const auto result = takeImage(file);
    QVERIFY(result.has_value());
    verifyClean(result->data);
    QCOMPARE(decoded(result->data), decoded(plain));
    QVERIFY(result->data.size() <= plain.size() + 64);
    QVERIFY(!decoded(result->thumbnail).isNull());
}

void TestImage::stripsMetadataWhenEncodingAnew_data()
{
    stripsMetadataAndKeepsPixels_data();
}

void TestImage::stripsMetadataWhenEncodingAnew()
{
    QFETCH(QByteArray, file);
    const auto result = takeImage(file, {.maxSide = 50, .thumbnailSide = 20});
    QVERIFY(result.has_value());
    verifyClean(result->data);
    verifyClean(result->thumbnail);
    QCOMPARE(qMax(result->size.width(), result->size.height()), 50);
}

void TestImage::keepsTheColourProfile_data()
{
    QTest::addColumn<QByteArray>("format");
    QTest::addColumn<int>("maxSide");
    for (const char *format : {"jpeg", "png", "webp"}) {
        QTest::addRow("%s passed", format) << QByteArray(format) << 2560;
        QTest::addRow("%s scaled", format) << QByteArray(format) << 40;
    }
}

void TestImage::keepsTheColourProfile()
{
    QFETCH(QByteArray, format);
    QFETCH(int, maxSide);
    QImage image = corners({80, 60});
    image.setColorSpace({});
    const auto type = *sniffFormat(encoded(image, format));
    const QByteArray file = withProfile(encoded(image, format, 95), type, p3());
    // Qt reads what we wrote, so the container is right and not only recognised by ourselves.
    QCOMPARE(decoded(file).colorSpace(), QColorSpace(QColorSpace::DisplayP3));
    const auto result = takeImage(file, {.maxSide = maxSide});
    QVERIFY(result.has_value());
    const QImage taken = decoded(result->data);
    QCOMPARE(taken.colorSpace(), QColorSpace(QColorSpace::DisplayP3));
    QVERIFY(near(cornerColours(taken).first(), cornerColours(image).first(), 12));
    // The thumbnail carries no profile, so its numbers are those of sRGB.
    QImage inSRgb = image;
    inSRgb.setColorSpace(QColorSpace::DisplayP3);
    inSRgb.convertToColorSpace(QColorSpace::SRgb);
    const QImage thumbnail = decoded(result->thumbnail);
    QVERIFY(near(cornerColours(thumbnail).first(), cornerColours(inSRgb).first(), 12));
    QVERIFY(!near(cornerColours(thumbnail).first(), cornerColours(image).first(), 12));
}

void TestImage::keepsAProfileThatQtCannotRead()
{
    // A profile by lookup tables, as printers and some cameras have: large, and opaque to Qt 6.4.
    QByteArray profile = p3().first(128) + QByteArray("\0\0\0\0", 4) + QByteArray(200'000, 'L');
    QCOMPARE(profileSpace(profile), ProfileSpace::Rgb);
    const QByteArray file =
        withProfile(encoded(photograph({300, 200}), "jpeg", 90), ImageFormat::Jpeg, profile);
    const auto result = takeImage(file, {.maxSide = 100});
    QVERIFY(result.has_value());
    const auto anatomy = examineJpeg(result->data);
    QVERIFY(anatomy.has_value());
    QCOMPARE(anatomy->profile, profile);
    QVERIFY(result->thumbnail.size() < profile.size());
}

void TestImage::fitsWithinTheSide_data()
{
    QTest::addColumn<QSize>("size");
    QTest::addColumn<QSize>("fitted");
    QTest::newRow("fits") << QSize(200, 100) << QSize(200, 100);
    QTest::newRow("exactly") << QSize(256, 256) << QSize(256, 256);
    QTest::newRow("wide") << QSize(512, 100) << QSize(256, 50);
    QTest::newRow("tall") << QSize(100, 1024) << QSize(25, 256);
    QTest::newRow("a line") << QSize(20000, 2) << QSize(256, 1);
    QTest::newRow("a post") << QSize(1, 20000) << QSize(1, 256);
}

void TestImage::fitsWithinTheSide()
{
    QFETCH(QSize, size);
    QFETCH(QSize, fitted);
    for (const char *format : {"jpeg", "png"}) {
        const auto result =
            takeImage(encoded(photograph(size), format), {.maxSide = 256, .thumbnailSide = 48});
        QVERIFY(result.has_value());
        QCOMPARE(result->size, fitted);
        QCOMPARE(decoded(result->data).size(), fitted);
        const QSize thumbnail = decoded(result->thumbnail).size();
        QVERIFY(qMax(thumbnail.width(), thumbnail.height()) == 48);
    }
    if (qMax(size.width(), size.height()) < 16000) {
        const auto result = takeImage(encoded(photograph(size), "webp"), {.maxSide = 256});
        QVERIFY(result.has_value());
        QCOMPARE(decoded(result->data).size(), fitted);
    }
}

void TestImage::staysUnderTheBytes_data()
{
    QTest::addColumn<QByteArray>("format");
    QTest::addColumn<qint64>("maxBytes");
    QTest::addColumn<QString>("type");
    QTest::newRow("jpeg by quality") << QByteArray("jpeg") << qint64(250'000) << "image/jpeg";
    QTest::newRow("jpeg by size") << QByteArray("jpeg") << qint64(30'000) << "image/jpeg";
    QTest::newRow("opaque png becomes jpeg") << QByteArray("png") << qint64(200'000) << "image/jpeg";
    QTest::newRow("webp") << QByteArray("webp") << qint64(60'000) << "image/webp";
}

void TestImage::staysUnderTheBytes()
{
    QFETCH(QByteArray, format);
    QFETCH(qint64, maxBytes);
    QFETCH(QString, type);
    const QByteArray file = encoded(photograph({1200, 800}), format, 100);
    QVERIFY(file.size() > maxBytes);
    const auto result = takeImage(file, {.maxBytes = maxBytes, .thumbnailSide = 64});
    QVERIFY(result.has_value());
    QVERIFY(result->data.size() + result->thumbnail.size() <= maxBytes);
    QVERIFY(result->data.size() > maxBytes / 4);
    QCOMPARE(result->contentType, type);
    QCOMPARE(sniffContentType(result->data), type);
    QCOMPARE(decoded(result->data).size(), result->size);

    const auto impossible = takeImage(file, {.maxBytes = 500});
    QVERIFY(!impossible);
    QCOMPARE(impossible.error().code, ErrorCode::TooLarge);
}

void TestImage::keepsTransparency()
{
    QImage image = photograph({900, 600}).convertToFormat(QImage::Format_ARGB32);
    for (int y = 0; y < 300; ++y) {
        for (int x = 0; x < 900; ++x)
            image.setPixel(x, y, qRgba(0, 0, 0, 0));
    }
    const QByteArray file = encoded(image, "png");
    const auto png = takeImage(file, {.maxSide = 300});
    QVERIFY(png.has_value());
    QCOMPARE(png->contentType, QStringLiteral("image/png"));
    QCOMPARE(qAlpha(decoded(png->data).pixel(10, 10)), 0);
    QCOMPARE(qAlpha(decoded(png->thumbnail).pixel(10, 10)), 0);
    const auto webp = takeImage(file, {.maxBytes = 200'000, .thumbnailSide = 64});
    QVERIFY(webp.has_value());
    QCOMPARE(webp->contentType, QStringLiteral("image/webp"));
    QCOMPARE(qAlpha(decoded(webp->data).pixel(10, 10)), 0);
    QCOMPARE(qAlpha(decoded(webp->data).pixel(450, 590)), 255);
}

void TestImage::passesAnimations()
{
    const QByteArray file = animatedGif({60, 40}, 4);
    const auto result = takeImage(file);
    QVERIFY(result.has_value());
    QCOMPARE(result->contentType, QStringLiteral("image/gif"));
    QCOMPARE(result->size, QSize(60, 40));
    verifyClean(result->data);
    QVERIFY(result->data.contains("NETSCAPE2.0"));
    QByteArray data = result->data;
    QBuffer buffer(&data);
    QImageReader reader(&buffer);
    QCOMPARE(reader.loopCount(), -1);
    for (int frame = 0; frame < 4; ++frame) {
        const QImage image = reader.read();
        QVERIFY(near(image.pixel(30, 20), frame % 2 == 0 ? qRgb(200, 40, 40) : qRgb(40, 60, 190), 2));
    }
    QVERIFY(!reader.canRead());
    QVERIFY(near(decoded(result->thumbnail).pixel(30, 20), qRgb(200, 40, 40), 8));

    const auto still = takeImage(animatedGif({60, 40}, 1), {.maxSide = 30});
    QVERIFY(still.has_value());
    QCOMPARE(still->contentType, QStringLiteral("image/png"));
    QCOMPARE(still->size, QSize(30, 20));
}

void TestImage::refusesAnimationsOverTheLimits()
{
    const QByteArray file = animatedGif({60, 40}, 4);
    QCOMPARE(takeImage(file, {.maxSide = 50}).error().code, ErrorCode::TooLarge);
    QCOMPARE(takeImage(file, {.maxBytes = 1000}).error().code, ErrorCode::TooLarge);
}

void TestImage::refusesBombsBeforeDecoding_data()
{
    QTest::addColumn<QByteArray>("file");
    QByteArray png = encoded(corners({4, 4}), "png");
    const QByteArray header = QByteArray("\0\0\xEA\x60\0\0\xEA\x60\x08\x06\0\0\0", 13); // 60000 x 60000
    QTest::newRow("png") << png.first(8) + pngChunk("IHDR", header) + png.sliced(33);
    QByteArray deep =
        QByteArray("\0\0\x27\x10\0\0\x1F\x40\x10\x06\0\0\0", 13); // 10000 x 8000, 16 bits a channel
    QTest::newRow("deep png") << png.first(8) + pngChunk("IHDR", deep) + png.sliced(33);
    QByteArray jpeg = encoded(corners({16, 16}), "jpeg");
    const qsizetype frame = jpeg.indexOf(QByteArray("\xFF\xC0", 2));
    QTest::newRow("jpeg") << jpeg.replace(frame + 5, 4, QByteArray("\xFF\xDC\xFF\xDC", 4));
    QByteArray gif = animatedGif({4, 4}, 2);
    QTest::newRow("gif") << gif.replace(6, 4, QByteArray("\xFF\xFF\xFF\xFF", 4));
    QByteArray webp = withWebPMetadata(encoded(corners({16, 16}), "webp", 80), 1);
    QTest::newRow("webp") << webp.replace(24, 6, QByteArray("\xFF\xFF\x00\xFF\xFF\x00", 6));
}

void TestImage::refusesBombsBeforeDecoding()
{
    QFETCH(QByteArray, file);
    const auto result = takeImage(file);
    QVERIFY(!result);
    QCOMPARE(result.error().code, ErrorCode::TooLarge);
}

void TestImage::refusesTruncatedFiles_data()
{
    QTest::addColumn<QByteArray>("file");
    const QImage image = photograph({200, 150});
    QTest::newRow("jpeg") << encoded(image, "jpeg", 85);
    QTest::newRow("png") << encoded(image, "png");
    QTest::newRow("webp") << encoded(image, "webp", 80);
    QByteArray gif = animatedGif({60, 40}, 3);
    gif.chop(int(qstrlen("trailing GPS")));
    QTest::newRow("gif") << gif;
}

void TestImage::refusesTruncatedFiles()
{
    QFETCH(QByteArray, file);
    QVERIFY(takeImage(file).has_value());
    QList<qsizetype> cuts;
    for (qsizetype cut = 12; cut < file.size(); cut += cut < 700 ? 1 : 997)
        cuts += cut;
    for (qsizetype back = 1; back < 20; ++back)
        cuts += file.size() - back;
    for (const qsizetype cut : cuts) {
        const auto result = takeImage(file.first(cut));
        QVERIFY2(!result, qPrintable(QString::number(cut)));
        QCOMPARE(result.error().code, ErrorCode::Corrupt);
        QVERIFY(result.error().message.contains(QStringLiteral("damaged or incomplete")));
    }
}

void TestImage::refusesADamagedPng()
{
    QByteArray file = encoded(photograph({200, 150}), "png");
    const qsizetype middle = file.size() / 2;
    file[middle] = char(file[middle] ^ 0x10);
    QCOMPARE(takeImage(file).error().code, ErrorCode::Corrupt);
}

void TestImage::takesTheSmallestImage()
{
    for (const char *format : {"png", "jpeg", "webp"}) {
        const auto result = takeImage(encoded(photograph({1, 1}), format));
        QVERIFY(result.has_value());
        QCOMPARE(result->size, QSize(1, 1));
        QCOMPARE(decoded(result->thumbnail).size(), QSize(1, 1));
    }
}

void TestImage::readsOrientationSafely()
{
    QCOMPARE(exifOrientation(exifBlock(6)), 6);
    QCOMPARE(exifOrientation(exifBlock(9)), 1);
    QCOMPARE(exifOrientation(exifBlock(0)), 1);
    for (qsizetype cut = 0; cut < 34; ++cut) // the orientation's entry ends at byte 34
        QCOMPARE(exifOrientation(exifBlock(6).first(cut)), 1);
    QCOMPARE(exifOrientation(QByteArray("MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x08\0\0", 22)), 8);
    QCOMPARE(exifOrientation(QByteArray("II*\0\xFF\xFF\xFF\xFF", 8)), 1);
}

void TestImage::sameBytesEachTime()
{
    const QByteArray file = withJpegMetadata(encoded(photograph({900, 700}), "jpeg", 90), 6);
    const auto once = takeImage(file, {.maxSide = 500});
    const auto again = takeImage(file, {.maxSide = 500});
    QCOMPARE(once->data, again->data);
    QCOMPARE(once->thumbnail, again->thumbnail);
    // What went through once passes unchanged: importing an export gives the same ids.
    const auto through = takeImage(once->data, {.maxSide = 500});
    QCOMPARE(through->data, once->data);
}

void TestImage::stopsWhenAsked()
{
    std::stop_source source;
    source.request_stop();
    const auto result = takeImage(encoded(photograph({64, 64}), "png"), {}, source.get_token());
    QCOMPARE(result.error().code, ErrorCode::Cancelled);
}

void TestImage::worksOnAnotherThread()
{
    const QByteArray file = encoded(photograph({800, 600}), "jpeg");
    const auto here = takeImage(file, {.maxSide = 400});
    QByteArray there;
    std::unique_ptr<QThread> thread(
        QThread::create([&] { there = takeImage(file, {.maxSide = 400})->data; }));
    thread->start();
    QVERIFY(thread->wait());
    QCOMPARE(there, here->data);
}

QTEST_GUILESS_MAIN(TestImage)
#include "test_image.moc"
