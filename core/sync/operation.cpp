#include "core/sync/operation.h"

#include "core/base/ids.h"
#include "core/db/idlist.h"
#include "core/migrate/migration.h"
#include "core/sync/feedpage.h"

namespace galley {

namespace {

// First what only the ledger knows. Burning comes before reading, so that nothing can land in between.
enum After : std::size_t { Burn, Landed, Stands, Schema, Rest };

template <typename Each>
void inGroups(const QList<qint64> &ids, Each each)
{
    for (qsizetype from = 0; from < ids.size(); from += IdsAtATime)
        each(ids.mid(from, IdsAtATime));
}

} // namespace

Transaction transactionOf(const Operation &operation, const Acquaintance &known)
{
    Transaction transaction;
    transaction.twice = Transaction::Twice::Harmless;
    transaction.body.push_back(ledger::enter(operation.opId, operation.guard));
    transaction.body.insert(transaction.body.end(), operation.changes.begin(), operation.changes.end());
    auto &after = transaction.after;
    after = {ledger::burn(operation.opId), ledger::select(operation.opId), feedpage::selectStands(known), ledger::selectSchema()};
    inGroups(operation.touched.families, [&](const QList<qint64> &ids) { after.push_back(familyrows::select(ids)); });
    inGroups(operation.touched.images, [&](const QList<qint64> &ids) { after.push_back(imagerows::select(ids)); });
    inGroups(operation.touched.series, [&](const QList<qint64> &ids) { after.push_back(seriesrows::select(ids)); });
    after.insert(after.end(), operation.probes.begin(), operation.probes.end());
    return transaction;
}

Result<Receipt> carry(Database &database, const Operation &operation, const Acquaintance &known, const CallOptions &options)
{
    return receiptOf(operation, database.run(transactionOf(operation, known), options));
}

Result<Receipt> carryAgain(Database &database, const Operation &operation, const Acquaintance &known, const CallOptions &options)
{
    const QString mark = QStringLiteral("mark-") + randomToken();
    Transaction transaction = transactionOf(operation, known);
    transaction.after.insert(transaction.after.begin(), ledger::mark(mark)); // before anything is read
    auto outcome = database.run(transaction, options);
    if (!outcome)
        return failure(outcome);
    if (!outcome->after.front())
        return failure(outcome->after.front());
    outcome->after.erase(outcome->after.begin());
    auto receipt = receiptOf(operation, outcome);
    if (receipt)
        receipt->mark = mark;
    return receipt;
}

Result<Receipt> receiptOf(const Operation &operation, const Result<Outcome> &outcome)
{
    if (!outcome)
        return failure(outcome);
    for (const Result<Rows> &rows : outcome->after) {
        if (!rows)
            return failure(rows);
    }
    const auto &after = outcome->after;
    Receipt receipt;
    // Burnt or landed: there is a row now. Committed, and yet not landed: no database says both. Not known, then.
    const bool isTold = after[Landed]->front().front().isInteger() && after[Stands]->front().front().isInteger()
                        && after[Schema]->front().front().isInteger();
    receipt.landed = !after[Landed]->empty() && after[Landed]->front().front().integer() == 1;
    receipt.page.stands = !after[Stands]->empty() && after[Stands]->front().front().truthy();
    receipt.schemaIsTooNew = after[Schema]->front().front().integer() > newestSharedVersion();
    if (!isTold || (outcome->body && !receipt.landed))
        return fail(ErrorCode::Protocol, QStringLiteral("The database did not say what became of the change; try again."));
    std::size_t next = Rest;
    Status decoded;
    inGroups(operation.touched.families, [&](const QList<qint64> &ids) {
        auto families = familyrows::decode(*after[next++], ids);
        if (families)
            receipt.page.families.merge(*families);
        else if (decoded)
            decoded = failure(families);
    });
    if (!decoded)
        return failure(decoded);
    inGroups(operation.touched.images, [&](const QList<qint64> &ids) {
        receipt.page.images.merge(imagerows::decode(*after[next++], ids));
    });
    inGroups(operation.touched.series, [&](const QList<qint64> &ids) {
        receipt.page.series.merge(seriesrows::decode(*after[next++], ids));
    });
    for (; next < after.size(); ++next)
        receipt.probes.push_back(*after[next]);
    if (!outcome->body)
        receipt.bodyError = outcome->body.error();
    return receipt;
}

bool hasMoved(const Operation &operation, const Receipt &receipt)
{
    const auto versionOf = [&](const EntityVersion &entity) -> QString {
        if (const auto family = receipt.page.families.find(entity.id); family != receipt.page.families.end()) {
            if (entity.entity == QLatin1String("posts"))
                return family->second.postVersion;
            if (entity.entity == QLatin1String("drafts"))
                return family->second.draftVersion;
        }
        if (const auto image = receipt.page.images.find(entity.id); image != receipt.page.images.end()) {
            if (entity.entity == QLatin1String("images"))
                return image->second.publicVersion;
            if (entity.entity == QLatin1String("draft_images"))
                return image->second.deskVersion;
        }
        if (const auto series = receipt.page.series.find(entity.id); series != receipt.page.series.end())
            return entity.entity == QLatin1String("series") ? series->second.publicVersion : series->second.deskVersion;
        return entity.version;
    };
    return std::any_of(operation.guard.versions.begin(), operation.guard.versions.end(),
                       [&](const EntityVersion &entity) { return versionOf(entity) != entity.version; });
}

Error schemaTooNew()
{
    return {ErrorCode::SchemaTooNew,
            QStringLiteral("The site's database was changed by a newer Galley; update Galley, then try again."), {}};
}

} // namespace galley
