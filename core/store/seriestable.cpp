#include "core/store/seriestable.h"

#include "core/base/text.h"

#include <algorithm>

namespace galley::seriestable {

Statement selectAll()
{
    return {QStringLiteral("SELECT id, title, slug, description FROM series UNION ALL "
                           "SELECT id, title, slug, description FROM galley_draft_series d "
                           "WHERE NOT EXISTS (SELECT 1 FROM series s WHERE s.id = d.id) ORDER BY 2"),
            {}};
}

Series decode(const Row &row)
{
    return {row[0].integer(), row[1].displayText(), row[2].displayText(), row[3].displayText()};
}

Series titled(const QString &title)
{
    return {0, title.simplified(), slugify(title), {}};
}

const Series *find(const std::vector<Series> &all, const Series &wanted)
{
    const auto found = std::ranges::find_if(all, [&](const Series &known) {
        return known.title == wanted.title || (!wanted.slug.isEmpty() && known.slug == wanted.slug);
    });
    return found == all.end() ? nullptr : &*found;
}

Statement insertDraftIfAbsent(const Series &series, const QString &now)
{
    return {QStringLiteral("INSERT INTO galley_draft_series (id, title, slug, description, updated_at) "
                           "SELECT ?, ?, ?, ?, ? WHERE NOT EXISTS (SELECT 1 FROM galley_draft_series WHERE id = ?) "
                           "AND NOT EXISTS (SELECT 1 FROM series WHERE id = ?)"),
            {series.id, series.title, series.slug, series.description, now, series.id, series.id}};
}

std::vector<Statement> publish(qint64 id)
{
    return {{QStringLiteral("INSERT INTO series (id, title, slug, description, inserted_at, updated_at) "
                            "SELECT id, title, slug, description, updated_at, updated_at FROM galley_draft_series "
                            "WHERE id = ? AND NOT EXISTS (SELECT 1 FROM series WHERE id = ?)"),
             {id, id}},
            {QStringLiteral("DELETE FROM galley_draft_series WHERE id = ?"), {id}}};
}

} // namespace galley::seriestable
