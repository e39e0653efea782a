#include "core/sync/draftsender.h"

#include "core/base/ids.h"
#include "core/store/desk.h"
#include "core/store/drafttable.h"
#include "core/store/imagetable.h"
#include "core/store/seriestable.h"
#include "core/sync/claims.h"
#include "core/sync/feedpage.h"
#include "core/sync/pending.h"
#include "core/sync/unittable.h"

namespace galley {

namespace {

// The server caps a request; four images of usual size keep two requests in flight busy, and no more of a photo album
// is in memory than those hold.
constexpr qsizetype ImagesPerRequest = 4;
constexpr qint64 BytesPerRequest = 3'000'000;
constexpr qsizetype RequestsAtOnce = 2;
constexpr std::size_t DraftsAtOnce = 32;

struct NewImage
{
    qint64 id = 0;
    qint64 bytes = 0;
};

std::vector<QList<qint64>> inRequests(const std::vector<NewImage> &images)
{
    std::vector<QList<qint64>> requests;
    qint64 bytes = 0;
    for (const NewImage &image : images) {
        if (requests.empty() || requests.back().size() == ImagesPerRequest || bytes + image.bytes > BytesPerRequest) {
            requests.emplace_back();
            bytes = 0;
        }
        requests.back() += image.id;
        bytes += image.bytes;
    }
    return requests;
}

} // namespace

DraftSender::DraftSender(LocalSide &local, Database &remote, Puller &puller, Outcomes &outcomes)
    : m_local(local),
      m_remote(remote),
      m_puller(puller),
      m_outcomes(outcomes)
{}

Status DraftSender::sendSeries(Sent &sent, const CallOptions &options)
{
    auto rows = m_local.database().execute(selectNewSeries(m_local.remoteKey()), options);
    if (!rows)
        return failure(rows);
    if (rows->empty())
        return {};
    Transaction transaction;
    transaction.twice = Transaction::Twice::Harmless;
    Keys keys;
    for (const Row &row : *rows) {
        const Series series{row[0].integer(), row[1].displayText(), row[2].displayText(), row[3].displayText()};
        transaction.body.push_back(seriestable::insertDraftIfAbsent(series, row[4].displayText()));
        keys.series += series.id;
    }
    transaction.after = {feedpage::selectStands(m_local.acquaintance()), seriesrows::select(keys.series)};
    auto outcome = m_remote.run(transaction, options);
    if (auto ok = feedpage::allAnswered(outcome); !ok)
        return failure(ok);
    RemotePage page;
    page.stands = outcome->after[0]->front().front().truthy();
    page.series = seriesrows::decode(*outcome->after[1], keys.series);
    sent.again = true;
    if (!page.stands)
        return {};
    auto taken = m_puller.take(keys, page, m_local.acquaintance(), [](LocalPage &) { return std::vector<Statement>(); }, options);
    if (!taken)
        return failure(taken);
    sent.superseded = !*taken;
    return {};
}

Result<Sent> DraftSender::sendImages(const CallOptions &options)
{
    Sent sent;
    if (auto ok = sendSeries(sent, options); !ok)
        return failure(ok);
    auto rows = m_local.database().execute(selectNewImages(m_local.remoteKey()), options);
    if (!rows)
        return failure(rows);
    std::vector<NewImage> images;
    for (const Row &row : *rows)
        images.push_back({row[0].integer(), row[2].integer()});
    const std::vector<QList<qint64>> requests = inRequests(images);
    for (std::size_t from = 0; from < requests.size() && !sent.superseded; from += RequestsAtOnce) {
        QList<qint64> ids;
        std::vector<Transaction> transactions;
        for (std::size_t i = from; i < std::min(requests.size(), from + std::size_t(RequestsAtOnce)); ++i) {
            Transaction transaction;
            transaction.twice = Transaction::Twice::Harmless;
            QList<qint64> ofRequest;
            for (const qint64 id : requests[i]) {
                auto image = Desk(m_local.database(), m_local.clock()).image(id, options);
                if (!image && image.error().code == ErrorCode::NotFound)
                    continue; // removed at this moment
                if (!image)
                    return failure(image);
                transaction.body.push_back(imagetable::insertDraft(*image, image->info.insertedAt));
                sent.imageBytes += image->data.size() + image->thumbnail.size();
                ofRequest += id;
            }
            if (ofRequest.isEmpty())
                continue;
            transaction.after = {feedpage::selectStands(m_local.acquaintance()), imagerows::select(ofRequest)};
            transactions.push_back(std::move(transaction));
            ids += ofRequest;
            sent.images += int(ofRequest.size());
        }
        RemotePage page;
        for (const Result<Outcome> &outcome : m_remote.transactions(transactions, options)) {
            if (auto ok = feedpage::allAnswered(outcome); !ok)
                return failure(ok);
            page.stands = page.stands && outcome->after[0]->front().front().truthy();
            page.images.merge(imagerows::decode(*outcome->after[1], ids));
        }
        if (!page.stands) {
            sent.again = true;
            break;
        }
        Keys keys;
        keys.images = ids;
        auto taken = m_puller.take(keys, page, m_local.acquaintance(), [](LocalPage &) { return std::vector<Statement>(); }, options);
        if (!taken)
            return failure(taken);
        sent.superseded = !*taken;
    }
    return sent;
}

Result<std::map<qint64, DraftSender::Owed>> DraftSender::owed(const CallOptions &options)
{
    std::map<qint64, Owed> owed;
    auto drafts = dirtyDrafts(m_local.database(), m_local.remoteKey(), options);
    if (!drafts)
        return failure(drafts);
    for (const qint64 id : *drafts)
        owed[id].draft = true;
    auto rows = m_local.database().read({selectDescribedImages(m_local.remoteKey()), selectRemovedImages(m_local.remoteKey())}, options);
    if (!rows)
        return failure(rows);
    for (const Row &row : (*rows)[0])
        owed[row[1].integer()].described += row[0].integer();
    for (const Row &row : (*rows)[1])
        owed[row[1].integer()].removed += row[0].integer();
    return owed;
}

/// A draft that has come to equal its public post is none any more.
Status DraftSender::clearEqualDrafts(Sent &sent, const CallOptions &options)
{
    auto equal = m_local.database().execute(selectEqualDrafts(), options);
    if (!equal)
        return failure(equal);
    for (const Row &row : *equal) {
        const qint64 id = row[0].integer();
        Keys keys;
        keys.families = {id};
        auto here = m_local.read(keys, options);
        if (!here)
            return failure(here);
        const FamilyRows &family = here->families[id];
        const bool isEqual = family.draft && family.post && agreed::viewOf(*family.draft) == agreed::viewOf(*family.post);
        if (!isEqual || here->busy.contains(id) || here->conflicted.contains(id) || here->parkedPosts.contains(id))
            continue;
        auto written = m_local.write({claims::unmoved(family), claims::that(unittable::isIdle(id)), drafttable::remove(id)},
                                     m_local.acquaintance(), options);
        if (!written)
            return failure(written);
        sent.superseded = *written == LocalSide::Written::Superseded;
        if (sent.superseded)
            return {};
    }
    return {};
}

Result<std::optional<DraftPush>> DraftSender::store(qint64 postId, const Owed &owed, Sent &sent, const CallOptions &options)
{
    for (int attempt = 0; attempt < DeskPatience; ++attempt) {
        Keys keys;
        keys.families = {postId};
        keys.images = owed.described + owed.removed;
        auto here = m_local.read(keys, options);
        if (!here)
            return failure(here);
        const FamilyRows &family = here->families[postId];
        if (here->conflicted.contains(postId))
            return std::optional<DraftPush>();
        const FamilyBase &base = here->familyBases[postId];
        DraftPush push;
        push.opId = randomToken();
        push.postId = postId;
        push.touchesDraft = agreed::toText(family.draft) != base.draftText;
        if (push.touchesDraft) {
            push.draft = family.draft;
            if (family.draft)
                push.seen = agreed::viewOf(*family.draft);
            else if (base.publicFields)
                push.seen = View{*base.publicFields, {}};
            push.guard.push_back({QStringLiteral("drafts"), postId, base.draftVersion});
        }
        for (const qint64 id : owed.described) {
            const ImageRows &image = here->images[id];
            if (!image.deskSide)
                continue;
            push.describedImages[id] = image.deskSide->description;
            push.guard.push_back({QStringLiteral("draft_images"), id, here->imageBases[id].deskVersion});
        }
        for (const qint64 id : owed.removed) {
            if (here->images[id].shown())
                continue;
            push.removedImages += id;
            push.guard.push_back({QStringLiteral("draft_images"), id, here->imageBases[id].deskVersion});
        }
        if (push.isEmpty())
            return std::optional<DraftPush>();
        for (const EntityVersion &entity : push.guard) {
            if (entity.version.isNull()) {
                sent.again = true;
                return std::optional<DraftPush>();
            }
        }
        auto written = m_local.write({claims::unmoved(family), optable::insertSent(m_local.remoteKey(), push, m_local.now())},
                                     m_local.acquaintance(), options);
        if (!written)
            return failure(written);
        sent.superseded = *written == LocalSide::Written::Superseded;
        if (sent.superseded)
            return std::optional<DraftPush>();
        if (*written == LocalSide::Written::Done)
            return std::optional(std::move(push));
    }
    return deskNeverRests(m_local.database());
}

Result<Sent> DraftSender::sendDrafts(const CallOptions &options)
{
    Sent sent;
    if (auto ok = clearEqualDrafts(sent, options); !ok)
        return failure(ok);
    if (sent.superseded)
        return sent;
    auto owed = this->owed(options);
    if (!owed)
        return failure(owed);
    for (auto next = owed->begin(); next != owed->end() && !sent.superseded;) {
        std::vector<DraftPush> pushes;
        for (; next != owed->end() && pushes.size() < DraftsAtOnce; ++next) {
            auto push = store(next->first, next->second, sent, options);
            if (!push)
                return failure(push);
            if (sent.superseded)
                return sent;
            if (*push)
                pushes.push_back(std::move(**push));
        }
        std::vector<Operation> operations;
        std::vector<Transaction> transactions;
        for (const DraftPush &push : pushes) {
            operations.push_back(operationOf(push));
            transactions.push_back(transactionOf(operations.back(), m_local.acquaintance()));
        }
        const auto outcomes = m_remote.transactions(transactions, options);
        std::optional<Error> firstError;
        for (std::size_t i = 0; i < outcomes.size() && !sent.superseded; ++i) {
            auto receipt = receiptOf(operations[i], outcomes[i]);
            if (receipt) {
                auto recorded = m_outcomes.record(pushes[i], *receipt, options);
                if (recorded) {
                    sent.superseded = recorded->superseded;
                    if (recorded->landed && pushes[i].touchesDraft)
                        ++sent.drafts;
                    sent.again = sent.again || !recorded->landed || !receipt->page.stands;
                } else if (!firstError) {
                    firstError = recorded.error();
                }
            } else if (!firstError) {
                firstError = receipt.error();
            }
        }
        if (firstError)
            return tl::unexpected(*firstError);
    }
    return sent;
}

} // namespace galley
