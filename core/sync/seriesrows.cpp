#include "core/sync/seriesrows.h"

#include "core/db/idlist.h"
#include "core/store/changetable.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace galley::seriesrows {

namespace {

enum Kind { PublicRow, DeskRow, PublicVersion, DeskVersion };
constexpr int Columns = 7;

} // namespace

Statement select(const QList<qint64> &ids)
{
    const QString in = QStringLiteral("IN (%1)").arg(placeholders(ids.size()));
    const QStringList branches{
        QStringLiteral("SELECT %1, id, title, slug, description, inserted_at, updated_at FROM series WHERE id %2")
            .arg(QString::number(PublicRow), in),
        QStringLiteral("SELECT %1, id, title, slug, description, NULL, updated_at FROM galley_draft_series WHERE id %2")
            .arg(QString::number(DeskRow), in),
        changetable::versionsOf(QStringLiteral("series"), ids.size(), PublicVersion, Columns),
        changetable::versionsOf(QStringLiteral("draft_series"), ids.size(), DeskVersion, Columns),
    };
    Statement statement{branches.join(QStringLiteral(" UNION ALL ")), {}};
    for (qsizetype i = 0; i < branches.size(); ++i)
        appendIds(statement.args, ids);
    return statement;
}

std::map<qint64, SeriesRows> decode(const Rows &rows, const QList<qint64> &ids)
{
    std::map<qint64, SeriesRows> all;
    for (const qint64 id : ids) {
        SeriesRows &series = all[id];
        series.id = id;
        series.publicVersion = QStringLiteral("");
        series.deskVersion = QStringLiteral("");
    }
    for (const Row &row : rows) {
        const auto found = all.find(row[1].integer());
        if (found == all.end())
            continue;
        SeriesRows &series = found->second;
        const auto decoded = [&] {
            return Series{series.id, row[2].displayText(), row[3].displayText(), row[4].displayText()};
        };
        switch (row[0].integer()) {
        case PublicRow:
            series.publicSide = decoded();
            series.insertedAt = row[5].displayText();
            series.updatedAt = row[6].displayText();
            break;
        case DeskRow: series.deskSide = decoded(); break;
        case PublicVersion: series.publicVersion = row[2].text(); break;
        case DeskVersion: series.deskVersion = row[2].text(); break;
        default: break;
        }
    }
    return all;
}

QString toText(const Series &series)
{
    QJsonObject object{{QStringLiteral("id"), QString::number(series.id)},
                       {QStringLiteral("title"), series.title},
                       {QStringLiteral("slug"), series.slug}};
    if (!series.description.isNull())
        object[QLatin1String("description")] = series.description;
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

std::optional<Series> fromText(const QString &text)
{
    if (text.isNull())
        return std::nullopt;
    const QJsonObject object = QJsonDocument::fromJson(text.toUtf8()).object();
    Series series{object.value(QLatin1String("id")).toString().toLongLong(), object.value(QLatin1String("title")).toString(),
                  object.value(QLatin1String("slug")).toString(), {}};
    if (object.contains(QLatin1String("description")))
        series.description = object.value(QLatin1String("description")).toString();
    return series;
}

bool equal(const Series &a, const Series &b)
{
    return a.id == b.id && a.title == b.title && a.slug == b.slug && a.description == b.description;
}

} // namespace galley::seriesrows
