#include "app/galleyctl/json.h"

#include "core/base/text.h"
#include "core/base/timestamp.h"

namespace galley::cli {

namespace {

QJsonValue textValue(const QString &text)
{
    return text.isNull() ? QJsonValue() : QJsonValue(text);
}

} // namespace

QJsonValue idValue(qint64 id)
{
    constexpr qint64 Exact = qint64(1) << 53;
    if (id > -Exact && id < Exact)
        return id;
    return QString::number(id);
}

QJsonValue timeValue(const QString &raw)
{
    return raw.isEmpty() ? QJsonValue() : QJsonValue(normalizedTimestamp(raw));
}

QJsonObject toJson(const PostSummary &post)
{
    return {
        {QStringLiteral("id"), idValue(post.id)},
        {QStringLiteral("slug"), textValue(post.slug)},
        {QStringLiteral("title"), textValue(post.title)},
        {QStringLiteral("subtitle"), textValue(post.subtitle)},
        {QStringLiteral("status"), statusName(post.status)},
        {QStringLiteral("tags"), QJsonArray::fromStringList(splitTags(post.tags))},
        {QStringLiteral("published_at"), timeValue(post.publishedAt)},
        {QStringLiteral("updated_at"), timeValue(post.updatedAt)},
    };
}

QJsonObject toJson(const ImageInfo &image)
{
    return {
        {QStringLiteral("id"), idValue(image.id)},
        {QStringLiteral("filename"), image.filename},
        {QStringLiteral("content_type"), image.contentType},
        {QStringLiteral("alt_text"), textValue(image.altText)},
        {QStringLiteral("file_size"), image.fileSize},
    };
}

QJsonObject toJson(const PostView &view, const QString &seriesTitle, const std::vector<ImageInfo> &images)
{
    PostSummary summary;
    summary.id = view.id;
    summary.slug = view.fields.slug;
    summary.title = view.fields.title;
    summary.subtitle = view.fields.subtitle;
    summary.status = view.status;
    summary.tags = view.fields.tags;
    summary.publishedAt = view.fields.publishedAt;
    summary.updatedAt = view.draft ? view.draft->updatedAt : view.publicPost->updatedAt;
    QJsonObject object = toJson(summary);
    object[QStringLiteral("content")] = textValue(view.fields.content);
    object[QStringLiteral("excerpt")] = textValue(view.fields.excerpt);
    object[QStringLiteral("series")] = textValue(seriesTitle);
    object[QStringLiteral("series_position")] = view.fields.seriesPosition ? idValue(*view.fields.seriesPosition) : QJsonValue();
    QJsonArray list;
    for (const ImageInfo &image : images)
        list.append(toJson(image));
    object[QStringLiteral("images")] = list;
    return object;
}

} // namespace galley::cli
