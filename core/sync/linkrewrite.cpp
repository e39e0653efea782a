#include "core/sync/linkrewrite.h"

#include "core/db/like.h"
#include "core/store/desk.h"

#include <QRegularExpression>

namespace galley {

Result<QList<qint64>> rewriteLinks(Database &local, const Clock &clock, const QString &formerSlug, const QString &slug,
                                   const CallOptions &options)
{
    const QString pattern = QStringLiteral("%/blog/") + escapedForLike(formerSlug) + QLatin1Char('%');
    auto rows = local.execute({QStringLiteral(R"(SELECT post_id FROM galley_drafts WHERE content LIKE ? ESCAPE '\' UNION
                                                 SELECT id FROM posts WHERE content LIKE ? ESCAPE '\')"), {pattern, pattern}}, options);
    if (!rows)
        return failure(rows);
    const QRegularExpression link(QStringLiteral("(?<![\\w-])/blog/%1(?![\\w-])").arg(QRegularExpression::escape(formerSlug)));
    Desk desk(local, clock);
    QList<qint64> written;
    for (const Row &row : *rows) {
        auto post = desk.post(row[0].integer(), options);
        if (!post)
            return failure(post);
        DraftSave save{post->id, post->fields, post->draft ? post->draft->publishAt : QString(), post->draftVersion};
        save.fields.content.replace(link, QStringLiteral("/blog/") + slug);
        if (save.fields.content == post->fields.content)
            continue;
        auto saved = desk.save(save, options);
        if (!saved)
            return failure(saved);
        if (saved->kind != SaveResult::Kind::Moved)
            written += post->id;
    }
    return written;
}

} // namespace galley
