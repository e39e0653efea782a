#include "core/store/glimpses.h"

#include "core/db/idlist.h"

#include <QHash>

namespace galley {

namespace {

constexpr int kLength = 300; // characters read of a text
constexpr int kBefore = 20;  // of them before the word that is sought: it is to show in a narrow list
constexpr int kMostWords = 8;
constexpr int kAtATime = 500; // posts in one statement

using Glimpses = QHash<qint64, QString>;

/// Where in `content` a glimpse is to be, as SQL: a number from 1, or NULL for none.
struct Place
{
    QString sql;
    std::vector<Value> args;
};

/// Of the first of the words that the text holds, preferably at the start of one of its own.
Place placeOf(const QStringList &words)
{
    Place place;
    QStringList places;
    for (const QString &word : words) {
        const QString lower = word.toLower();
        places += QStringLiteral("nullif(instr(lower(content), ?) + 1, 1), nullif(instr(lower(content), ?), 0)");
        place.args.insert(place.args.end(), {Value(QLatin1Char(' ') + lower), Value(lower)});
    }
    place.sql = QStringLiteral("coalesce(%1)").arg(places.join(QLatin1String(", ")));
    return place;
}

Statement select(const Place &place, const QList<qint64> &ids)
{
    const QString marks = placeholders(ids.size());
    Statement statement{QStringLiteral("SELECT id, substr(content, max(1, place - %1), %2), place > %1 + 1 FROM ("
                                       "SELECT post_id AS id, content, %3 AS place FROM galley_drafts WHERE post_id IN (%4) UNION ALL "
                                       "SELECT id, content, %3 FROM posts p WHERE id IN (%4) "
                                       "AND NOT EXISTS (SELECT 1 FROM galley_drafts d WHERE d.post_id = p.id))")
                            .arg(kBefore)
                            .arg(kLength)
                            .arg(place.sql, marks),
                        {}};
    for (int half = 0; half < 2; ++half) {
        statement.args.insert(statement.args.end(), place.args.begin(), place.args.end());
        statement.args.insert(statement.args.end(), ids.begin(), ids.end());
    }
    return statement;
}

/// Without the word that was cut, and with a sign that there is more before it.
QString begunAtAWord(const QString &piece)
{
    const QString before = piece.left(kBefore);
    const auto space = std::find_if(before.begin(), before.end(), [](QChar c) { return c.isSpace(); });
    return QStringLiteral("…") + piece.mid(space == before.end() ? 0 : space - before.begin() + 1);
}

Status read(Database &database, const Place &place, const QList<qint64> &ids, Glimpses &glimpses, const CallOptions &options)
{
    for (qsizetype at = 0; at < ids.size(); at += kAtATime) {
        auto rows = database.execute(select(place, ids.mid(at, kAtATime)), options);
        if (!rows)
            return failure(rows);
        for (const Row &row : *rows)
            glimpses.insert(row[0].integer(), row[2].truthy() ? begunAtAWord(row[1].displayText()) : row[1].displayText());
    }
    return {};
}

} // namespace

Status addGlimpses(Database &database, const QString &sought, std::vector<PostSummary> &posts, const CallOptions &options)
{
    QList<qint64> around;
    QList<qint64> first;
    for (const PostSummary &post : posts) {
        if (post.isFoundByText)
            around += post.id;
        else if (post.subtitle.trimmed().isEmpty() && post.tags.trimmed().isEmpty())
            first += post.id;
    }
    const QStringList words = sought.simplified().split(QLatin1Char(' '), Qt::SkipEmptyParts).mid(0, kMostWords);
    Glimpses glimpses;
    if (auto done = read(database, {QStringLiteral("1"), {}}, first, glimpses, options); !done)
        return done;
    if (auto done = read(database, placeOf(words), around, glimpses, options); !done)
        return done;
    for (PostSummary &post : posts)
        post.glimpse = glimpses.value(post.id);
    return {};
}

} // namespace galley
