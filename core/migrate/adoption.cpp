#include "core/migrate/adoption.h"

#include <algorithm>

namespace galley {

namespace {

struct Column
{
    const char *name;
    const char *declaration;
};

// The site's columns as ALTER TABLE may add them: without NOT NULL, for the rows that are there have no value.
constexpr Column PostColumns[] = {
    {"title", "TEXT"}, {"slug", "TEXT"}, {"content", "TEXT"}, {"excerpt", "TEXT"}, {"tags", "TEXT"},
    {"published", "INTEGER DEFAULT 0"}, {"published_at", "TEXT"}, {"inserted_at", "TEXT"}, {"updated_at", "TEXT"},
    {"subtitle", "TEXT"}, {"series_id", "INTEGER REFERENCES series(id)"}, {"series_position", "INTEGER"},
    {"preview", "TEXT"},
};
constexpr Column ImageColumns[] = {
    {"post_id", "INTEGER"}, {"filename", "TEXT"}, {"content_type", "TEXT"}, {"alt_text", "TEXT"},
    {"image_data", "BLOB"}, {"thumbnail_data", "BLOB"}, {"file_size", "INTEGER"}, {"inserted_at", "TEXT"},
    {"updated_at", "TEXT"},
};
constexpr Column SeriesColumns[] = {
    {"title", "TEXT"}, {"description", "TEXT"}, {"slug", "TEXT"}, {"inserted_at", "TEXT"}, {"updated_at", "TEXT"},
};

struct Table
{
    const char *name;
    std::span<const Column> columns;
};

constexpr Table Tables[] = {{"series", SeriesColumns}, {"posts", PostColumns}, {"images", ImageColumns}};

Statement tableInfo(const QString &table)
{
    return {QStringLiteral("SELECT name, type, pk FROM pragma_table_info(?)"), {table}};
}

void planTable(const QString &table, const Rows &present, std::span<const Column> wanted, Adoption &plan)
{
    if (present.empty())
        return; // the migration creates it
    QStringList names;
    bool integerKey = false;
    for (const Row &row : present) {
        names += row[0].text().toLower();
        if (row[0].text().compare(QLatin1String("id"), Qt::CaseInsensitive) == 0)
            integerKey = row[1].text().compare(QLatin1String("INTEGER"), Qt::CaseInsensitive) == 0
                         && row[2].integer() == 1;
    }
    for (const Column &column : wanted) {
        const QString name = QLatin1String(column.name);
        if (names.contains(name))
            continue;
        plan.before.push_back({QStringLiteral("ALTER TABLE %1 ADD COLUMN %2 %3")
                                   .arg(table, name, QLatin1String(column.declaration)), {}});
        plan.additions += QStringLiteral("the column %1.%2").arg(table, name);
    }
    if (!integerKey)
        plan.warnings += QStringLiteral("The ids of %1 are not integers (an older migrator made that table), so changes "
                                        "to its rows are not followed; they are left as they are.").arg(table);
}

} // namespace

Result<Adoption> planAdoption(Database &database, const CallOptions &options)
{
    std::vector<Statement> questions;
    for (const Table &table : Tables)
        questions.push_back(tableInfo(QLatin1String(table.name)));
    auto answers = database.read(questions, options);
    if (!answers)
        return failure(answers);

    Adoption plan;
    for (std::size_t i = 0; i < std::size(Tables); ++i)
        planTable(QLatin1String(Tables[i].name), (*answers)[i], Tables[i].columns, plan);

    // Two posts in one place of a series: the rule can't be made until the author has moved one of them.
    bool doubled = false;
    const Rows &posts = (*answers)[1];
    const auto has = [&](const char *column) {
        return std::any_of(posts.begin(), posts.end(),
                           [&](const Row &row) { return row[0].text() == QLatin1String(column); });
    };
    if (has("series_id") && has("series_position")) {
        auto rows = database.execute({QStringLiteral(
            "SELECT series_id FROM posts WHERE series_id IS NOT NULL AND series_position IS NOT NULL "
            "GROUP BY series_id, series_position HAVING count(*) > 1 LIMIT 1"), {}}, options);
        if (!rows)
            return failure(rows);
        doubled = !rows->empty();
    }
    if (doubled)
        plan.warnings += QStringLiteral("Two posts hold the same place in a series; give one of them another place.");
    else
        plan.after.push_back({QStringLiteral(
            "CREATE UNIQUE INDEX IF NOT EXISTS posts_series_id_series_position_index "
            "ON posts (series_id, series_position) WHERE series_id IS NOT NULL"), {}});
    return plan;
}

} // namespace galley
