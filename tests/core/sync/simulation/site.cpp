#include "tests/core/sync/simulation/site.h"

#include "tests/support/testblog.h"

namespace galley::test {

void Site::note(const QString &what)
{
    m_world.verdict().note(QStringLiteral("   site ") + what);
}

std::optional<qint64> Site::somePost(Dice &dice)
{
    const Rows ids = query(m_world.remote(), QStringLiteral("SELECT id FROM posts ORDER BY id"));
    if (ids.empty())
        return {};
    return ids.rows[std::size_t(dice.below(ids.size()))].front().integer();
}

void Site::edits(int number, Dice &dice)
{
    const auto id = somePost(dice);
    if (!id)
        return;
    View before;
    for (const auto &[postId, view] : publicViewsIn(m_world.remote())) {
        if (postId == *id)
            before = view;
    }
    const View after = edited(before, number, dice);
    const PostFields &f = after.fields;
    query(m_world.remote(),
          QStringLiteral("UPDATE posts SET title = ?, subtitle = ?, content = ?, excerpt = ?, tags = ?, published_at = ?, "
                         "updated_at = strftime('%Y-%m-%d %H:%M:%S', 'now') WHERE id = ?"),
          {f.title, f.subtitle, f.content, f.excerpt, f.tags, f.publishedAt, *id});
    m_world.truth().wrote(factsOf(before), factsOf(after));
    note(QStringLiteral("edits %1: %2").arg(m_world.nameOf(*id), described(factsOf(before), factsOf(after))));
    m_world.siteWrote();
}

void Site::creates(int number)
{
    const qint64 id = 2000000 + number;
    View view;
    view.fields.title = QStringLiteral("T%1").arg(number);
    view.fields.slug = QStringLiteral("w%1").arg(number);
    view.fields.content = newText(number, 6);
    query(m_world.remote(),
          QStringLiteral("INSERT INTO posts (id, title, slug, content, published, published_at, inserted_at, updated_at) "
                         "VALUES (?, ?, ?, ?, 1, '2020-01-01 00:00:00', '2020-01-01 00:00:00', '2020-01-01 00:00:00')"),
          {id, view.fields.title, view.fields.slug, view.fields.content});
    m_world.truth().wrote({}, factsOf(view));
    m_world.nameIt(id, QStringLiteral("post%1").arg(number));
    note(QStringLiteral("creates %1").arg(m_world.nameOf(id)));
    m_world.siteWrote();
}

void Site::deletes(Dice &dice)
{
    const auto id = somePost(dice);
    if (!id)
        return;
    for (const auto &[postId, view] : publicViewsIn(m_world.remote())) {
        if (postId == *id)
            remove(postId, view);
    }
    m_world.siteWrote();
}

void Site::remove(qint64 postId, const View &view)
{
    m_world.truth().dropped(factsOf(view));
    m_world.truth().mayComeBack(postId);
    query(m_world.remote(), QStringLiteral("DELETE FROM images WHERE post_id = ?"), {postId});
    query(m_world.remote(), QStringLiteral("DELETE FROM posts WHERE id = ?"), {postId});
    m_world.siteDeleted(postId);
    note(QStringLiteral("deletes %1").arg(m_world.nameOf(postId)));
}

void Site::fills(int number)
{
    for (int i = 1; i <= 12; ++i)
        creates(number + i * 100000);
}

void Site::empties(Dice &dice)
{
    for (const auto &[postId, view] : publicViewsIn(m_world.remote())) {
        if (dice.chance(80))
            remove(postId, view);
    }
    m_world.siteWrote();
}

void Site::deletesImage(Dice &dice)
{
    const Rows ids = query(m_world.remote(), QStringLiteral("SELECT id FROM images ORDER BY id"));
    if (ids.empty())
        return;
    const qint64 id = ids.rows[std::size_t(dice.below(ids.size()))].front().integer();
    query(m_world.remote(), QStringLiteral("DELETE FROM images WHERE id = ?"), {id});
    note(QStringLiteral("deletes image %1").arg(id));
    m_world.siteWrote();
}

void Site::countsView(Dice &dice)
{
    const auto id = somePost(dice);
    if (!id)
        return;
    query(m_world.remote(), QStringLiteral("UPDATE posts SET views = views + 1 WHERE id = ?"), {*id});
    note(QStringLiteral("counts a view of %1").arg(m_world.nameOf(*id)));
    m_world.siteWrote();
}

} // namespace galley::test
