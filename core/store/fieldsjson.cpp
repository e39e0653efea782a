#include "core/store/fieldsjson.h"

#include <QJsonDocument>

#include <algorithm>

namespace galley {

namespace {

struct TextField
{
    const char *key;
    QString PostFields::*member;
};

constexpr TextField TextFields[] = {
    {"title", &PostFields::title},     {"subtitle", &PostFields::subtitle}, {"slug", &PostFields::slug},
    {"content", &PostFields::content}, {"excerpt", &PostFields::excerpt},   {"tags", &PostFields::tags},
    {"published_at", &PostFields::publishedAt},
};

struct NumberField
{
    const char *key;
    std::optional<qint64> PostFields::*member;
};

constexpr NumberField NumberFields[] = {
    {"series_id", &PostFields::seriesId},
    {"series_position", &PostFields::seriesPosition},
};

} // namespace

QJsonObject fieldsToJson(const PostFields &fields)
{
    QJsonObject object;
    for (const auto &[key, member] : TextFields) {
        if (!(fields.*member).isNull())
            object.insert(QLatin1String(key), fields.*member);
    }
    for (const auto &[key, member] : NumberFields) {
        // As text: a JSON number is a double, and not every 64-bit id fits one.
        if (fields.*member)
            object.insert(QLatin1String(key), QString::number(*(fields.*member)));
    }
    return object;
}

bool haveSameJson(const PostFields &a, const PostFields &b)
{
    const auto sameText = [&](const TextField &field) {
        const QString &one = a.*field.member;
        const QString &other = b.*field.member;
        return one.isNull() == other.isNull() && one == other;
    };
    const auto sameNumber = [&](const NumberField &field) { return a.*field.member == b.*field.member; };
    return std::all_of(std::begin(TextFields), std::end(TextFields), sameText)
           && std::all_of(std::begin(NumberFields), std::end(NumberFields), sameNumber);
}

PostFields fieldsFromJson(const QJsonObject &object)
{
    PostFields fields;
    for (const auto &[key, member] : TextFields) {
        const QJsonValue value = object.value(QLatin1String(key));
        if (value.isString())
            fields.*member = value.toString().isNull() ? QStringLiteral("") : value.toString();
    }
    for (const auto &[key, member] : NumberFields) {
        bool fits = false;
        const qint64 number = object.value(QLatin1String(key)).toString().toLongLong(&fits);
        if (fits)
            fields.*member = number;
    }
    return fields;
}

QString fieldsToText(const PostFields &fields)
{
    return QString::fromUtf8(QJsonDocument(fieldsToJson(fields)).toJson(QJsonDocument::Compact));
}

Result<PostFields> fieldsFromText(const QString &text)
{
    const QJsonDocument document = QJsonDocument::fromJson(text.toUtf8());
    if (!document.isObject())
        return fail(ErrorCode::Corrupt,
                    QStringLiteral("What a draft was forked from can't be read; save the draft once more."));
    return fieldsFromJson(document.object());
}

} // namespace galley
