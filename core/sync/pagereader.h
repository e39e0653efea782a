// The requests that one page takes, bounded by bytes, and what their answers make of it.
#pragma once

#include "core/db/batchread.h"
#include "core/sync/remotepage.h"

namespace galley {

/// What is asked later is never older: the rows come first, one kind after another, then the bytes of images. So the
/// version that came with a row is at most too old for its bytes, and then the feed brings both again.
class PageReader final : public Pipeline
{
public:
    /// `planned` outlives it.
    explicit PageReader(const PlannedPage &planned);

    /// As a pipeline it is the whole page but for `readRest`.
    std::optional<Transaction> next() override;
    Status take(Result<Outcome> outcome) override;

    std::optional<Transaction> nextRows();
    std::optional<Transaction> nextBytes();

    /// Nothing but `readRest` is left.
    bool isRead() const { return areRowsRead() && m_bytes.isDone(); }
    /// There are images whose bytes don't fit one reply.
    bool hasRest() const { return !m_bytes.tooLarge().empty(); }
    /// Reads those, by calls of its own.
    Status readRest(Database &remote, const CallOptions &options);

    RemotePage page() && { return std::move(m_page); }

private:
    using Select = Statement (*)(const QList<qint64> &);
    using Take = std::function<Status(const QList<qint64> &, const Rows &)>;
    BatchReader reader(const std::vector<SizedKey> &keys, Select select, Take take);
    bool areRowsRead() const { return m_series.isDone() && m_families.isDone() && m_images.isDone(); }
    std::optional<Transaction> nextOf(BatchReader &reader);
    Status readLarge(Database &remote, qint64 id, const CallOptions &options);

    const PlannedPage &m_planned;
    RemotePage m_page;
    BatchReader m_series;
    BatchReader m_families;
    BatchReader m_images;
    BatchReader m_bytes;
    std::deque<BatchReader *> m_asked; // whose answers are still to come
};

} // namespace galley
