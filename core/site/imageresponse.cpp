#include "core/site/imageresponse.h"

#include "core/db/largerow.h"
#include "core/site/conditional.h"
#include "core/store/listquery.h"

#include <QRegularExpression>

namespace galley::site {

namespace {

// Where what imageRow asks for stands in its row.
enum Column : std::size_t
{
    ContentType = 1,
    UpdatedAt,
    Length,
    IsImageItself,
    Bytes
};

/// From where `mode` may look.
LargeRow imageRow(Mode mode, qint64 id, ImageForm form)
{
    const bool whole = form == ImageForm::Whole;
    const QString bytes =
        whole ? QStringLiteral("i.image_data") : QStringLiteral("coalesce(i.thumbnail_data, i.image_data)");
    LargeRow row;
    row.columns = QStringList{QStringLiteral("i.content_type"), QStringLiteral("i.updated_at"),
                              QStringLiteral("length(%1)").arg(bytes),
                              whole ? QStringLiteral("1") : QStringLiteral("i.thumbnail_data IS NULL")};
    row.large = QStringList{bytes};
    row.args.emplace_back(id);
    row.stamp = QStringLiteral("i.updated_at"); // the ETag rests on it too
    if (mode == Mode::Public) {
        row.sources +=
            QStringLiteral(
                "images i JOIN posts p ON p.id = i.post_id WHERE i.id = ? AND p.slug <> '' AND ") +
            listquery::isPublished(QStringLiteral("p"));
    } else {
        row.sources += QStringLiteral("galley_draft_images i WHERE i.id = ?");
        row.sources += QStringLiteral("images i WHERE i.id = ?");
    }
    return row;
}

QByteArray sniffedType(const QByteArray &bytes)
{
    if (bytes.startsWith("\x89PNG"))
        return "image/png";
    if (bytes.startsWith("GIF8"))
        return "image/gif";
    if (bytes.startsWith("RIFF") && bytes.mid(8, 4) == "WEBP")
        return "image/webp";
    return "image/jpeg";
}

/// As the row has it, if it can be a header at all.
QByteArray storedType(const QString &type)
{
    static const QRegularExpression form(QStringLiteral("^[\\w.+-]+/[\\w.+-]+$"));
    return form.match(type).hasMatch() ? type.toUtf8() : QByteArray("application/octet-stream");
}

QByteArray etagOf(qint64 id, ImageForm form, const Row &row)
{
    return QByteArrayLiteral("\"") + (form == ImageForm::Whole ? 'i' : 't') + QByteArray::number(id, 36) +
           '-' + QByteArray::number(row[Length].integer(), 36) + '-' +
           QByteArray::number(qChecksum(row[UpdatedAt].displayText().toUtf8()), 36) + '"';
}

} // namespace

Result<std::optional<Response>> imageResponse(Database &database, Mode mode, const Request &request,
                                              qint64 id, ImageForm form)
{
    const LargeRow whole = imageRow(mode, id, form);
    // Who has the image already is told so without the bytes being read.
    const bool conditional = request.headers.contains("if-none-match");
    LargeRow asked = whole;
    if (conditional)
        asked.large.clear();
    auto row = readLargeRow(database, asked);
    if (row && *row && conditional && !matchesEtag(request, etagOf(id, form, **row)))
        row = readLargeRow(database, whole);
    if (!row)
        return failure(row);
    if (!*row)
        return std::optional<Response>();

    const Row &found = **row;
    Response response;
    response.body = found[Bytes].bytes();
    response.contentType =
        found[IsImageItself].truthy() ? storedType(found[ContentType].displayText()) : sniffedType(response.body);
    response.setHeader("Cache-Control",
                       mode == Mode::Public ? "public, max-age=31536000, immutable" : "no-cache");
    response.setHeader("Content-Security-Policy", "default-src 'none'; sandbox");
    response.setHeader("Cross-Origin-Resource-Policy", mode == Mode::Public ? "cross-origin" : "same-origin");
    response.setHeader("Accept-Ranges", "bytes");
    response.setHeader("ETag", etagOf(id, form, found));
    return response;
}

} // namespace galley::site
