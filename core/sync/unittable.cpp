#include "core/sync/unittable.h"

#include "core/db/idlist.h"
#include "core/sync/agreed.h"

#include <QJsonDocument>

namespace galley::unittable {

namespace {

constexpr struct
{
    AskedUnit::State state;
    QLatin1String name;
} StateNames[] = {
    {AskedUnit::State::Waiting, QLatin1String("waiting")},
    {AskedUnit::State::NeedsConfirmation, QLatin1String("needs_confirmation")},
    {AskedUnit::State::Refused, QLatin1String("refused")},
    {AskedUnit::State::Landed, QLatin1String("landed")},
    {AskedUnit::State::Dropped, QLatin1String("dropped")},
};

QString stateName(AskedUnit::State state)
{
    for (const auto &entry : StateNames) {
        if (entry.state == state)
            return entry.name;
    }
    return {};
}

AskedUnit::State stateFromName(const QString &name)
{
    for (const auto &entry : StateNames) {
        if (name == entry.name)
            return entry.state;
    }
    return AskedUnit::State::Dropped;
}

ErrorCode codeFromName(const QString &name)
{
    for (int code = 0; code <= int(ErrorCode::NoKeychain); ++code) {
        if (errorCodeName(ErrorCode(code)) == name)
            return ErrorCode(code);
    }
    return ErrorCode::Protocol;
}

QString payloadText(const PublishUnit &unit)
{
    return QString::fromUtf8(QJsonDocument(unit.toJson()).toJson(QJsonDocument::Compact));
}

} // namespace

QString isOpen()
{
    return QStringLiteral("state IN ('waiting', 'needs_confirmation', 'refused')");
}

QString isDeletionThatMayComeBack()
{
    return QStringLiteral("state = 'landed' AND former IS NOT NULL AND json_extract(payload, '$.kind') = 'delete' AND asked_at >= ? "
                          "AND NOT EXISTS (SELECT 1 FROM galley_units u WHERE u.remote = galley_units.remote AND u.post_id = galley_units.post_id "
                          "AND u.state = 'landed' AND u.place > galley_units.place) "
                          "AND NOT EXISTS (SELECT 1 FROM posts p WHERE p.id = galley_units.post_id) "
                          "AND NOT EXISTS (SELECT 1 FROM galley_drafts d WHERE d.post_id = galley_units.post_id)");
}

Statement insert(const QString &remote, const StoredUnit &unit)
{
    const AskedUnit &asked = unit.asked;
    return {QStringLiteral("INSERT INTO galley_units (id, remote, post_id, seen, payload, public_version, public_content, asked_at, "
                           "state) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"),
            {asked.id, remote, asked.postId, agreed::toText(std::optional(asked.seen)), payloadText(unit.payload), asked.publicVersion,
             unit.publicContent, asked.askedAt, stateName(asked.state)}};
}

Statement select(const QString &remote, const QString &where, std::vector<Value> args)
{
    args.insert(args.begin(), Value(remote));
    return {QStringLiteral("SELECT id, post_id, seen, payload, public_version, public_content, former, asked_at, state, reason_code, "
                           "reason FROM galley_units WHERE remote = ? %1").arg(where),
            std::move(args)};
}

Result<StoredUnit> decode(const Row &row)
{
    auto payload = PublishUnit::fromJson(QJsonDocument::fromJson(row[3].text().toUtf8()).object());
    if (!payload)
        return failure(payload);
    StoredUnit unit;
    unit.payload = std::move(*payload);
    AskedUnit &asked = unit.asked;
    asked.id = row[0].text();
    asked.kind = unit.payload.kind;
    asked.postId = row[1].integer();
    if (const auto seen = agreed::viewFromText(row[2].text()))
        asked.seen = *seen;
    asked.publicVersion = row[4].text();
    unit.publicContent = row[5].text();
    unit.former = row[6].text();
    asked.askedAt = row[7].text();
    asked.state = stateFromName(row[8].text());
    if (row[10].isText())
        asked.reason = {codeFromName(row[9].text()), row[10].text(), {}};
    asked.title = unit.payload.series ? unit.payload.series->title : unit.payload.fields.title;
    asked.landedSlug = asked.kind == PublishUnit::Kind::Publish ? unit.payload.fields.slug : QString();
    asked.formerSlug = unit.payload.formerSlug;
    return unit;
}

Statement setState(const QString &id, AskedUnit::State state, const std::optional<Error> &reason)
{
    return {QStringLiteral("UPDATE galley_units SET state = ?, reason_code = ?, reason = ? WHERE id = ?"),
            {stateName(state), reason ? Value(errorCodeName(reason->code)) : Value(), reason ? Value(reason->message) : Value(), id}};
}

Statement dropOpen(const QString &remote, qint64 postId, const QString &exceptId)
{
    return {QStringLiteral("UPDATE galley_units SET state = 'dropped' WHERE remote = ? AND post_id = ? AND id <> ? AND ") + isOpen(),
            {remote, postId, exceptId.isNull() ? QStringLiteral("") : exceptId}};
}

Statement dropOfGonePosts(const QString &remote)
{
    return {QStringLiteral("UPDATE galley_units SET state = 'dropped' WHERE remote = ? AND state IN ('needs_confirmation', 'refused') "
                           "AND json_extract(payload, '$.kind') IN ('publish', 'unpublish', 'delete') "
                           "AND NOT EXISTS (SELECT 1 FROM posts p WHERE p.id = post_id) "
                           "AND (json_extract(payload, '$.kind') = 'unpublish' "
                           "OR NOT EXISTS (SELECT 1 FROM galley_drafts d WHERE d.post_id = galley_units.post_id)) RETURNING id"), {remote}};
}

Statement setFormer(const QString &id, const QString &former)
{
    return {QStringLiteral("UPDATE galley_units SET former = ? WHERE id = ?"), {former, id}};
}

Statement refresh(const StoredUnit &unit)
{
    return {QStringLiteral("UPDATE galley_units SET seen = ?, payload = ?, public_version = ?, public_content = ?, asked_at = ?, "
                           "state = 'waiting', reason_code = NULL, reason = NULL WHERE id = ? AND ") + isOpen(),
            {agreed::toText(std::optional(unit.asked.seen)), payloadText(unit.payload), unit.asked.publicVersion, unit.publicContent,
             unit.asked.askedAt, unit.asked.id}};
}

Statement rebase(const QString &remote, qint64 postId, const QString &publicContent)
{
    return {QStringLiteral("UPDATE galley_units SET public_version = NULL, public_content = ? WHERE remote = ? AND post_id = ? "
                           "AND state = 'waiting'"), {publicContent, remote, postId}};
}

Statement selectBusyPosts(const QList<qint64> &ids)
{
    Statement statement{QStringLiteral("SELECT post_id FROM galley_units WHERE state = 'waiting' AND post_id IN (%1) UNION "
                                       "SELECT CAST(json_extract(payload, '$.post_id') AS INTEGER) FROM galley_ops WHERE state = 'sent'")
                            .arg(placeholders(ids.size())), {}};
    appendIds(statement.args, ids);
    return statement;
}

Statement isIdle(qint64 postId)
{
    return {QStringLiteral("NOT EXISTS (SELECT 1 FROM galley_units WHERE state = 'waiting' AND post_id = ?) AND NOT EXISTS "
                           "(SELECT 1 FROM galley_ops WHERE state = 'sent' AND json_extract(payload, '$.post_id') = ?)"),
            {postId, QString::number(postId)}};
}

} // namespace galley::unittable
