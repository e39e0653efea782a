#include "core/sync/remotepage.h"

#include "core/db/batchread.h"
#include "core/db/largerow.h"
#include "core/store/changetable.h"
#include "core/sync/feedpage.h"
#include "core/sync/idlist.h"

#include <functional>

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

/// One kind of rows. Whatever its size is said to be, each key is tried; what no reply can hold is an error.
class Reader
{
public:
    Reader(Database &remote, const Acquaintance &known, RemotePage &page, const CallOptions &options)
        : m_remote(remote),
          m_known(known),
          m_page(page),
          m_options(options)
    {}

    Result<QList<qint64>> read(const std::vector<SizedKey> &keys, const std::function<Statement(const QList<qint64> &)> &select,
                               const std::function<Status(const QList<qint64> &, const Rows &)> &take)
    {
        auto tooLarge = readInBatches(
            m_remote, keys,
            [&](const std::vector<qint64> &ids) {
                return std::vector<Statement>{feedpage::selectStands(m_known), select(listOf(ids))};
            },
            [&](const std::vector<qint64> &ids, const std::vector<Rows> &answers) {
                if (!answers[0].front().front().isInteger())
                    return Status(fail(ErrorCode::Protocol, QStringLiteral("The database answered what was not asked; try again.")));
                m_page.stands = m_page.stands && answers[0].front().front().truthy();
                return take(listOf(ids), answers[1]);
            },
            m_options, limits());
        if (!tooLarge)
            return failure(tooLarge);
        return listOf(*tooLarge);
    }

    /// An image whose bytes don't fit one reply.
    Status readLarge(qint64 id)
    {
        LargeRow row;
        row.columns = {QStringLiteral("id")};
        row.large = {QStringLiteral("image_data"), QStringLiteral("thumbnail_data")};
        row.sources = {QStringLiteral("images WHERE id = ?"), QStringLiteral("galley_draft_images WHERE id = ?")};
        row.args = {id};
        row.stamp = QStringLiteral("coalesce((SELECT version FROM galley_changes WHERE entity = 'images' AND entity_id = %1), '') || ',' || "
                                   "coalesce((SELECT version FROM galley_changes WHERE entity = 'draft_images' AND entity_id = %1), '')").arg(id);
        auto read = readLargeRow(m_remote, row, m_options, limits());
        if (!read)
            return failure(read);
        if (*read)
            m_page.bytes.emplace(id, ImageBytes{(**read)[2].blob(), (**read)[3].blob()});
        return {};
    }

private:
    Database &m_remote;
    const Acquaintance &m_known;
    RemotePage &m_page;
    const CallOptions &m_options;
};

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

Status refuse(const QList<qint64> &tooLarge)
{
    if (tooLarge.isEmpty())
        return {};
    return fail(ErrorCode::TooLarge, QStringLiteral("A post on the site is too large to be read; shorten it there."));
}

} // namespace

Result<RemotePage> fetchPage(Database &remote, const Acquaintance &known, const Keys &keys, const Sizes &texts,
                             const Sizes &bytesOf, const CallOptions &options)
{
    RemotePage page;
    Reader reader(remote, known, page, options);
    auto left = reader.read(sized(keys.series, {}, 0), seriesrows::select, [&](const QList<qint64> &ids, const Rows &rows) -> Status {
        page.series.merge(seriesrows::decode(rows, ids));
        return {};
    });
    if (!left)
        return failure(left);
    left = reader.read(sized(keys.families, texts, UnknownTextBytes), familyrows::select,
                       [&](const QList<qint64> &ids, const Rows &rows) -> Status {
                           auto families = familyrows::decode(rows, ids);
                           if (!families)
                               return failure(families);
                           page.families.merge(*families);
                           return {};
                       });
    if (!left)
        return failure(left);
    if (auto ok = refuse(*left); !ok)
        return failure(ok);
    left = reader.read(sized(keys.images, {}, 0), imagerows::select, [&](const QList<qint64> &ids, const Rows &rows) -> Status {
        page.images.merge(imagerows::decode(rows, ids));
        return {};
    });
    if (!left)
        return failure(left);
    std::vector<SizedKey> wanted;
    for (const auto &[id, bytes] : bytesOf)
        wanted.push_back({id, bytes});
    left = reader.read(wanted, imagerows::selectBytes, [&](const QList<qint64> &, const Rows &rows) -> Status {
        for (const Row &row : rows)
            page.bytes.emplace(row[0].integer(), ImageBytes{row[1].blob(), row[2].blob()});
        return {};
    });
    if (!left)
        return failure(left);
    for (const qint64 id : *left) {
        if (auto ok = reader.readLarge(id); !ok)
            return failure(ok);
    }
    return page;
}

} // namespace galley
