#include "core/sync/imagenames.h"

#include "core/base/timestamp.h"
#include "core/store/trash.h"
#include "core/sync/familyrows.h"
#include "core/sync/unittable.h"

namespace galley::imagenames {

namespace {

/// For GLOB, as the id must end there: /images/55 is not /images/5.
QString naming(qint64 image)
{
    return QStringLiteral("*/images/%1[^0-9]*").arg(image);
}

QString quoted(QString name)
{
    return QLatin1Char('"') + name.replace(QLatin1Char('"'), QLatin1String("\"\"")) + QLatin1Char('"');
}

} // namespace

std::vector<Place> texts(const QStringList &siteColumns)
{
    const QString all = QStringLiteral("1");
    std::vector<Place> places{{QStringLiteral("posts"), {QStringLiteral("content"), QStringLiteral("excerpt"), QStringLiteral("preview")}, all, {}},
                              {QStringLiteral("galley_drafts"), {QStringLiteral("content"), QStringLiteral("excerpt")}, all, {}}};
    QStringList ofTheSite;
    for (const QString &column : siteColumns)
        ofTheSite += quoted(column);
    if (!ofTheSite.isEmpty())
        places.push_back({QStringLiteral("posts"), ofTheSite, all, {}, Place::Holds::Anything});
    return places;
}

Result<QStringList> siteColumns(Database &database, const CallOptions &options)
{
    auto rows = database.execute({QStringLiteral("SELECT name FROM pragma_table_info('posts')"), {}}, options);
    if (!rows)
        return failure(rows);
    const QStringList ours = familyrows::publicColumns().split(QStringLiteral(", "));
    QStringList columns;
    for (const Row &row : *rows) {
        const QString name = row[0].displayText();
        if (name != QLatin1String("id") && !ours.contains(name, Qt::CaseInsensitive))
            columns += name;
    }
    return columns;
}

std::vector<Place> keptTexts(const QDateTime &now)
{
    const QStringList ofUnit{QStringLiteral("seen"), QStringLiteral("payload"), QStringLiteral("former")};
    return {{QStringLiteral("galley_conflicts"), {QStringLiteral("base"), QStringLiteral("mine"), QStringLiteral("theirs")},
             QStringLiteral("state = 'open'"), {}},
            {QStringLiteral("galley_trash_values"), {QStringLiteral("value")}, QStringLiteral("typeof(value) IN ('text', 'blob') AND name NOT IN ('image_data', 'thumbnail_data')"), {}},
            {QStringLiteral("galley_units"), ofUnit, unittable::isOpen(), {}},
            {QStringLiteral("galley_units"), ofUnit, unittable::isDeletionThatMayComeBack(), {trash::keptSince(now)}},
            {QStringLiteral("galley_ops"), {QStringLiteral("payload")}, QStringLiteral("state = 'sent'"), {}}};
}

QString bytesOf(const Place &place, const QString &column)
{
    return QStringLiteral("CAST(%1.%2 AS BLOB)").arg(place.table, column); // with the table: "gone" alone would be a text
}

// LIKE does not see a BLOB everywhere, and nothing behind a NUL.
QString mayName(const Place &place, const QString &column)
{
    const QString bytes = bytesOf(place, column);
    if (place.holds == Place::Holds::Texts)
        return QStringLiteral("instr(%1, x'2f696d616765732f') > 0").arg(bytes); // "/images/"
    return QStringLiteral("(length(%1) BETWEEN 1 AND 20 OR instr(%1, x'696d61676573') > 0)").arg(bytes); // "images"
}

void collect(const Place &place, const QByteArray &bytes, QSet<qint64> &names)
{
    QString text = QString::fromUtf8(bytes);
    if (place.holds == Place::Holds::Anything) {
        bool isNumber = false;
        if (const qint64 id = text.toLongLong(&isNumber); isNumber)
            names.insert(id);
        text.replace(QLatin1String("\\/"), QLatin1String("/"));
    }
    collect(text, names);
}

void collect(const QString &text, QSet<qint64> &names)
{
    const QLatin1String folder("/images/");
    for (qsizetype at = text.indexOf(folder); at >= 0; at = text.indexOf(folder, at + 1)) {
        qsizetype end = at += folder.size();
        while (end < text.size() && text[end] >= u'0' && text[end] <= u'9')
            ++end;
        bool fits = false;
        const qint64 id = QStringView(text).sliced(at, end - at).toLongLong(&fits);
        if (fits)
            names.insert(id);
    }
}

Result<bool> hasKeptTexts(Database &database, const CallOptions &options)
{
    auto rows = database.execute({QStringLiteral("SELECT 1 FROM sqlite_master WHERE name = 'galley_trash'"), {}}, options);
    if (!rows)
        return failure(rows);
    return !rows->empty();
}

Statement isNamed(const std::vector<Place> &places, const QList<qint64> &images)
{
    QStringList found;
    Statement statement;
    for (const Place &place : places) {
        const bool isAny = place.holds == Place::Holds::Anything;
        for (const QString &column : place.columns) {
            const QString bytes = bytesOf(place, column);
            QString text = QStringLiteral("CAST(%1.%2 AS TEXT)").arg(place.table, column);
            QStringList names{QStringLiteral("instr(%1, x'00') > 0").arg(bytes)}; // GLOB ends there
            if (isAny)
                names += QStringList(images.size(), text + QStringLiteral(" = ?"));
            if (isAny)
                text = QStringLiteral("replace(%1, '\\/', '/')").arg(text);
            names += QStringList(images.size(), QStringLiteral("(%1 || ' ') GLOB ?").arg(text));
            found += QStringLiteral("EXISTS (SELECT 1 FROM %1 WHERE (%2) AND %3 AND (%4))")
                         .arg(place.table, place.condition, mayName(place, column), names.join(QLatin1String(" OR ")));
            statement.args.insert(statement.args.end(), place.args.begin(), place.args.end());
            for (const qint64 image : images) {
                if (isAny)
                    statement.args.emplace_back(QString::number(image));
            }
            for (const qint64 image : images)
                statement.args.emplace_back(naming(image));
        }
    }
    statement.sql = QLatin1Char('(') + found.join(QLatin1String(" OR ")) + QLatin1Char(')');
    return statement;
}

Statement isNamedHere(qint64 image, const QDateTime &now)
{
    std::vector<Place> places = texts({});
    for (Place &place : keptTexts(now))
        places.push_back(std::move(place));
    return isNamed(places, {image});
}

} // namespace galley::imagenames
