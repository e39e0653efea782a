#include "core/store/posttable.h"

namespace galley::posttable {

namespace {
constexpr std::size_t FieldCount = 9;

/// A column that a site declared as TEXT hands integers back as text.
std::optional<qint64> integerIn(const Value &value)
{
    bool fits = false;
    const qint64 number = value.text().toLongLong(&fits);
    return fits && QString::number(number) == value.text() ? number : value.optionalInteger();
}
}

QString fieldColumns()
{
    return QStringLiteral("title, subtitle, slug, content, excerpt, tags, published_at, series_id, series_position");
}

std::vector<Value> fieldValues(const PostFields &f)
{
    return {f.title, f.subtitle, f.slug, f.content, f.excerpt, f.tags, f.publishedAt, f.seriesId, f.seriesPosition};
}

PostFields decodeFields(const Row &row, std::size_t from)
{
    PostFields fields;
    fields.title = row[from].displayText();
    fields.subtitle = row[from + 1].displayText();
    fields.slug = row[from + 2].displayText();
    fields.content = row[from + 3].displayText();
    fields.excerpt = row[from + 4].displayText();
    fields.tags = row[from + 5].displayText();
    fields.publishedAt = row[from + 6].displayText();
    fields.seriesId = integerIn(row[from + 7]);
    fields.seriesPosition = integerIn(row[from + 8]);
    return fields;
}

Statement select(const QString &where, std::vector<Value> args)
{
    return {QStringLiteral("SELECT id, published, preview, inserted_at, updated_at, %1 FROM posts WHERE %2")
                .arg(fieldColumns(), where),
            std::move(args)};
}

Post decode(const Row &row)
{
    Post post;
    post.id = row[0].integer();
    post.published = row[1].truthy();
    post.preview = row[2].displayText();
    post.insertedAt = row[3].displayText();
    post.updatedAt = row[4].displayText();
    const std::size_t first = row.size() - FieldCount;
    post.fields = decodeFields(row, first);
    const QStringList names = fieldColumns().split(QStringLiteral(", "));
    for (std::size_t i = 0; i < FieldCount; ++i) {
        if (row[first + i].isBlob())
            post.unreadable += names.at(qsizetype(i));
    }
    return post;
}

} // namespace galley::posttable
