#include "core/site/imageresponse.h"

#include "core/site/conditional.h"
#include "core/store/listquery.h"

#include <QRegularExpression>

namespace galley::site {

namespace {

/// Rows (bytes or NULL, content_type, updated_at, length, whether it is the image itself) from where `mode`
/// may look.
Statement imageStatement(Mode mode, qint64 id, ImageForm form, bool withBytes)
{
    const QString bytes = form == ImageForm::Whole
                              ? QStringLiteral("i.image_data")
                              : QStringLiteral("coalesce(i.thumbnail_data, i.image_data)");
    const QString columns =
        QStringLiteral("SELECT %1, i.content_type, i.updated_at, length(%2), %3 FROM ")
            .arg(withBytes ? bytes : QStringLiteral("NULL"), bytes,
                 form == ImageForm::Whole ? QStringLiteral("1") : QStringLiteral("i.thumbnail_data IS NULL"));
    if (mode == Mode::Public) {
        return {columns +
                    QStringLiteral(
                        "images i JOIN posts p ON p.id = i.post_id WHERE i.id = ? AND p.slug <> '' AND ") +
                    listquery::isPublished(QStringLiteral("p")),
                {id}};
    }
    return {columns + QStringLiteral("galley_draft_images i WHERE i.id = ? UNION ALL ") + columns +
                QStringLiteral("images i WHERE i.id = ? LIMIT 1"),
            {id, id}};
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
           '-' + QByteArray::number(row[3].integer(), 36) + '-' +
           QByteArray::number(qChecksum(row[2].displayText().toUtf8()), 36) + '"';
}

} // namespace

Result<std::optional<Response>> imageResponse(Database &database, Mode mode, const Request &request,
                                              qint64 id, ImageForm form)
{
    // Who has the image already is told so without the bytes being read.
    const bool conditional = request.headers.contains("if-none-match");
    auto rows = database.execute(imageStatement(mode, id, form, !conditional));
    if (!rows)
        return failure(rows);
    if (rows->empty())
        return std::optional<Response>();
    const QByteArray etag = etagOf(id, form, rows->front());
    if (conditional && !matchesEtag(request, etag)) {
        rows = database.execute(imageStatement(mode, id, form, true));
        if (!rows)
            return failure(rows);
        if (rows->empty())
            return std::optional<Response>();
    }

    const Row &row = rows->front();
    Response response;
    response.body = row[0].isText() ? row[0].text().toUtf8() : row[0].blob();
    response.contentType = row[4].truthy() ? storedType(row[1].displayText()) : sniffedType(response.body);
    response.setHeader("Cache-Control",
                       mode == Mode::Public ? "public, max-age=31536000, immutable" : "no-cache");
    response.setHeader("Content-Security-Policy", "default-src 'none'; sandbox");
    response.setHeader("Cross-Origin-Resource-Policy", mode == Mode::Public ? "cross-origin" : "same-origin");
    response.setHeader("Accept-Ranges", "bytes");
    response.setHeader("ETag", etag);
    return response;
}

} // namespace galley::site
