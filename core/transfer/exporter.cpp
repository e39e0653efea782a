#include "core/transfer/exporter.h"

#include "core/base/text.h"
#include "core/base/timestamp.h"
#include "core/image/format.h"
#include "core/model/derived.h"
#include "core/store/desk.h"
#include "core/transfer/frontmatter.h"
#include "core/transfer/newfolder.h"
#include "core/transfer/references.h"

#include <QCryptographicHash>
#include <QFileInfo>
#include <QHash>
#include <QRegularExpression>
#include <QSet>
#include <QUrl>

namespace galley {

namespace {

class Exporter
{
public:
    /// No image is written by one of the names in `taken`.
    Exporter(Desk &desk, const CallOptions &options, const QSet<QString> &taken) : m_desk(desk), m_options(options), m_taken(taken) {}

    Result<ExportReport> run(const QString &folder, const ImportProgress &progress)
    {
        const auto posts = m_desk.list({.limit = -1}, m_options);
        if (!posts)
            return failure(posts);
        if (posts->empty())
            return fail(ErrorCode::NotFound, QStringLiteral("This blog has no posts to export."));
        const auto series = m_desk.series(m_options);
        if (!series)
            return failure(series);
        for (const Series &one : *series)
            m_series.insert(one.id, one.title);
        if (auto open = m_folder.open(folder); !open)
            return failure(open);
        for (const PostSummary &post : *posts) {
            m_files.insert(post.id, m_folder.freeName(baseOf(post), QStringLiteral("md")));
            if (!post.slug.isEmpty())
                m_bySlug.insert(post.slug, m_files.value(post.id));
        }
        int seen = 0;
        for (const PostSummary &post : *posts) {
            if (m_options.stop.stop_requested())
                return fail(ErrorCode::Cancelled, QStringLiteral("Stopped. Nothing was exported."));
            if (progress)
                progress(seen++, int(posts->size()));
            if (auto done = exportPost(post); !done)
                return failure(done);
        }
        if (isClear())
            m_folder.keep();
        return std::move(m_report);
    }

    /// False: a text names a file that is not there by the name that an image got, and would show that one.
    bool isClear() const { return !m_named.intersects(m_written); }
    /// Of such files, lower case, without their folders.
    const QSet<QString> &named() const { return m_named; }

private:
    // Jekyll takes a date at the start of a name for the post's.
    static QString baseOf(const PostSummary &post)
    {
        const QString base = slugify(post.slug);
        static const QRegularExpression dated(QStringLiteral(R"(\A\d{4}-\d\d-\d\d-)"));
        if (base.isEmpty())
            return QStringLiteral("post-%1").arg(post.id);
        return dated.match(base).hasMatch() ? QStringLiteral("post-") + base : base;
    }

    Status exportPost(const PostSummary &summary)
    {
        const auto post = m_desk.post(summary.id, m_options);
        if (!post && post.error().code == ErrorCode::NotFound) { // a sync may take it away meanwhile
            m_bySlug.remove(summary.slug);
            note(m_files.value(summary.id), QStringLiteral("its post was deleted meanwhile, so there is no such file."));
            return {};
        }
        if (!post)
            return failure(post);
        auto text = withPaths(post->fields.content.toUtf8(), summary);
        if (!text)
            return failure(text);
        const QByteArray file = writeFrontMatter(matterOf(*post)) + '\n' + *text;
        if (auto written = m_folder.write(m_files.value(post->id), file, parseTimestamp(summary.updatedAt).value_or(QDateTime())); !written)
            return written;
        ++m_report.posts;
        return {};
    }

    FrontMatter matterOf(const PostView &post)
    {
        const PostFields &fields = post.fields;
        FrontMatter matter;
        matter.title = fields.title;
        matter.subtitle = fields.subtitle;
        matter.slug = fields.slug;
        matter.tags = splitTags(fields.tags);
        if (!isDerived(fields.excerpt, fields.content))
            matter.excerpt = fields.excerpt;
        if (parseTimestamp(fields.publishedAt))
            matter.date = normalizedTimestamp(fields.publishedAt);
        else if (!fields.publishedAt.isEmpty())
            note(m_files.value(post.id), QStringLiteral("its date “%1” can't be read, so the file has none.").arg(fields.publishedAt));
        if (fields.seriesId) {
            matter.series = m_series.value(*fields.seriesId);
            matter.seriesPosition = fields.seriesPosition;
        }
        matter.draft = post.status == PostStatus::Draft || post.status == PostStatus::Scheduled;
        return matter;
    }

