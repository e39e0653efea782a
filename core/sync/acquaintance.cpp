#include "core/sync/acquaintance.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace galley::acquaintance {

QString settingKey(const QString &remote)
{
    return QStringLiteral("remote.cursor ") + remote;
}

QString toText(const Acquaintance &a, const QString &turn)
{
    QJsonObject object{{QStringLiteral("database"), a.database},
                       {QStringLiteral("seq"), QString::number(a.seq)},
                       {QStringLiteral("turn"), turn}};
    if (!a.marker.isNull())
        object[QLatin1String("marker")] = a.marker;
    if (!a.lastOp.isNull())
        object[QLatin1String("last_op")] = a.lastOp;
    if (a.isAnew)
        object[QLatin1String("anew")] = true;
    if (a.isVoid)
        object[QLatin1String("void")] = true;
    if (a.isWalking)
        object[QLatin1String("walking")] = true;
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

Acquaintance fromText(const QString &text)
{
    Acquaintance a;
    if (text.isNull())
        return a;
    const QJsonObject object = QJsonDocument::fromJson(text.toUtf8()).object();
    a.database = object.value(QLatin1String("database")).toString();
    a.seq = object.value(QLatin1String("seq")).toString().toLongLong();
    if (object.contains(QLatin1String("marker")))
        a.marker = object.value(QLatin1String("marker")).toString();
    if (object.contains(QLatin1String("last_op")))
        a.lastOp = object.value(QLatin1String("last_op")).toString();
    a.isAnew = object.value(QLatin1String("anew")).toBool();
    a.isVoid = object.value(QLatin1String("void")).toBool();
    a.isWalking = object.value(QLatin1String("walking")).toBool();
    return a;
}

} // namespace galley::acquaintance
