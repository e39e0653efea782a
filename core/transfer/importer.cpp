#include "core/transfer/importer.h"

#include "core/base/ids.h"
#include "core/base/text.h"
#include "core/base/timestamp.h"
#include "core/store/desk.h"
#include "core/store/drafttable.h"
#include "core/store/imagetable.h"
#include "core/store/seriestable.h"

#include <QHash>
#include <QSet>

#include <algorithm>
#include <optional>
#include <utility>

namespace galley {

namespace {

constexpr std::size_t kPostsAtATime = 25; // in one transaction, so that it takes no longer than a save
constexpr qsizetype kBytesAtATime = 8'000'000; // of their images

class Importer
{
public:
    Importer(const ImportPlan &plan, Database &database, const Clock &clock, OtherText otherText, const CallOptions &options)
        : m_plan(plan), m_database(database), m_clock(clock), m_otherText(otherText), m_options(options), m_desk(database, clock)
    {
        // Posts of one date are listed by their ids: so they stand in the order of their files.
        for (std::size_t i = 0; i < plan.posts.size(); ++i)
            m_ids.push_back(randomId());
        std::ranges::sort(m_ids);
    }

    Result<ImportReport> run(const ImportProgress &progress)
    {
        m_report.emptyFiles = m_plan.emptyFiles;
        for (m_place = 0; m_place < m_plan.posts.size(); ++m_place) {
            if (progress && m_batch.entries.empty())
                progress(int(m_place), int(m_plan.posts.size()));
            if (auto done = importPost(m_plan.posts[m_place]); !done)
                return failure(done);
            if (m_batch.entries.size() < kPostsAtATime && m_batch.bytes < kBytesAtATime)
                continue;
            if (auto done = writeBatch(); !done)
                return failure(done);
        }
        if (auto done = writeBatch(); !done)
            return failure(done);
        if (!m_unknownKeys.isEmpty())
            m_report.notices += QStringLiteral("Front matter that a post has no place for was left out: %1.")
                                    .arg(m_unknownKeys.join(QStringLiteral(", ")));
        return std::move(m_report);
    }

private:
    using Outcome = ImportReport::Entry::Outcome;

    /// What is written next, and told of once that is done.
    struct Batch
    {
        std::vector<Statement> statements;
        std::vector<ImportReport::Entry> entries;
        QSet<QString> slugs;
        QStringList notices;
        qsizetype bytes = 0;
        int images = 0;
    };

    Status importPost(const ImportedPost &post)
    {
        PostFields fields = post.fields;
        if (!post.seriesTitle.isEmpty()) {
            const auto all = m_desk.series(m_options);
            if (!all)
                return failure(all);
            if (const Series *series = seriestable::find(*all, seriestable::titled(post.seriesTitle)))
                fields.seriesId = series->id;
        }
        std::optional<PostView> first;  // at its address
        std::optional<PostView> other;  // with another text than all files so far
        for (int n = 1;; ++n) {
            const QString ending = n == 1 ? QString() : QStringLiteral("-%1").arg(n);
            fields.slug = post.fields.slug.left(80 - ending.size()) + ending;
            auto holder = holderOf(fields.slug);
            if (!holder)
                return failure(holder);
            if (!*holder)
                break;
            if (isSame(**holder, post, fields)) {
                note(post, (*holder)->id, fields.slug, Outcome::AlreadyThere);
                return {};
            }
            if (!first)
                first = *holder;
            if (!m_ofFiles.contains((*holder)->id) && (!other || ((*holder)->fields.title == fields.title && other->fields.title != fields.title)))
                other = std::move(*holder);
        }
        if (other && m_otherText == OtherText::LeaveOut) {
            leaveOut(post, *other);
            return {};
        }
        if (!post.seriesTitle.isEmpty() && !fields.seriesId) {
            const auto series = m_desk.seriesTitled(post.seriesTitle, m_options);
            if (!series)
                return failure(series);
            fields.seriesId = series->id;
        }
        add(post, std::move(fields), first);
        return {};
    }

    /// The post that has the address by now. Those of the next files are asked for together: each question goes through all drafts.
    Result<std::optional<PostView>> holderOf(const QString &slug)
    {
        if (m_batch.slugs.contains(slug)) {
            if (auto done = writeBatch(); !done)
                return failure(done);
        }
        if (!m_asked.contains(slug)) {
            QStringList slugs{slug};
            for (std::size_t i = m_place; i < std::min(m_plan.posts.size(), m_place + kPostsAtATime); ++i)
                slugs += m_plan.posts[i].fields.slug;
            auto holders = m_desk.postsAt(slugs, m_options);
            if (!holders)
                return failure(holders);
            m_holders = std::move(*holders);
            m_asked = QSet<QString>(slugs.begin(), slugs.end());
        }
        const auto holder = m_holders.constFind(slug);
        if (holder == m_holders.cend())
            return std::nullopt;
        auto post = m_desk.post(*holder, m_options);
        if (!post && post.error().code == ErrorCode::NotFound) // gone since
            return std::nullopt;
        if (!post)
            return failure(post);
        return std::optional(std::move(*post));
    }

