#include "core/sync/familyrows.h"

#include "core/db/idlist.h"
#include "core/store/changetable.h"
#include "core/store/drafttable.h"
#include "core/store/posttable.h"

namespace galley::familyrows {

namespace {

// Each row says first what it is, then whose.
enum Kind { PublicRow, DraftRow, PostVersion, DraftVersion, Redirect };
constexpr std::size_t Common = 2;
constexpr int Columns = 15;

} // namespace

QString publicColumns()
{
    return QStringLiteral("published, preview, inserted_at, updated_at, ") + posttable::fieldColumns();
}

Statement select(const QList<qint64> &ids)
{
    const QString in = QStringLiteral("IN (%1)").arg(placeholders(ids.size()));
    const QStringList branches{
        QStringLiteral("SELECT %1, id, %2 FROM posts WHERE id %3").arg(QString::number(PublicRow), publicColumns(), in),
        QStringLiteral("SELECT %1, post_id, fork, publish_at, updated_at, NULL, %2 FROM galley_drafts WHERE post_id %3")
            .arg(QString::number(DraftRow), posttable::fieldColumns(), in),
        changetable::versionsOf(QStringLiteral("posts"), ids.size(), PostVersion, Columns),
        changetable::versionsOf(QStringLiteral("drafts"), ids.size(), DraftVersion, Columns),
        QStringLiteral("SELECT %1, post_id, old_slug%2 FROM galley_redirects WHERE post_id %3")
            .arg(QString::number(Redirect), QStringLiteral(", NULL").repeated(Columns - 3), in),
    };
    Statement statement{branches.join(QStringLiteral(" UNION ALL ")), {}};
    for (qsizetype i = 0; i < branches.size(); ++i)
        appendIds(statement.args, ids);
    return statement;
}

Result<std::map<qint64, FamilyRows>> decode(const Rows &rows, const QList<qint64> &ids)
{
    std::map<qint64, FamilyRows> families;
    for (const qint64 id : ids) {
        FamilyRows &family = families[id];
        family.id = id;
        family.postVersion = QStringLiteral("");
        family.draftVersion = QStringLiteral("");
    }
    for (const Row &row : rows) {
        const auto found = families.find(row[1].integer());
        if (found == families.end())
            continue;
        FamilyRows &family = found->second;
        switch (row[0].integer()) {
        case PublicRow: {
            family.postValues = Row(row.begin() + Common, row.end());
            Row post(row.begin() + 1, row.end()); // id, published, preview, …
            family.post = posttable::decode(post);
            break;
        }
        case DraftRow: {
            Row values(row.begin() + 1, row.begin() + 5); // post_id, fork, publish_at, updated_at
            values.insert(values.end(), row.begin() + 6, row.end());
            auto draft = drafttable::decode(values);
            if (!draft)
                return failure(draft);
            family.draft = std::move(*draft);
            break;
        }
        case PostVersion: family.postVersion = row[2].text(); break;
        case DraftVersion: family.draftVersion = row[2].text(); break;
        case Redirect: family.redirects += row[2].displayText(); break;
        default: break;
        }
    }
    for (auto &[id, family] : families)
        family.redirects.sort();
    return families;
}

} // namespace galley::familyrows
