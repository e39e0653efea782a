#include "core/sync/freeze.h"

#include "core/model/derived.h"

namespace galley {

namespace {

PublishUnit unitOf(PublishUnit::Kind kind, const PostView &view, const QString &now)
{
    PublishUnit unit;
    unit.kind = kind;
    unit.postId = view.id;
    unit.fields = view.fields;
    unit.draftVersion = view.draftVersion;
    unit.seen = {view.fields, view.draft ? view.draft->publishAt : QString()};
    unit.askedAt = now;
    return unit;
}

} // namespace

bool addressDiffers(const PostView &view)
{
    return view.publicPost && view.publicPost->published && view.publicPost->fields.slug != view.fields.slug;
}

QString unreadableProblem(const PostView &view)
{
    if (!view.publicPost || view.publicPost->unreadable.isEmpty())
        return {};
    return QStringLiteral("Its %1 is stored as bytes that are not text, and would be lost; repair it in the site's database first.")
        .arg(view.publicPost->unreadable.join(QStringLiteral(" and its ")));
}

PublishUnit frozenForPublish(const PostView &view, const QString &now)
{
    PublishUnit unit = unitOf(PublishUnit::Kind::Publish, view, now);
    if (unit.fields.content.isNull())
        unit.fields.content = QStringLiteral(""); // a site's code may not expect NULL there
    const QString former = view.publicPost ? view.publicPost->fields.content : QString();
    unit.fields.excerpt = rederived(view.fields.excerpt, former, view.fields.content, Derivation::FirstLines);
    unit.preview = rederived(view.publicPost ? view.publicPost->preview : QString(), former, view.fields.content,
                             Derivation::OpeningLines);
    if (addressDiffers(view))
        unit.formerSlug = view.publicPost->fields.slug;
    unit.images = imagesNamedIn(view.fields.content);
    return unit;
}

PublishUnit frozenForWithdrawal(PublishUnit::Kind kind, const PostView &view, const QString &now)
{
    return unitOf(kind, view, now);
}

} // namespace galley