    /// What a publish fills in by itself (excerpt, date) is compared only where the file gives it.
    bool isSame(const PostView &there, const ImportedPost &post, const PostFields &fields) const
    {
        const PostFields &is = there.fields;
        return is.title == fields.title && is.subtitle == fields.subtitle &&
               splitTags(is.tags) == splitTags(fields.tags) &&
               (fields.excerpt.isEmpty() || is.excerpt == fields.excerpt) &&
               (fields.publishedAt.isEmpty() || normalizedTimestamp(is.publishedAt) == fields.publishedAt) &&
               (post.seriesTitle.isEmpty() || (fields.seriesId && is.seriesId == fields.seriesId)) &&
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

    void leaveOut(const ImportedPost &post, const PostView &other)
    {
        note(post, other.id, other.fields.slug, Outcome::OtherText);
        m_report.otherText += other.fields.title == post.fields.title
                                  ? QStringLiteral("%1: “%2” is here already, with another text.").arg(post.sourceFile, post.fields.title)
                                  : QStringLiteral("%1: “%2” stayed out, for “%3” has its address, “%4”.")
                                        .arg(post.sourceFile, post.fields.title, other.fields.title, other.fields.slug);
    }

    void add(const ImportedPost &post, PostFields fields, const std::optional<PostView> &first)
    {
        if (first)
            fields.seriesPosition.reset(); // the other post has that place
        const QString now = formatTimestamp(m_clock.now());
        Draft draft;
        draft.postId = m_ids[m_place];
        draft.updatedAt = writtenAt(post);
        draft.fields = std::move(fields);
        draft.fields.content = post.contentFor(draft.postId, m_plan.posts);

        m_batch.statements.push_back(drafttable::insert(draft));
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
            m_batch.bytes += image.data.size() + image.thumbnail.size();
            m_batch.statements.push_back(imagetable::insertDraft(image, now));
        }
        m_batch.images += int(post.images.size());
        m_batch.slugs.insert(draft.fields.slug);
        m_batch.notices += post.notices;
        if (first)
            m_batch.notices += secondPost(post, draft.fields, first->fields.title);
        for (const QString &key : post.unknownKeys) {
            if (!m_unknownKeys.contains(key))
                m_unknownKeys += key;
        }
        note(post, draft.postId, draft.fields.slug, Outcome::Imported, draft.updatedAt);
    }

    static QString secondPost(const ImportedPost &post, const PostFields &fields, const QString &first)
    {
        if (first == fields.title)
            return QStringLiteral("%1: “%2” came in as a second post, with the address “%3”.").arg(post.sourceFile, fields.title, fields.slug);
        return QStringLiteral("%1: “%2” came in with the address “%3”, for “%4” has “%5”.")
            .arg(post.sourceFile, fields.title, fields.slug, first, post.fields.slug);
    }

    void note(const ImportedPost &post, qint64 id, const QString &slug, Outcome outcome, const QString &writtenAt = {})
    {
        if (outcome != Outcome::OtherText)
            m_ofFiles.insert(id);
        m_batch.entries.push_back({id, slug, post.sourceFile, post.draft, outcome, writtenAt});
    }

    Status writeBatch()
    {
        Batch batch = std::exchange(m_batch, {});
        if (!batch.statements.empty()) {
            if (auto done = m_database.transaction(std::move(batch.statements), m_options); !done)
                return failure(done);
            m_asked.clear();
        }
        for (const ImportReport::Entry &entry : batch.entries) {
            m_report.imported += entry.outcome == Outcome::Imported ? 1 : 0;
            m_report.alreadyThere += entry.outcome == Outcome::AlreadyThere ? 1 : 0;
        }
        m_report.posts.insert(m_report.posts.end(), batch.entries.begin(), batch.entries.end());
        m_report.notices += batch.notices;
        m_report.images += batch.images;
        return {};
    }

    const ImportPlan &m_plan;
    Database &m_database;
    const Clock &m_clock;
    OtherText m_otherText;
    CallOptions m_options;
    Desk m_desk;
    std::vector<qint64> m_ids; // of the posts of the plan, should they come in
    std::size_t m_place = 0;   // in the plan
    Batch m_batch;
    QSet<QString> m_asked; // addresses, since the last batch was written
    QHash<QString, qint64> m_holders; // of these
    QSet<qint64> m_ofFiles;           // posts that are as a file has them
    QStringList m_unknownKeys;
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
    if (!otherText.isEmpty())
        text += QStringLiteral(", %1 left out").arg(counted(otherText.size(), QStringLiteral("file was"), QStringLiteral("files were")));
    return text + QLatin1Char('.');
}

Result<ImportReport> applyImport(const ImportPlan &plan, Database &database, const Clock &clock,
                                 const CallOptions &options, const ImportProgress &progress, OtherText otherText)
{
    if (plan.problems.size() == 1)
        return fail(ErrorCode::InvalidInput,
                    QStringLiteral("Nothing was imported: %1").arg(plan.problems.first()));
    if (!plan.problems.isEmpty())
        return fail(ErrorCode::InvalidInput,
                    QStringLiteral("Nothing was imported because of %1 problems; the first: %2")
                        .arg(QString::number(plan.problems.size()), plan.problems.first()),
                    plan.problems.join(QLatin1Char('\n')));
    return Importer(plan, database, clock, otherText, options).run(progress);
}

Result<ImportReport> applyGoodOf(ImportPlan plan, Database &database, const Clock &clock, const CallOptions &options,
                                 const ImportProgress &progress, OtherText otherText)
{
    const QStringList leftOut = std::exchange(plan.problems, {});
    auto report = applyImport(plan, database, clock, options, progress, otherText);
    if (report)
        report->leftOut = leftOut;
    return report;
}

} // namespace galley
