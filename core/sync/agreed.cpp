#include "core/sync/agreed.h"

#include "core/db/idlist.h"
#include "core/store/fieldsjson.h"
#include "core/sync/basetable.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace galley::agreed {

namespace {

// In place of a view that is just the public row: most are, and the text is not kept twice.
const QString AsPublic = QStringLiteral("public");

QString compact(const QJsonObject &object)
{
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

QJsonObject parsed(const QString &text)
{
    return QJsonDocument::fromJson(text.toUtf8()).object();
}

QString textIn(const QJsonObject &object, QLatin1String key)
{
    const QJsonValue value = object.value(key);
    if (!value.isString())
        return {};
    return value.toString().isNull() ? QStringLiteral("") : value.toString();
}

Statement selectOf(const QString &remote, const QString &entities, const QList<qint64> &ids)
{
    Statement statement{QStringLiteral("SELECT entity, entity_id, version, content FROM galley_base "
                                       "WHERE remote = ? AND entity IN (%1) AND entity_id IN (%2)")
                            .arg(entities, placeholders(ids.size())),
                        {remote}};
    appendIds(statement.args, ids);
    return statement;
}

Statement setOne(const QString &remote, const QString &entity, qint64 id, const QString &version, const QString &content)
{
    return basetable::set(remote, {entity, id, version}, content);
}

/// Rows of what is not there and never was would only fill the table.
bool isNothing(const QString &version, const QString &content)
{
    return !version.isNull() && version.isEmpty() && content.isNull();
}

Statement forgetOne(const QString &remote, const QString &entity, qint64 id)
{
    return {QStringLiteral("DELETE FROM galley_base WHERE remote = ? AND entity = ? AND entity_id = ?"), {remote, entity, id}};
}

Statement setOrForget(const QString &remote, const QString &entity, qint64 id, const QString &version, const QString &content)
{
    return isNothing(version, content) ? forgetOne(remote, entity, id) : setOne(remote, entity, id, version, content);
}

} // namespace

QString toText(const std::optional<Draft> &draft)
{
    if (!draft)
        return {};
    QJsonObject object = fieldsToJson(draft->fields);
    if (draft->fork)
        object[QLatin1String("fork")] = fieldsToJson(*draft->fork);
    if (!draft->publishAt.isNull())
        object[QLatin1String("publish_at")] = draft->publishAt;
    return compact(object);
}

QString toText(const std::optional<View> &view)
{
    if (!view)
        return {};
    QJsonObject object = fieldsToJson(view->fields);
    if (!view->publishAt.isNull())
        object[QLatin1String("publish_at")] = view->publishAt;
    return compact(object);
}

QString toText(const std::optional<Post> &post)
{
    if (!post)
        return {};
    QJsonObject object = fieldsToJson(post->fields);
    object[QLatin1String("published")] = post->published;
    return compact(object);
}

std::optional<View> viewFromText(const QString &text)
{
    if (text.isNull())
        return std::nullopt;
    const QJsonObject object = parsed(text);
    return View{fieldsFromJson(object), textIn(object, QLatin1String("publish_at"))};
}

std::optional<Post> postFromText(const QString &text)
{
    if (text.isNull())
        return std::nullopt;
    const QJsonObject object = parsed(text);
    Post post;
    post.fields = fieldsFromJson(object);
    post.published = object.value(QLatin1String("published")).toBool();
    return post;
}

std::optional<Draft> draftFromText(const QString &text, qint64 postId)
{
    if (text.isNull())
        return std::nullopt;
    const QJsonObject object = parsed(text);
    Draft draft;
    draft.postId = postId;
    draft.fields = fieldsFromJson(object);
    if (object.contains(QLatin1String("fork")))
        draft.fork = fieldsFromJson(object.value(QLatin1String("fork")).toObject());
    draft.publishAt = textIn(object, QLatin1String("publish_at"));
    return draft;
}

View viewOf(const Draft &draft)
{
    return {draft.fields, draft.publishAt};
}

View viewOf(const Post &post)
{
    return {post.fields, {}};
}

Statement selectFamilies(const QString &remote, const QList<qint64> &ids)
{
    return selectOf(remote, QStringLiteral("'posts', 'drafts', 'views'"), ids);
}

std::map<qint64, FamilyBase> decodeFamilies(const Rows &rows)
{
    std::map<qint64, FamilyBase> bases;
    std::map<qint64, QString> views;
    for (const Row &row : rows) {
        const QString entity = row[0].text();
        const qint64 id = row[1].integer();
        FamilyBase &base = bases[id];
        if (entity == QLatin1String("posts")) {
            base.postVersion = row[2].text();
            if (const auto post = postFromText(row[3].text())) {
                base.publicFields = post->fields;
                base.isPublished = post->published;
            }
        } else if (entity == QLatin1String("drafts")) {
            base.draftVersion = row[2].text();
            base.draftText = row[3].text();
        } else {
            base.isMet = true;
            views[id] = row[3].text();
        }
    }
    for (const auto &[id, text] : views) {
        FamilyBase &base = bases[id];
        if (text != AsPublic)
            base.view = viewFromText(text);
        else if (base.publicFields)
            base.view = View{*base.publicFields, {}};
    }
    return bases;
}

Statement selectImages(const QString &remote, const QList<qint64> &ids)
{
    return selectOf(remote, QStringLiteral("'images', 'draft_images'"), ids);
}

std::map<qint64, ImageBase> decodeImages(const Rows &rows)
{
    std::map<qint64, ImageBase> bases;
    for (const Row &row : rows) {
        ImageBase &base = bases[row[1].integer()];
        base.isMet = true;
        const bool isPublic = row[0].text() == QLatin1String("images");
        (isPublic ? base.publicVersion : base.deskVersion) = row[2].text();
        (isPublic ? base.publicSide : base.deskSide) = imagerows::fromText(row[3].text());
    }
    return bases;
}

Statement selectSeries(const QString &remote, const QList<qint64> &ids)
{
    return selectOf(remote, QStringLiteral("'series', 'draft_series'"), ids);
}

std::map<qint64, SeriesBase> decodeSeries(const Rows &rows)
{
    std::map<qint64, SeriesBase> bases;
    for (const Row &row : rows) {
        SeriesBase &base = bases[row[1].integer()];
        base.isMet = true;
        const bool isPublic = row[0].text() == QLatin1String("series");
        (isPublic ? base.publicVersion : base.deskVersion) = row[2].text();
        (isPublic ? base.publicSide : base.deskSide) = seriesrows::fromText(row[3].text());
    }
    return bases;
}

std::vector<Statement> set(const QString &remote, qint64 postId, const FamilyBase &base)
{
    std::optional<Post> post;
    if (base.publicFields) {
        post.emplace();
        post->fields = *base.publicFields;
        post->published = base.isPublished;
    }
    const bool isAsPublic = post && base.view && base.view->publishAt.isNull() && haveSameJson(base.view->fields, post->fields);
    return {setOne(remote, QStringLiteral("posts"), postId, base.postVersion, toText(post)),
            setOrForget(remote, QStringLiteral("drafts"), postId, base.draftVersion, base.draftText),
            setOne(remote, QStringLiteral("views"), postId, QStringLiteral(""), isAsPublic ? AsPublic : toText(base.view))};
}

std::vector<Statement> set(const QString &remote, qint64 imageId, const ImageBase &base)
{
    const auto text = [](const auto &side) { return side ? imagerows::toText(*side) : QString(); };
    return {setOne(remote, QStringLiteral("images"), imageId, base.publicVersion, text(base.publicSide)),
            setOrForget(remote, QStringLiteral("draft_images"), imageId, base.deskVersion, text(base.deskSide))};
}

std::vector<Statement> set(const QString &remote, qint64 seriesId, const SeriesBase &base)
{
    const auto text = [](const auto &side) { return side ? seriesrows::toText(*side) : QString(); };
    return {setOne(remote, QStringLiteral("series"), seriesId, base.publicVersion, text(base.publicSide)),
            setOrForget(remote, QStringLiteral("draft_series"), seriesId, base.deskVersion, text(base.deskSide))};
}

} // namespace galley::agreed
