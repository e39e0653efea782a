#include "tests/core/sync/simulation/endstate.h"

#include "tests/support/testblog.h"

namespace galley::test {

namespace {

struct Table
{
    const char *name;
    const char *columns; // those that are the same everywhere
    const char *key;
};

constexpr Table Tables[] = {
    {"posts", "id, title, subtitle, slug, content, excerpt, tags, published, published_at, series_id, series_position, preview", "id"},
    {"images", "id, post_id, filename, content_type, alt_text, image_data, thumbnail_data", "id"},
    {"series", "id, title, description, slug", "id"},
    {"galley_redirects", "old_slug, post_id", "old_slug"},
    {"galley_drafts", "post_id, title, subtitle, slug, content, excerpt, tags, published_at, series_id, series_position, fork, publish_at", "post_id"},
    {"galley_draft_images", "id, post_id, filename, content_type, alt_text, image_data, thumbnail_data", "id"},
    {"galley_draft_series", "id, title, description, slug", "id"},
};

QString shown(const Row &row)
{
    QStringList values;
    for (const Value &value : row) {
        const QString text = value.isBlob() ? QString::fromLatin1(value.blob()) : value.isNull() ? QStringLiteral("NULL") : value.displayText();
        values += QString(text).replace(QLatin1Char('\n'), QLatin1String("\\n"));
    }
    return values.join(QStringLiteral(" | "));
}

QStringList linesOf(Database &database, const Table &table)
{
    QStringList lines;
    for (const Row &row : query(database, QStringLiteral("SELECT %1 FROM %2 ORDER BY %3").arg(QLatin1String(table.columns), QLatin1String(table.name), QLatin1String(table.key))))
        lines += shown(row);
    return lines;
}

QString difference(const QStringList &there, const QStringList &here)
{
    for (const QString &line : there) {
        if (!here.contains(line)) {
            const QString id = line.section(QStringLiteral(" | "), 0, 0);
            for (const QString &other : here) {
                if (other.section(QStringLiteral(" | "), 0, 0) == id)
                    return QStringLiteral("there: %1 // here: %2").arg(line, other);
            }
            return QStringLiteral("missing here: ") + line;
        }
    }
    for (const QString &line : here) {
        if (!there.contains(line))
            return QStringLiteral("missing there: ") + line;
    }
    return {};
}

} // namespace

void EndState::checkNothingLost(const QString &when)
{
    if (const auto lost = m_world.truth().lost(m_world.visible()))
        m_world.verdict().violated(QStringLiteral("LOST"), QStringLiteral("%1, %2").arg(*lost, when));
}

void EndState::checkSame()
{
    for (const Table &table : Tables) {
        const QStringList there = linesOf(m_world.remote(), table);
        for (const auto &device : m_world.devices()) {
            const QStringList here = linesOf(device->file(), table);
            if (there != here)
                return m_world.verdict().violated(QStringLiteral("DIVERGED-") + QString::fromLatin1(table.name).toUpper(), QStringLiteral("%1: %2").arg(device->name(), difference(there, here)));
        }
    }
}

void EndState::checkNothingIsStuck()
{
    for (const auto &device : m_world.devices()) {
        const auto count = [&](const char *sql) { return number(device->file(), QLatin1String(sql)); };
        if (count("SELECT count(*) FROM galley_ops WHERE state = 'sent'") > 0)
            m_world.verdict().violated(QStringLiteral("OP-STUCK"), device->name());
        if (count("SELECT count(*) FROM galley_units WHERE state IN ('waiting', 'needs_confirmation', 'refused')") > 0)
            m_world.verdict().violated(QStringLiteral("UNIT-STUCK"), device->name());
        if (count("SELECT count(*) FROM galley_conflicts WHERE state = 'open'") > 0)
            m_world.verdict().violated(QStringLiteral("CONFLICT-STUCK"), device->name());
    }
}

/// The engine's own word for "clean": one request and nothing to report.
void EndState::checkNothingToDo()
{
    for (const auto &device : m_world.devices()) {
        const int before = device->remote().calls();
        const auto report = device->synchronizer().sync();
        if (!report)
            return m_world.verdict().violated(QStringLiteral("SYNC-ERROR"), report.error().message);
        const int requests = device->remote().calls() - before;
        if (requests != 1 || report->postsReceived != 0 || report->draftsSent != 0 || report->imagesReceived != 0 || report->imagesSent != 0 || !report->ended.empty())
            return m_world.verdict().violated(QStringLiteral("NEVER-DONE"), QStringLiteral("%1 needs %2 requests with nothing to do").arg(device->name()).arg(requests));
    }
}

void EndState::checkUniqueRules()
{
    const char *rules[] = {
        "SELECT slug FROM posts WHERE slug IS NOT NULL GROUP BY slug HAVING count(*) > 1",
        "SELECT series_id FROM posts WHERE series_id IS NOT NULL AND series_position IS NOT NULL GROUP BY series_id, series_position HAVING count(*) > 1",
        "SELECT id FROM images WHERE id IN (SELECT id FROM galley_draft_images)",
        "SELECT old_slug FROM galley_redirects WHERE old_slug IN (SELECT slug FROM posts)",
        "SELECT id FROM images WHERE post_id NOT IN (SELECT id FROM posts)",
    };
    for (const char *rule : rules) {
        if (const Rows rows = query(m_world.remote(), QLatin1String(rule)); !rows.empty())
            m_world.verdict().violated(QStringLiteral("RULE"), QStringLiteral("%1: %2").arg(QLatin1String(rule), shown(rows.front())));
    }
    for (const Row &row : query(m_world.remote(), QStringLiteral("SELECT post_id FROM galley_redirects WHERE post_id NOT IN (SELECT id FROM posts)"))) {
        if (!m_world.wasDeletedBySite(row.front().integer()))
            m_world.verdict().violated(QStringLiteral("RULE"), QStringLiteral("a redirect to no post: %1").arg(shown(row)));
    }
}

void EndState::checkImagesAreThere()
{
    if (m_world.wasRolledBack() || m_world.hasCopies())
        return;
    Facts have;
    for (const Row &row : query(m_world.remote(), QStringLiteral("SELECT id FROM images UNION SELECT id FROM galley_draft_images")))
        have.insert(imagePath(row.front().integer()));
    for (const auto &views : {publicViewsIn(m_world.remote()), draftViewsIn(m_world.remote())}) {
        for (const auto &[id, view] : views) {
            for (const qint64 image : imagesNamedIn(view.fields.content)) {
                if (!have.contains(imagePath(image)))
                    m_world.verdict().violated(QStringLiteral("IMAGE-LOST"), QStringLiteral("%1 in %2").arg(image).arg(m_world.nameOf(id)));
            }
        }
    }
}

void EndState::checkNothingCameBack()
{
    if (m_world.wasRolledBack())
        return;
    std::map<qint64, View> views;
    for (const auto &[id, view] : publicViewsIn(m_world.remote()))
        views[id] = view;
    for (const auto &[id, view] : draftViewsIn(m_world.remote()))
        views[id] = view;
    for (const auto &[id, view] : views) {
        Facts facts = factsOf(view);
        if (m_world.wasPruned()) // two sets of tags that nobody has agreed on are joined
            std::erase_if(facts, [](const QString &fact) { return fact.startsWith(QLatin1String("tag:")); });
        if (const auto fact = m_world.truth().undeleted(id, facts))
            m_world.verdict().violated(QStringLiteral("CAME-BACK"), QStringLiteral("%1 in %2").arg(*fact, m_world.nameOf(id)));
    }
}

void EndState::check()
{
    checkNothingIsStuck();
    checkNothingLost(QStringLiteral("at the end"));
    checkSame();
    checkUniqueRules();
    checkImagesAreThere();
    checkNothingCameBack();
    checkNothingToDo();
}

QStringList EndState::contentOf(Database &database)
{
    QStringList lines;
    for (const Table &table : Tables)
        lines << QString::fromLatin1(table.name) << linesOf(database, table);
    return lines;
}

} // namespace galley::test
