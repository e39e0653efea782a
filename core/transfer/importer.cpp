#include "core/transfer/importer.h"

#include "core/base/ids.h"
#include "core/base/text.h"
#include "core/base/timestamp.h"
#include "core/store/desk.h"
#include "core/store/drafttable.h"
#include "core/store/imagetable.h"

#include <utility>

namespace galley {

namespace {

class Importer
{
public:
    Importer(const ImportPlan &plan, Database &database, const Clock &clock, const CallOptions &options)
        : m_plan(plan), m_database(database), m_clock(clock), m_options(options), m_desk(database, clock)
    {
    }

    Result<ImportReport> run(const ImportProgress &progress)
    {
        m_report.notices = m_plan.notices;
        for (const ImportedPost &post : m_plan.posts) {
            if (progress)
                progress(int(m_report.posts.size()), int(m_plan.posts.size()));
            if (auto done = importPost(post); !done)
                return failure(done);
        }
        return std::move(m_report);
    }

private:
    Status importPost(const ImportedPost &post)
    {
        PostFields fields = post.fields;
        if (!post.seriesTitle.isEmpty()) {
            const auto series = m_desk.seriesTitled(post.seriesTitle, m_options);
            if (!series)
                return failure(series);
            fields.seriesId = series->id;
        }
        for (int n = 1;; ++n) {
            const QString ending = n == 1 ? QString() : QStringLiteral("-%1").arg(n);
            fields.slug = post.fields.slug.left(80 - ending.size()) + ending;
            const auto there = m_desk.postBySlug(fields.slug, m_options);
            const bool isFree = there ? there->fields.slug != fields.slug // a former address of another post
                                      : there.error().code == ErrorCode::NotFound;
            if (isFree)
                return write(post, std::move(fields));
            if (!there)
                return failure(there);
            if (isSame(*there, post, fields)) {
                ++m_report.alreadyThere;
                note(post, there->id, fields.slug, ImportReport::Entry::Outcome::AlreadyThere);
                return {};
            }
        }
    }

    /// What a publish fills in by itself (excerpt, date) is compared only where the file gives it.
    bool isSame(const PostView &there, const ImportedPost &post, const PostFields &fields) const
    {
        const PostFields &is = there.fields;
        return is.title == fields.title && is.subtitle == fields.subtitle &&
               splitTags(is.tags) == splitTags(fields.tags) &&
               (fields.excerpt.isEmpty() || is.excerpt == fields.excerpt) &&
               (fields.publishedAt.isEmpty() || normalizedTimestamp(is.publishedAt) == fields.publishedAt) &&
               (!fields.seriesId || is.seriesId == fields.seriesId) &&
               post.isContent(is.content, there.id, m_plan.posts);
    }

    /// Its own date, so that an archive is listed as it was written; else that of its file. A date to come is none.
    QString writtenAt(const ImportedPost &post) const
    {
        const QDateTime now = m_clock.now();
        for (const auto &moment : {parseTimestamp(post.fields.publishedAt), std::optional(post.fileTime)}) {
            if (moment && moment->isValid() && *moment < now)
                return formatTimestamp(*moment);
        }
        return formatTimestamp(now);
    }

    Status write(const ImportedPost &post, PostFields fields)
    {
        const bool moved = fields.slug != post.fields.slug;
        if (moved)
            fields.seriesPosition.reset(); // the other post has that place
        const QString now = formatTimestamp(m_clock.now());
        Draft draft;
        draft.postId = randomId();
        draft.updatedAt = writtenAt(post);
        draft.fields = std::move(fields);
        draft.fields.content = post.contentFor(draft.postId, m_plan.posts);

        std::vector<Statement> statements{drafttable::insert(draft)};
        for (const ImportedImage &imported : post.images) {
            Image image;
            image.info = {imageId(draft.postId, imported.taken.data),
                          draft.postId,
                          imported.filename,
                          imported.taken.contentType,
                          imported.altText,
                          imported.taken.data.size(),
                          false,
                          now};
            image.data = imported.taken.data;
            image.thumbnail = imported.taken.thumbnail;
            statements.push_back(imagetable::insertDraft(image, now));
        }
        if (auto done = m_database.transaction(std::move(statements), m_options); !done)
            return failure(done);
        ++m_report.imported;
        m_report.images += int(post.images.size());
        if (moved)
            m_report.notices +=
                QStringLiteral("%1: the address “%2” belongs to another post, so this one is at “%3”.")
                    .arg(post.sourceFile, post.fields.slug, draft.fields.slug);
        note(post, draft.postId, draft.fields.slug, ImportReport::Entry::Outcome::Imported, draft.updatedAt);
        return {};
    }

    void note(const ImportedPost &post, qint64 id, const QString &slug, ImportReport::Entry::Outcome outcome, const QString &writtenAt = {})
    {
        m_report.posts.push_back({id, slug, post.sourceFile, post.draft, outcome, writtenAt});
    }

    const ImportPlan &m_plan;
    Database &m_database;
    const Clock &m_clock;
    CallOptions m_options;
    Desk m_desk;
    ImportReport m_report;
};

QString postsCounted(int n)
{
    return counted(n, QStringLiteral("post"), QStringLiteral("posts"));
}

} // namespace

QString ImportReport::summary() const
{
    QString text =
        QStringLiteral("%1 and %2 imported")
            .arg(postsCounted(imported), counted(images, QStringLiteral("image"), QStringLiteral("images")));
    if (alreadyThere > 0)
        text += QStringLiteral(", %1 %2 already there")
                    .arg(postsCounted(alreadyThere),
                         alreadyThere == 1 ? QStringLiteral("was") : QStringLiteral("were"));
    return text + QLatin1Char('.');
}

Result<ImportReport> applyImport(const ImportPlan &plan, Database &database, const Clock &clock,
                                 const CallOptions &options, const ImportProgress &progress)
{
    if (plan.problems.size() == 1)
        return fail(ErrorCode::InvalidInput,
                    QStringLiteral("Nothing was imported: %1").arg(plan.problems.first()));
    if (!plan.problems.isEmpty())
        return fail(ErrorCode::InvalidInput,
                    QStringLiteral("Nothing was imported because of %1 problems; the first: %2")
                        .arg(QString::number(plan.problems.size()), plan.problems.first()),
                    plan.problems.join(QLatin1Char('\n')));
    return Importer(plan, database, clock, options).run(progress);
}

Result<ImportReport> applyGoodOf(ImportPlan plan, Database &database, const Clock &clock, const CallOptions &options,
                                 const ImportProgress &progress)
{
    const QStringList leftOut = std::exchange(plan.problems, {});
    auto report = applyImport(plan, database, clock, options, progress);
    if (report)
        report->leftOut = leftOut;
    return report;
}

} // namespace galley
