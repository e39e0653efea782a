#include "tests/core/sync/replychanges.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <functional>
#include <optional>

namespace galley::test {

namespace {

using Other = std::optional<QJsonValue>; // nothing: removed
using Visit = std::function<void(const QString &path, const QJsonValue &before, const std::function<QJsonValue(Other)> &changed)>;

/// Calls `visit` for everything inside `value`; `rebuild` makes the whole reply around another value.
void walk(const QString &path, const QJsonValue &value, const std::function<QJsonValue(const QJsonValue &)> &rebuild, const Visit &visit)
{
    const auto inside = [&](const QString &key, const QJsonValue &element, const std::function<QJsonValue(Other)> &changed) {
        const QString below = path.isEmpty() ? key : path + QLatin1Char('.') + key;
        visit(below, element, changed);
        walk(below, element, [changed](const QJsonValue &other) { return changed(other); }, visit);
    };
    if (value.isObject()) {
        const QJsonObject object = value.toObject();
        for (const QString &key : object.keys()) {
            inside(key, object.value(key), [object, key, rebuild](const Other &other) {
                QJsonObject changed = object;
                changed.remove(key);
                if (other)
                    changed.insert(key, *other);
                return rebuild(changed);
            });
        }
    }
    const QJsonArray array = value.toArray();
    for (qsizetype i = 0; i < array.size(); ++i) {
        if (i != 0 && i != array.size() / 2 && i != array.size() - 1)
            continue;
        inside(QString::number(i), array.at(i), [array, i, rebuild](const Other &other) {
            QJsonArray changed = array;
            changed.removeAt(i);
            if (other)
                changed.insert(i, *other);
            return rebuild(changed);
        });
    }
}

bool isHarmless(const QString &path, const QJsonValue &before, const Other &other)
{
    for (const char *key : {"baton", "decltype", "affected_row_count", "last_insert_rowid", "replication_index", "rows_read",
                            "rows_written", "query_duration_ms"}) {
        if (path.endsWith(QLatin1String(key)))
            return true;
    }
    const bool isNothing = !other || other->isNull();
    if (path == QLatin1String("base_url") || path.endsWith(QLatin1String(".name")))
        return isNothing;
    // What `close` is answered matters to nobody.
    if (path.startsWith(QLatin1String("results.1")))
        return path != QLatin1String("results.1") || other;
    // A step that was skipped has neither result nor error.
    if (path.contains(QLatin1String("step_results.")) && path.count(QLatin1Char('.')) == 5)
        return other && other->isNull();
    return path.contains(QLatin1String("step_errors.")) && before.isNull() && other && other->isObject();
}

} // namespace

std::vector<ReplyChange> changesOf(const QByteArray &reply)
{
    const QList<QJsonValue> others{QJsonValue::Null, true, -7, QStringLiteral("x"), QJsonArray(), QJsonObject()};
    std::vector<ReplyChange> changes;
    const auto add = [&](const QString &path, const QJsonValue &before, const Other &other, const auto &changed) {
        const QByteArray name = other ? QJsonDocument(QJsonArray{*other}).toJson(QJsonDocument::Compact) : "nothing";
        changes.push_back({path + QStringLiteral(" := ") + QString::fromUtf8(name),
                           [changed, other] { return QJsonDocument(changed(other).toObject()).toJson(QJsonDocument::Compact); },
                           isHarmless(path, before, other)});
    };
    const Visit visit = [&](const QString &path, const QJsonValue &before, const std::function<QJsonValue(Other)> &changed) {
        // A row less is another answer and not another form; so is a column less where there are no rows.
        const QString list = path.section(QLatin1Char('.'), -2, -2);
        if (list != QLatin1String("rows") && list != QLatin1String("cols"))
            add(path, before, std::nullopt, changed);
        for (const QJsonValue &other : others) {
            if (other.type() != before.type())
                add(path, before, other, changed);
        }
    };
    walk({}, QJsonDocument::fromJson(reply).object(), [](const QJsonValue &whole) { return whole; }, visit);
    return changes;
}

} // namespace galley::test