    Result<QByteArray> withPaths(QByteArray text, const PostSummary &post)
    {
        const std::vector<Reference> references = findReferences(text);
        for (auto at = references.crbegin(); at != references.crend(); ++at) {
            const auto path = pathFor(at->target, post);
            if (!path)
                return failure(path);
            if (!path->isEmpty())
                text.replace(at->start, at->length, path->toUtf8());
        }
        return text;
    }

    // Empty where it stays as it is.
    Result<QString> pathFor(const QString &target, const PostSummary &post)
    {
        static const QRegularExpression image(QStringLiteral(R"(\A/images/(\d+)\z)"));
        static const QRegularExpression link(QStringLiteral(R"(\A/blog/([^/?#]+)(#.*)?\z)"));
        if (const auto match = image.match(target); match.hasMatch())
            return imageFile(match.captured(1).toLongLong(), post);
        if (const auto match = link.match(target); match.hasMatch() && m_bySlug.contains(match.captured(1)))
            return m_bySlug.value(match.captured(1)) + match.captured(2);
        const QString path = target.section(QRegularExpression(QStringLiteral("[?#]")), 0, 0);
        m_named.insert(QUrl::fromPercentEncoding(path.toUtf8()).section(u'/', -1).toLower());
        return QString();
    }

    Result<QString> imageFile(qint64 id, const PostSummary &post)
    {
        if (const auto known = m_images.constFind(id); known != m_images.constEnd())
            return *known;
        const auto image = m_desk.image(id, m_options);
        if (!image && image.error().code == ErrorCode::NotFound) {
            note(m_files.value(post.id), QStringLiteral("the image %1 is not in this blog, so the text still names it so.").arg(imagePath(id)));
            return *m_images.insert(id, {});
        }
        if (!image)
            return failure(image);
        // Two posts that show the same picture each have it in the blog.
        const QByteArray sum = QCryptographicHash::hash(image->data, QCryptographicHash::Sha256);
        if (const auto same = m_bySum.constFind(sum); same != m_bySum.constEnd())
            return *m_images.insert(id, *same);
        const QString base = slugify(QFileInfo(image->info.filename).completeBaseName());
        QString file;
        do
            file = m_folder.freeName(base.isEmpty() ? QStringLiteral("image") : base, endingOf(*image));
        while (m_taken.contains(file));
        const QString name = QStringLiteral("images/") + file;
        if (auto written = m_folder.write(name, image->data); !written)
            return failure(written);
        m_written.insert(file);
        ++m_report.images;
        m_bySum.insert(sum, name);
        return *m_images.insert(id, name);
    }

    // A site may have taken in what we would not.
    static QString endingOf(const Image &image)
    {
        if (const auto format = sniffFormat(image.data))
            return extensionOf(*format);
        const QString given = slugify(QFileInfo(image.info.filename).suffix());
        return given.isEmpty() ? QStringLiteral("bin") : given;
    }

    void note(const QString &file, const QString &what) { m_report.notices += file + QStringLiteral(": ") + what; }

    Desk &m_desk;
    CallOptions m_options;
    const QSet<QString> &m_taken;
    QSet<QString> m_named;
    QSet<QString> m_written; // images
    NewFolder m_folder;
    QHash<qint64, QString> m_series; // titles
    QHash<qint64, QString> m_files;  // of posts
    QHash<QString, QString> m_bySlug;
    QHash<qint64, QString> m_images; // written ones; empty: not in the blog
    QHash<QByteArray, QString> m_bySum;
    ExportReport m_report;
};

} // namespace

QString ExportReport::summary() const
{
    return QStringLiteral("%1 and %2 exported.")
        .arg(counted(posts, QStringLiteral("post"), QStringLiteral("posts")),
             counted(images, QStringLiteral("image"), QStringLiteral("images")));
}

Result<ExportReport> exportFolder(Desk &desk, const QString &folder, const CallOptions &options, const ImportProgress &progress)
{
    // Which names the texts have is known once all are read: where one is met by an image, it begins anew.
    for (QSet<QString> taken;;) {
        Exporter exporter(desk, options, taken);
        auto report = exporter.run(folder, progress);
        if (!report || exporter.isClear())
            return report;
        taken = exporter.named();
    }
}

} // namespace galley
