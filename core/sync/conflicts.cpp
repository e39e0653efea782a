#include "core/sync/conflicts.h"

#include "core/base/timestamp.h"
#include "core/store/desk.h"
#include "core/store/drafttable.h"
#include "core/sync/claims.h"
#include "core/sync/conflicttable.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace galley {

namespace {

QString seriesText(const PostFields &fields)
{
    if (!fields.seriesId && !fields.seriesPosition)
        return {};
    QJsonObject object;
    if (fields.seriesId)
        object[QLatin1String("series_id")] = QString::number(*fields.seriesId);
    if (fields.seriesPosition)
        object[QLatin1String("series_position")] = QString::number(*fields.seriesPosition);
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

std::optional<qint64> numberIn(const QJsonObject &object, QLatin1String key)
{
    bool fits = false;
    const qint64 number = object.value(key).toString().toLongLong(&fits);
    return fits ? std::optional(number) : std::nullopt;
}

/// The text of a field that is one; null for the series.
QString *textOf(View &view, PostField field)
{
    switch (field) {
    case PostField::Title: return &view.fields.title;
    case PostField::Subtitle: return &view.fields.subtitle;
    case PostField::Slug: return &view.fields.slug;
    case PostField::Content: return &view.fields.content;
    case PostField::Excerpt: return &view.fields.excerpt;
    case PostField::Tags: return &view.fields.tags;
    case PostField::PublishedAt: return &view.fields.publishedAt;
    case PostField::PublishAt: return &view.publishAt;
    case PostField::Series: break;
    }
    return nullptr;
}

} // namespace

QString fieldText(const View &view, PostField field)
{
    View copy = view;
    const QString *text = textOf(copy, field);
    return text ? *text : seriesText(view.fields);
}

void setFieldText(View &view, PostField field, const QString &text)
{
    if (QString *place = textOf(view, field)) {
        *place = text;
        return;
    }
    const QJsonDocument document = QJsonDocument::fromJson(text.toUtf8());
    if (!text.isNull() && !document.isObject())
        return;
    view.fields.seriesId = numberIn(document.object(), QLatin1String("series_id"));
    view.fields.seriesPosition = numberIn(document.object(), QLatin1String("series_position"));
}

Conflicts::Conflicts(Database &local, const Clock &clock) : m_local(local), m_clock(clock) {}

Result<std::vector<Conflict>> Conflicts::open(std::optional<qint64> postId, const CallOptions &options)
{
    auto rows = m_local.execute(conflicttable::selectOpen(postId), options);
    if (!rows)
        return failure(rows);
    std::vector<Conflict> conflicts;
    for (const Row &row : *rows)
        conflicts.push_back(conflicttable::decode(row));
    return conflicts;
}

Status Conflicts::settle(qint64 postId, Side side, const CallOptions &options)
{
    auto post = Desk(m_local, m_clock).post(postId, options);
    if (!post && post.error().code == ErrorCode::NotFound) { // deleted since: nothing is left to settle
        auto done = m_local.transaction({conflicttable::settle(postId)}, options);
        return done ? Status() : Status(failure(done));
    }
    if (!post)
        return failure(post);
    View result{post->fields, post->draft ? post->draft->publishAt : QString()};
    if (side == Side::Theirs) {
        auto conflicts = open(postId, options);
        if (!conflicts)
            return failure(conflicts);
        for (const Conflict &conflict : *conflicts) // the newest of a field comes last
            setFieldText(result, conflict.field, conflict.theirs);
    }
    return settleWith(postId, result, options);
}

Status Conflicts::settleWith(qint64 postId, const View &result, const CallOptions &options)
{
    auto conflicts = open(postId, options);
    if (!conflicts)
        return failure(conflicts);
    if (conflicts->empty())
        return fail(ErrorCode::NotFound, QStringLiteral("This post has no open conflict; there is nothing to settle."));
    auto post = Desk(m_local, m_clock).post(postId, options);
    if (!post)
        return failure(post);
    if (auto ok = validateFields(result.fields); !ok)
        return ok;

    Draft draft;
    draft.postId = postId;
    draft.fields = result.fields;
    draft.publishAt = result.publishAt;
    if (post->publicPost)
        draft.fork = post->publicPost->fields;
    draft.updatedAt = formatTimestamp(m_clock.now());
    FamilyRows here;
    here.id = postId;
    here.draftVersion = post->draftVersion;
    here.postVersion = post->publicVersion;
    auto done = m_local.transaction({claims::unmoved(here), drafttable::put(draft), conflicttable::settle(postId, conflicts->back().id)},
                                    options);
    if (!done && done.error().code == ErrorCode::Constraint)
        return fail(ErrorCode::Conflict, QStringLiteral("“%1” was changed at the same moment; look again, then settle it.").arg(post->fields.title));
    if (!done)
        return failure(done);
    return {};
}

} // namespace galley
