#include "core/migrate/feedrepair.h"

#include <QSet>

#include <utility>

namespace galley {

namespace {

constexpr std::pair<const char *, const char *> Entities[] = {
    {"posts", "posts"},
    {"images", "images"},
    {"series", "series"},
    {"drafts", "galley_drafts"},
    {"draft_images", "galley_draft_images"},
    {"draft_series", "galley_draft_series"},
};

} // namespace

Result<FeedRepair> planFeedRepair(Database &database, const Migration &first, const CallOptions &options)
{
    auto statements = splitStatements(first.sql);
    if (!statements)
        return failure(statements);
    auto rows = database.execute({QStringLiteral("SELECT name FROM sqlite_master WHERE type = 'trigger'"), {}}, options);
    if (!rows)
        return failure(rows);
    QSet<QString> there;
    for (const Row &row : *rows)
        there.insert(row[0].text());
    const QString create = QStringLiteral("CREATE TRIGGER ");
    FeedRepair repair;
    for (const QString &sql : *statements) {
        if (!sql.startsWith(create) || there.contains(sql.mid(create.size()).section(QLatin1Char(' '), 0, 0)))
            continue;
        ++repair.lost;
        repair.statements.push_back({QString(sql).insert(create.size(), QLatin1String("IF NOT EXISTS ")), {}});
    }
    if (repair.lost == 0)
        return repair;
    // Past every cursor, with versions that nobody knows, also of what is gone.
    repair.statements.push_back({QStringLiteral("UPDATE galley_changes SET seq = seq + (SELECT max(seq) FROM galley_changes), "
                                                "version = lower(hex(randomblob(8)))"), {}});
    for (const auto &[entity, table] : Entities)
        repair.statements.push_back({QStringLiteral("INSERT INTO galley_changes (entity, entity_id, version) "
                                                    "SELECT '%1', t.%3, lower(hex(randomblob(8))) FROM %2 t WHERE typeof(t.%3) = 'integer' "
                                                    "AND NOT EXISTS (SELECT 1 FROM galley_changes c WHERE c.entity = '%1' AND c.entity_id = t.%3)")
                                         .arg(QLatin1String(entity), QLatin1String(table),
                                              QLatin1String(qstrcmp(entity, "drafts") == 0 ? "post_id" : "id")), {}});
    return repair;
}

} // namespace galley
