#include "core/store/glimpses.h"

#include "core/base/wordplaces.h"
#include "core/db/idlist.h"

#include <QHash>

namespace galley {

namespace {

constexpr int kBefore = 200; // characters before the word that is sought: marks and addresses among them are not shown
constexpr int kLength = 300; // from there on
constexpr int kSearched = 100'000; // of a text that is looked at letter by letter
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
        places += QStringLiteral("nullif(instr(lower(content), ?) + 1, 1), nullif(instr(lower(content), ?) + 1, 1), "
                                 "nullif(instr(lower(content), ?), 0)");
        place.args.insert(place.args.end(), {Value(QLatin1Char(' ') + lower), Value(QLatin1Char('\n') + lower), Value(lower)});
    }
    place.sql = QStringLiteral("coalesce(%1)").arg(places.join(QLatin1String(", ")));
    return place;
}

/// For each of the posts one row: `columns` of its text, which the author sees.
Statement select(const QString &columns, const Place &place, const QList<qint64> &ids)
{
    const QString marks = placeholders(ids.size());
    Statement statement{QStringLiteral("SELECT id, %1 FROM ("
                                       "SELECT post_id AS id, content, %2 AS place FROM galley_drafts WHERE post_id IN (%3) UNION ALL "
                                       "SELECT id, content, %2 FROM posts p WHERE id IN (%3) "
                                       "AND NOT EXISTS (SELECT 1 FROM galley_drafts d WHERE d.post_id = p.id))")
                            .arg(columns, place.sql, marks),
                        {}};
    for (int half = 0; half < 2; ++half) {
        statement.args.insert(statement.args.end(), place.args.begin(), place.args.end());
        statement.args.insert(statement.args.end(), ids.begin(), ids.end());
    }
    return statement;
}

Statement selectAround(const Place &place, const QList<qint64> &ids)
{
    const QString columns = QStringLiteral("substr(content, max(1, place - %1), min(place - 1, %1)), substr(content, place, %2), "
                                           "place > %1 + 1")
                                .arg(kBefore)
                                .arg(kLength);
    return select(columns, place, ids);
}

enum class Cut { Yes, No };

/// From where the line begins, so that Markdown is read as it was meant; without a word that was cut.
QString lineBegun(const QString &before, Cut cut)
{
    if (const qsizetype end = before.lastIndexOf(u'\n'); end >= 0)
        return before.mid(end + 1);
    if (cut == Cut::No)
        return before;
    const auto space = std::find_if(before.begin(), before.end(), [](QChar c) { return c.isSpace(); });
    return QStringLiteral("…") + before.mid(space == before.end() ? 0 : space - before.begin() + 1);
}

Status read(Database &database, const Place &place, const QList<qint64> &ids, Glimpses &glimpses, const CallOptions &options)
{
    for (qsizetype at = 0; at < ids.size(); at += kAtATime) {
        auto rows = database.execute(selectAround(place, ids.mid(at, kAtATime)), options);
        if (!rows)
            return failure(rows);
        for (const Row &row : *rows) {
            const QString before = lineBegun(row[1].displayText(), row[3].truthy() ? Cut::Yes : Cut::No);
            if (const QString glimpse = before + row[2].displayText(); !glimpse.isEmpty())
                glimpses.insert(row[0].integer(), glimpse);
        }
    }
    return {};
}

/// What the index finds and SQLite's instr does not: other accents, and capitals beyond A to Z.
Status readFolded(Database &database, const QStringList &words, const QList<qint64> &ids, Glimpses &glimpses, const CallOptions &options)
{
    const QString start = QStringLiteral("substr(content, 1, %1)").arg(kSearched);
    for (const qint64 id : ids) {
        auto rows = database.execute(select(start, {QStringLiteral("0"), {}}, {id}), options);
        if (!rows)
            return failure(rows);
        for (const Row &row : *rows) {
            const QString text = row[1].displayText();
            const QList<TextMatch> places = wordPlaces(text, words);
            if (places.isEmpty())
                continue;
            const qsizetype from = std::max<qsizetype>(0, places.first().at - kBefore);
            const QString before = lineBegun(text.sliced(from, places.first().at - from), from > 0 ? Cut::Yes : Cut::No);
            glimpses.insert(id, before + text.mid(places.first().at, kLength));
        }
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
    around.removeIf([&glimpses](qint64 id) { return glimpses.contains(id); });
    if (auto done = readFolded(database, words, around, glimpses, options); !done)
        return done;
    for (PostSummary &post : posts)
        post.glimpse = glimpses.value(post.id);
    return {};
}

} // namespace galley
