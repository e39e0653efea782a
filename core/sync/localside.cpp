#include "core/sync/localside.h"

#include "core/base/ids.h"
#include "core/base/timestamp.h"
#include "core/db/idlist.h"
#include "core/store/settingstable.h"
#include "core/sync/claims.h"
#include "core/sync/unittable.h"

namespace galley {

LocalSide::LocalSide(Database &local, QString remoteKey, const Clock &clock, HeldImagesNow held)
    : m_local(local),
      m_remoteKey(std::move(remoteKey)),
      m_clock(clock),
      m_held(std::move(held))
{}

QString LocalSide::now() const
{
    return formatTimestamp(m_clock.now());
}

Status LocalSide::load(const CallOptions &options)
{
    auto rows = m_local.execute(settingstable::select(acquaintance::settingKey(m_remoteKey)), options);
    if (!rows)
        return failure(rows);
    m_text = rows->empty() ? QString() : rows->front().front().text();
    m_acquaintance = acquaintance::fromText(m_text);
    return {};
}

Result<LocalPage> LocalSide::read(const Keys &keys, const CallOptions &options)
{
    std::vector<Statement> questions;
    std::vector<std::function<Status(const Rows &)>> answers;
    LocalPage page;
    if (m_held && !keys.images.isEmpty())
        page.held = m_held();
    const auto ask = [&](Statement statement, std::function<Status(const Rows &)> answer) {
        questions.push_back(std::move(statement));
        answers.push_back(std::move(answer));
    };
    const auto inGroups = [](const QList<qint64> &ids, const auto &each) {
        for (qsizetype from = 0; from < ids.size(); from += IdsAtATime)
            each(ids.mid(from, IdsAtATime));
    };
    const auto collect = [](std::set<qint64> &into) {
        return [&into](const Rows &rows) -> Status {
            for (const Row &row : rows)
                into.insert(row[0].integer());
            return {};
        };
    };
    inGroups(keys.families, [&](const QList<qint64> &ids) {
        ask(familyrows::select(ids), [&page, ids](const Rows &rows) -> Status {
            auto families = familyrows::decode(rows, ids);
            if (!families)
                return failure(families);
            page.families.merge(*families);
            return {};
        });
        ask(agreed::selectFamilies(m_remoteKey, ids), [&page](const Rows &rows) -> Status {
            page.familyBases.merge(agreed::decodeFamilies(rows));
            return {};
        });
        ask(unittable::selectBusyPosts(ids), collect(page.busy));
        Statement conflicted{QStringLiteral("SELECT DISTINCT post_id FROM galley_conflicts WHERE state = 'open' AND post_id IN (%1)")
                                 .arg(placeholders(ids.size())), {}};
        appendIds(conflicted.args, ids);
        ask(std::move(conflicted), collect(page.conflicted));
    });
    inGroups(keys.images, [&](const QList<qint64> &ids) {
        ask(imagerows::select(ids), [&page, ids](const Rows &rows) -> Status {
            page.images.merge(imagerows::decode(rows, ids));
            return {};
        });
        ask(agreed::selectImages(m_remoteKey, ids), [&page](const Rows &rows) -> Status {
            page.imageBases.merge(agreed::decodeImages(rows));
            return {};
        });
    });
    inGroups(keys.series, [&](const QList<qint64> &ids) {
        ask(seriesrows::select(ids), [&page, ids](const Rows &rows) -> Status {
            page.series.merge(seriesrows::decode(rows, ids));
            return {};
        });
        ask(agreed::selectSeries(m_remoteKey, ids), [&page](const Rows &rows) -> Status {
            page.seriesBases.merge(agreed::decodeSeries(rows));
            return {};
        });
    });
    const QString parked = QStringLiteral("SELECT entity_id FROM galley_parked WHERE remote = ? AND entity = '%1'");
    ask({parked.arg(QStringLiteral("posts")), {m_remoteKey}}, collect(page.parkedPosts));
    ask({parked.arg(QStringLiteral("images")), {m_remoteKey}}, collect(page.parkedImages));

    auto all = m_local.read(std::move(questions), options);
    if (!all)
        return failure(all);
    for (std::size_t i = 0; i < all->size(); ++i) {
        if (auto ok = answers[i]((*all)[i]); !ok)
            return failure(ok);
    }
    return page;
}

Result<LocalSide::Written> LocalSide::write(std::vector<Statement> statements, const Acquaintance &next,
                                            const CallOptions &options)
{
    const QString key = acquaintance::settingKey(m_remoteKey);
    const QString text = acquaintance::toText(next, randomToken());
    Transaction transaction;
    transaction.body.push_back(claims::that({QStringLiteral("(SELECT value FROM galley_settings WHERE key = ?) IS ?"), {key, m_text}}));
    transaction.body.push_back(settingstable::set(key, text));
    transaction.body.insert(transaction.body.end(), std::make_move_iterator(statements.begin()),
                            std::make_move_iterator(statements.end()));
    transaction.after.push_back(settingstable::select(key));
    auto outcome = m_local.run(transaction, options);
    if (!outcome)
        return failure(outcome);
    if (outcome->body) {
        m_acquaintance = next;
        m_text = text;
        return Written::Done;
    }
    if (outcome->body.error().code != ErrorCode::Constraint)
        return tl::unexpected(outcome->body.error());
    const Result<Rows> &now = outcome->after.front();
    if (!now)
        return failure(now);
    const QString stands = now->empty() ? QString() : now->front().front().text();
    return stands == m_text ? Written::DeskMoved : Written::Superseded;
}

tl::unexpected<Error> deskNeverRests(Database &local)
{
    return fail(ErrorCode::Busy, QStringLiteral("%1 is being written to without a pause; sync again in a moment.").arg(local.location()));
}

} // namespace galley
