// Small parts of a stored operation. Ids travel as text: a JSON number is a double.
#pragma once

#include "core/store/changetable.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QList>

#include <map>
#include <vector>

namespace galley {

inline QJsonArray idsToJson(const QList<qint64> &ids)
{
    QJsonArray array;
    for (const qint64 id : ids)
        array.append(QString::number(id));
    return array;
}

inline QList<qint64> idsFromJson(const QJsonValue &value)
{
    QList<qint64> ids;
    for (const QJsonValue &id : value.toArray())
        ids += id.toString().toLongLong();
    return ids;
}

inline QJsonObject redirectsToJson(const std::map<QString, qint64> &redirects)
{
    QJsonObject object;
    for (const auto &[address, postId] : redirects)
        object[address] = QString::number(postId);
    return object;
}

inline std::map<QString, qint64> redirectsFromJson(const QJsonValue &value)
{
    std::map<QString, qint64> redirects;
    const QJsonObject object = value.toObject();
    for (auto it = object.begin(); it != object.end(); ++it)
        redirects.emplace(it.key(), it.value().toString().toLongLong());
    return redirects;
}

inline QJsonArray guardToJson(const std::vector<EntityVersion> &guard)
{
    QJsonArray array;
    for (const EntityVersion &entity : guard)
        array.append(QJsonArray{entity.entity, QString::number(entity.id), entity.version});
    return array;
}

inline std::vector<EntityVersion> guardFromJson(const QJsonValue &value)
{
    std::vector<EntityVersion> guard;
    for (const QJsonValue &entry : value.toArray()) {
        const QJsonArray entity = entry.toArray();
        QString version = entity.at(2).toString();
        if (version.isNull())
            version = QStringLiteral("");
        guard.push_back({entity.at(0).toString(), entity.at(1).toString().toLongLong(), version});
    }
    return guard;
}

} // namespace galley
