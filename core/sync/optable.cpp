#include "core/sync/optable.h"

#include <QJsonDocument>

namespace galley::optable {

Statement insertSent(const QString &remote, const PublishUnit &unit, const QString &now)
{
    const QString payload = QString::fromUtf8(QJsonDocument(unit.toJson()).toJson(QJsonDocument::Compact));
    return {QStringLiteral("INSERT INTO galley_ops (op_id, remote, payload, state, created_at) VALUES (?, ?, ?, 'sent', ?)"),
            {unit.opId, remote, payload, now}};
}

Statement selectOpen(const QString &remote)
{
    return {QStringLiteral("SELECT payload FROM galley_ops WHERE remote = ? AND state = 'sent' ORDER BY created_at, rowid"),
            {remote}};
}

Result<PublishUnit> decode(const Row &row)
{
    return PublishUnit::fromJson(QJsonDocument::fromJson(row[0].text().toUtf8()).object());
}

Statement selectOpenFor(qint64 postId)
{
    return {QStringLiteral("SELECT 1 FROM galley_ops WHERE state = 'sent' AND json_extract(payload, '$.post_id') = ? LIMIT 1"),
            {QString::number(postId)}};
}

Statement land(const QString &opId)
{
    return {QStringLiteral("UPDATE galley_ops SET state = CASE state WHEN 'sent' THEN 'landed' END WHERE op_id = ?"), {opId}};
}

Statement burn(const QString &opId)
{
    return {QStringLiteral("UPDATE galley_ops SET state = 'burnt' WHERE op_id = ? AND state = 'sent'"), {opId}};
}

Statement selectLanded(const QString &opId)
{
    return {QStringLiteral("SELECT count(*) FROM galley_ops WHERE op_id = ? AND state = 'landed'"), {opId}};
}

} // namespace galley::optable
