#include "core/sync/pagereader.h"

#include "core/db/idlist.h"
#include "core/db/largerow.h"
#include "core/sync/feedpage.h"

namespace galley {

namespace {

constexpr qint64 UnknownTextBytes = 20'000;
constexpr qint64 BytesBesideRow = 200; // versions, names, times

ReadLimits limits()
{
    ReadLimits limits;
    limits.keys = IdsAtATime;
    return limits;
}

QList<qint64> listOf(const std::vector<qint64> &keys)
{
    return QList<qint64>(keys.begin(), keys.end());
}

/// Whatever its size is said to be, each key is tried.
std::vector<SizedKey> sized(const QList<qint64> &ids, const Sizes &sizes, qint64 unknown)
{
    std::vector<SizedKey> keys;
    for (const qint64 id : ids) {
        const auto known = sizes.find(id);
        const qint64 bytes = (known == sizes.end() ? unknown : known->second) + BytesBesideRow;
        keys.push_back({id, std::min(bytes, limits().bytes)});
    }
    return keys;
}

std::vector<SizedKey> wanted(const Sizes &sizes)
{
    std::vector<SizedKey> keys;
    for (const auto &[id, bytes] : sizes)
        keys.push_back({id, bytes});
    return keys;
}

} // namespace

PageReader::PageReader(const PlannedPage &planned)
    : m_planned(planned),
      m_series(reader(sized(planned.keys.series, {}, 0), seriesrows::select, [this](const QList<qint64> &ids, const Rows &rows) -> Status {
          m_page.series.merge(seriesrows::decode(rows, ids));
          return {};
      })),
      m_families(reader(sized(planned.keys.families, planned.texts, UnknownTextBytes), familyrows::select,
                        [this](const QList<qint64> &ids, const Rows &rows) -> Status {
                            auto families = familyrows::decode(rows, ids);
                            if (!families)
                                return failure(families);
                            m_page.families.merge(*families);
                            return {};
                        })),
      m_images(reader(sized(planned.keys.images, {}, 0), imagerows::select, [this](const QList<qint64> &ids, const Rows &rows) -> Status {
          m_page.images.merge(imagerows::decode(rows, ids));
          return {};
      })),
      m_bytes(reader(wanted(planned.images), imagerows::selectBytes, [this](const QList<qint64> &, const Rows &rows) -> Status {
          for (const Row &row : rows)
              m_page.bytes.emplace(row[0].integer(), ImageBytes{row[1].bytes(), row[2].bytes()});
          return {};
      }))
{}

BatchReader PageReader::reader(const std::vector<SizedKey> &keys, Select select, Take take)
{
    return BatchReader(
        keys,
        [this, select](const std::vector<qint64> &ids) {
            return std::vector<Statement>{feedpage::selectStands(m_planned.known), select(listOf(ids))};
        },
        [this, take = std::move(take)](const std::vector<qint64> &ids, const std::vector<Rows> &answers) -> Status {
            if (!answers[0].front().front().isInteger())
                return fail(ErrorCode::Protocol, QStringLiteral("The database answered what was not asked; try again."));
            m_page.stands = m_page.stands && answers[0].front().front().truthy();
            return take(listOf(ids), answers[1]);
        },
        limits());
}

std::optional<Transaction> PageReader::next()
{
    auto rows = nextRows();
    return rows ? std::move(rows) : nextBytes();
}

std::optional<Transaction> PageReader::nextRows()
{
    for (BatchReader *kind : {&m_series, &m_families, &m_images}) {
        if (!kind->isDone())
            return nextOf(*kind);
    }
    return std::nullopt;
}

std::optional<Transaction> PageReader::nextBytes()
{
    return areRowsRead() ? nextOf(m_bytes) : std::nullopt;
}

std::optional<Transaction> PageReader::nextOf(BatchReader &reader)
{
    auto next = reader.next();
    if (next)
        m_asked.push_back(&reader);
    return next;
}

Status PageReader::take(Result<Outcome> outcome)
{
    BatchReader &reader = *m_asked.front();
    m_asked.pop_front();
    if (auto ok = reader.take(std::move(outcome)); !ok)
        return ok;
    if (!m_families.tooLarge().empty())
        return fail(ErrorCode::TooLarge, QStringLiteral("A post on the site is too large to be read; shorten it there."));
    return {};
}

Status PageReader::readRest(Database &remote, const CallOptions &options)
{
    for (const qint64 id : m_bytes.tooLarge()) {
        if (auto ok = readLarge(remote, id, options); !ok)
            return ok;
    }
    return {};
}

Status PageReader::readLarge(Database &remote, qint64 id, const CallOptions &options)
{
    LargeRow row;
    row.columns = {QStringLiteral("id")};
    row.large = {QStringLiteral("image_data"), QStringLiteral("thumbnail_data")};
    row.sources = {QStringLiteral("images WHERE id = ?"), QStringLiteral("galley_draft_images WHERE id = ?")};
    row.args = {id};
    row.stamp = QStringLiteral("coalesce((SELECT version FROM galley_changes WHERE entity = 'images' AND entity_id = %1), '') || ',' || "
                               "coalesce((SELECT version FROM galley_changes WHERE entity = 'draft_images' AND entity_id = %1), '')").arg(id);
    auto read = readLargeRow(remote, row, options, limits());
    if (!read)
        return failure(read);
    if (*read)
        m_page.bytes.emplace(id, ImageBytes{(**read)[2].bytes(), (**read)[3].bytes()});
    return {};
}

} // namespace galley
