#include "core/sync/puller.h"

#include "core/base/ids.h"
#include "core/db/idlist.h"
#include "core/migrate/migration.h"
#include "core/store/changetable.h"
#include "core/sync/basetable.h"
#include "core/sync/conflicttable.h"
#include "core/sync/operation.h"
#include "core/sync/optable.h"
#include "core/sync/pageahead.h"
#include "core/sync/slicepages.h"

#include <utility>

namespace galley {

namespace {

constexpr int KeysAtATime = 200;
constexpr int RoundsOfUnknown = 3;
constexpr int FewestDeletionsToPark = 10;
constexpr int PartToPark = 5; // more than one post in so many

Error noFeed(const QString &location)
{
    return {ErrorCode::Corrupt,
            QStringLiteral("%1 no longer keeps Galley's feed of changes (its triggers are gone, as after a table was rebuilt); "
                           "restore them with “galleyctl migrate”, then sync: everything will be compared anew.").arg(location), {}};
}

Error anotherBlog(const QString &location)
{
    return {ErrorCode::Conflict,
            QStringLiteral("Another database than before stands at %1; nothing was changed. If it is the right one, set the "
                           "remote once more, and everything will be compared with it.").arg(location), {}};
}

Error neverSetUp(const QString &location)
{
    return {ErrorCode::NotFound, QStringLiteral("%1 is not set up for Galley; run “galleyctl migrate” with its URL first.").arg(location), {}};
}

QString newMarker()
{
    return QStringLiteral("mark-") + randomToken();
}

} // namespace

Puller::Puller(LocalSide &local, Database &remote) : m_local(local), m_remote(remote) {}

Result<Pulled> Puller::pull(const CallOptions &options)
{
    m_pulled = {};
    m_vanishing.clear();
    std::optional<Feed> next;
    for (bool isFirst = true;; isFirst = false) {
        const Acquaintance known = m_local.acquaintance();
        const bool asksDeletions = isFirst && !known.isAnew && !known.isWalking;
        auto feed = std::exchange(next, std::nullopt);
        if (!feed || feed->known != known) {
            const QString marker = newMarker();
            const auto deletions = asksDeletions ? feedpage::Deletions::Ask : feedpage::Deletions::DontAsk;
            feed = Feed{known, marker, m_remote.run(feedpage::ask(known, marker, deletions), options)};
        }
        if (!feed->outcome)
            return failure(feed->outcome);
        auto slice = feedpage::decode(*feed->outcome, feed->marker);
        if (!slice) {
            auto tables = m_remote.execute({QStringLiteral("SELECT 1 FROM sqlite_master WHERE name = 'galley_changes'"), {}}, options);
            if (tables && tables->empty())
                return tl::unexpected(neverSetUp(m_remote.location()));
            return failure(slice);
        }
        auto met = meet(*slice, options);
        if (!met)
            return failure(met);
        if (*met == Step::Lost)
            continue;
        if (asksDeletions) {
            if (auto ok = decideOnDeletions(*slice, options); !ok)
                return failure(ok);
        }
        auto taken = *met == Step::Superseded ? *met : takeSlice(*slice, next, options);
        if (!taken)
            return failure(taken);
        if (*taken == Step::Done && slice->isLast)
            taken = endWalk(options);
        if (taken && *taken == Step::Done && slice->isLast)
            taken = takeUnknown(options);
        if (!taken)
            return failure(taken);
        m_pulled.superseded = *taken == Step::Superseded;
        if (m_pulled.superseded || (*taken == Step::Done && slice->isLast))
            return m_pulled;
    }
}

Result<Puller::Step> Puller::meet(const FeedSlice &slice, const CallOptions &options)
{
    const Acquaintance known = m_local.acquaintance();
    if (slice.schema > newestSharedVersion())
        return tl::unexpected(schemaTooNew());
    if (slice.triggers < changetable::FeedTriggers) {
        Acquaintance next = known;
        next.isVoid = next.isAnew = true; // changes may have gone by unseen
        next.seq = 0;
        if (next != known) {
            if (auto written = m_local.write({}, next, options); !written)
                return failure(written);
        }
        return tl::unexpected(noFeed(m_remote.location()));
    }
    if (known.isAnew) {
        auto begun = beginWalk(slice, options);
        return begun; // the slice is from the feed's beginning and may be used
    }
    if (slice.database != known.database)
        return tl::unexpected(anotherBlog(m_remote.location()));
    if (slice.knowsOurMarks)
        return Step::Done;
    auto begun = beginWalk(slice, options);
    if (begun && *begun == Step::Done)
        return Step::Lost; // it began at the cursor: ask for all of it
    return begun;
}

Result<Puller::Step> Puller::beginWalk(const FeedSlice &slice, const CallOptions &options)
{
    const Acquaintance known = m_local.acquaintance();
    const bool isTrusted = known.isAnew && !known.isVoid && slice.database == known.database && slice.knowsOurMarks
                           && !known.marker.isNull();
    Acquaintance next;
    next.isAnew = false;
    next.isWalking = true;
    next.database = slice.database;
    std::vector<Statement> statements;
    if (isTrusted) {
        next.marker = known.marker;
        next.lastOp = known.lastOp;
        statements = basetable::doubtChanged(m_local.remoteKey());
    } else {
        statements = {basetable::forget(m_local.remoteKey()), optable::burnAll(m_local.remoteKey()), conflicttable::forgetThere(),
                      {QStringLiteral("DELETE FROM galley_parked WHERE remote = ?"), {m_local.remoteKey()}}};
        m_pulled.wasReconciled = true;
    }
    auto written = m_local.write(std::move(statements), next, options);
    if (!written)
        return failure(written);
    return *written == LocalSide::Written::Superseded ? Step::Superseded : Step::Done;
}

/// What stands here and was never spoken of there: readers there don't have it.
Result<Puller::Step> Puller::endWalk(const CallOptions &options)
{
    while (m_local.acquaintance().isWalking) {
        auto rows = m_local.database().execute(basetable::selectWithoutBase(m_local.remoteKey(), KeysAtATime), options);
        if (!rows)
            return failure(rows);
        if (rows->empty()) {
            Acquaintance next = m_local.acquaintance();
            next.isWalking = false;
            auto written = m_local.write({}, next, options);
            if (!written)
                return failure(written);
            return *written == LocalSide::Written::Superseded ? Step::Superseded : Step::Done;
        }
        Keys keys;
        for (const Row &row : *rows)
            addKey(keys, row[0].text(), row[1].integer());
        auto taken = takeKeys(keys, options);
        if (!taken || *taken != Step::Done)
            return taken;
    }
    return Step::Done;
}

Result<Puller::Step> Puller::takeUnknown(const CallOptions &options)
{
    for (int round = 0; round < RoundsOfUnknown; ++round) {
        auto rows = m_local.database().execute(basetable::selectUnknown(m_local.remoteKey(), KeysAtATime), options);
        if (!rows)
            return failure(rows);
        if (rows->empty())
            break;
        if (rows->size() == KeysAtATime)
            round = -1; // more wait; each of them becomes known or is lacking only for a moment
        Keys keys;
        for (const Row &row : *rows)
            addKey(keys, row[0].text(), row[1].integer());
        auto taken = takeKeys(keys, options);
        if (!taken || *taken != Step::Done)
            return taken;
    }
    return Step::Done;
}

Result<Puller::Step> Puller::takeSlice(const FeedSlice &slice, std::optional<Feed> &next, const CallOptions &options)
{
    auto pages = planPages(slice, m_local, options);
    if (!pages)
        return failure(pages);
    const QString marker = slice.isLast ? QString() : newMarker();
    std::optional<Transaction> askNext;
    if (!slice.isLast)
        askNext = feedpage::ask(pages->back().known, marker, feedpage::Deletions::DontAsk);
    PageAhead ahead(m_remote, *pages, std::move(askNext), options);
    for (const PlannedPage &planned : *pages) {
        auto page = ahead.next();
        if (!page)
            return failure(page);
        if (!page->stands)
            return Step::Lost;
        auto done = take(planned.keys, *page, planned.known, {}, options, &ahead);
        if (!done)
            return failure(done);
        if (!*done)
            return Step::Superseded;
    }
    if (auto outcome = ahead.lastOutcome())
        next = Feed{pages->back().known, marker, std::move(*outcome)};
    return Step::Done;
}

Result<Puller::Step> Puller::takeKeys(const Keys &keys, const CallOptions &options)
{
    auto page = fetchPage(m_remote, {keys, {}, {}, m_local.acquaintance()}, options);
    if (!page)
        return failure(page);
    if (!page->stands)
        return Step::Lost;
    auto done = take(keys, *page, m_local.acquaintance(), {}, options);
    if (!done)
        return failure(done);
    return *done ? Step::Done : Step::Superseded;
}

Result<bool> Puller::take(const Keys &keys, RemotePage &there, const Acquaintance &next, const Adjust &adjust,
                          const CallOptions &options, PageAhead *ahead)
{
    for (int attempt = 0; attempt < DeskPatience; ++attempt) {
        auto here = m_local.read(keys, options);
        if (!here)
            return failure(here);
        std::vector<Statement> statements;
        if (adjust)
            statements = adjust(*here);
        auto merge = mergePage(*here, there, m_vanishing, m_local.remoteKey(), m_local.clock().now());
        if (!merge)
            return failure(merge);
        Sizes lacking;
        for (const qint64 id : merge->lackingBytes)
            lacking[id] = there.images[id].shown()->dataBytes + there.images[id].shown()->thumbnailBytes;
        if (!lacking.empty() && !adjust && attempt == 0) {
            if (ahead != nullptr)
                ahead->pause(); // the remote is for one at a time
            auto bytes = fetchPage(m_remote, {{}, {}, lacking, next}, options);
            if (!bytes)
                return failure(bytes);
            there.bytes.merge(bytes->bytes);
            continue;
        }
        statements.insert(statements.end(), std::make_move_iterator(merge->statements.begin()),
                          std::make_move_iterator(merge->statements.end()));
        auto written = m_local.write(std::move(statements), next, options);
        if (!written)
            return failure(written);
        if (*written == LocalSide::Written::Superseded)
            return false;
        if (*written == LocalSide::Written::Done) {
            if (!adjust) {
                m_pulled.posts += merge->posts;
                m_pulled.images += merge->images;
            }
            m_notices += merge->notices;
            return true;
        }
    }
    return deskNeverRests(m_local.database());
}

Status Puller::decideOnDeletions(const FeedSlice &slice, const CallOptions &options)
{
    if (slice.deletedPosts.size() < FewestDeletionsToPark)
        return {};
    auto count = m_local.database().execute({QStringLiteral("SELECT count(*) FROM posts"), {}}, options);
    if (!count)
        return failure(count);
    std::set<qint64> gone;
    for (qsizetype from = 0; from < slice.deletedPosts.size(); from += IdsAtATime) {
        const QList<qint64> some = slice.deletedPosts.mid(from, IdsAtATime);
        Statement here{QStringLiteral("SELECT id FROM posts WHERE id IN (%1)").arg(placeholders(some.size())), {}};
        appendIds(here.args, some);
        auto rows = m_local.database().execute(here, options);
        if (!rows)
            return failure(rows);
        for (const Row &row : *rows)
            gone.insert(row[0].integer());
    }
    if (qint64(gone.size()) >= FewestDeletionsToPark && qint64(gone.size()) * PartToPark > count->front().front().integer())
        m_vanishing = std::move(gone);
    return {};
}

} // namespace galley
