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

Statement close(const QString &opId, State state)
{
    return {QStringLiteral("UPDATE galley_ops SET state = ? WHERE op_id = ?"),
            {state == State::Landed ? QStringLiteral("landed") : QStringLiteral("burnt"), opId}};
}

} // namespace galley::optable
