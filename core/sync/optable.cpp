#include "core/sync/optable.h"

#include <QJsonDocument>

namespace galley::optable {

namespace {

Statement close(const QString &opId, const QString &state)
{
    // NULL is refused.
    return {QStringLiteral("UPDATE galley_ops SET state = CASE state WHEN 'sent' THEN '%1' END WHERE op_id = ?").arg(state), {opId}};
}

} // namespace

Statement insertSent(const QString &remote, const StoredOperation &operation, const QString &now)
{
    const auto [opId, object] = std::visit([](const auto &op) { return std::pair(op.opId, op.toJson()); }, operation);
    return {QStringLiteral("INSERT INTO galley_ops (op_id, remote, payload, state, created_at) VALUES (?, ?, ?, 'sent', ?)"),
            {opId, remote, QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact)), now}};
}

Statement selectOpen(const QString &remote)
{
    // By rowid, which grows: a clock may go back.
    return {QStringLiteral("SELECT payload FROM galley_ops WHERE remote = ? AND state = 'sent' ORDER BY rowid"), {remote}};
}

Result<StoredOperation> decode(const Row &row)
{
    const QJsonObject object = QJsonDocument::fromJson(row[0].text().toUtf8()).object();
    if (object.value(QLatin1String("kind")).toString() == QLatin1String("draft")) {
        auto push = DraftPush::fromJson(object);
        if (!push)
            return failure(push);
        return StoredOperation(std::move(*push));
    }
    auto unit = PublishUnit::fromJson(object);
    if (!unit)
        return failure(unit);
    return StoredOperation(std::move(*unit));
}

Statement selectOpenFor(qint64 postId)
{
    return {QStringLiteral("SELECT 1 FROM galley_ops WHERE state = 'sent' AND json_extract(payload, '$.post_id') = ? LIMIT 1"),
            {QString::number(postId)}};
}

Statement land(const QString &opId)
{
    return close(opId, QStringLiteral("landed"));
}

Statement burn(const QString &opId)
{
    return close(opId, QStringLiteral("burnt"));
}

Statement burnAll(const QString &remote)
{
    return {QStringLiteral("UPDATE galley_ops SET state = 'burnt' WHERE remote = ? AND state = 'sent'"), {remote}};
}

} // namespace galley::optable
