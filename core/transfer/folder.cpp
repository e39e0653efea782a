#include "core/transfer/folder.h"

#include "core/base/ids.h"
#include "core/transfer/localfile.h"
#include "core/transfer/postfile.h"

#include <QDir>
#include <QDirIterator>
#include <QFileInfo>
#include <QHash>

namespace galley {

namespace {

bool isMarkdown(const QString &path)
{
    const QString suffix = QFileInfo(path).suffix().toLower();
    return suffix == QLatin1String("md") || suffix == QLatin1String("markdown");
}

bool looksLikeImage(const QString &path)
{
    static const QStringList suffixes{QStringLiteral("png"), QStringLiteral("jpg"), QStringLiteral("jpeg"),
                                      QStringLiteral("gif"), QStringLiteral("webp")};
    return suffixes.contains(QFileInfo(path).suffix().toLower());
}

QStringList markdownFiles(const QString &folder)
{
    const QDir root(folder);
    QStringList names;
    QDirIterator files(folder, QDir::Files | QDir::NoSymLinks, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString name = root.relativeFilePath(files.next());
        if (isMarkdown(name))
            names += name;
    }
    names.sort();
    return names;
}

Result<QByteArray> readFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::Io, QStringLiteral("it can't be opened; check who may read it."),
                    file.errorString());
    QByteArray bytes = file.readAll();
    if (file.error() != QFile::NoError)
        return fail(ErrorCode::Io, QStringLiteral("it can't be read to its end."), file.errorString());
    return bytes;
}

bool isBlank(const QByteArray &bytes)
{
    return bytes.startsWith("\xEF\xBB\xBF") ? bytes.sliced(3).trimmed().isEmpty() : bytes.trimmed().isEmpty();
}

class FolderReader
{
public:
    FolderReader(const QString &folder, const IntakeOptions &options, std::stop_token stop)
        : m_root(folder), m_files(folder), m_options(options), m_stop(std::move(stop))
    {
    }

    Result<ImportPlan> run(const QStringList &names, const ImportProgress &progress)
    {
        std::vector<PostFile> postFiles;
        std::vector<bool> isBad;
        for (const QString &name : names) {
            if (m_stop.stop_requested())
                return cancelled();
            const auto bytes = readFile(m_root.filePath(name));
            auto file = bytes ? readPostFile(*bytes, name) : Result<PostFile>(failure(bytes));
            const bool isEmpty = bytes && isBlank(*bytes);
            isBad.push_back(isEmpty || !file);
            if (isEmpty)
                m_plan.emptyFiles += name;
            else if (!file)
                addProblem(name, file.error().message);
            if (isBad.back())
                file = PostFile();
            m_indexByPath.insert(QFileInfo(m_root.filePath(name)).canonicalFilePath(), postFiles.size());
            m_plan.posts.push_back({file->fields, file->draft, file->seriesTitle, name,
                                    QFileInfo(m_root.filePath(name)).lastModified(), file->text, {}, {}, {}, file->unknownKeys});
            postFiles.push_back(std::move(*file));
        }
        for (size_t i = 0; i < postFiles.size(); ++i) { // their images take the time
            if (progress)
                progress(int(i), int(postFiles.size()));
            for (const Reference &reference : postFiles[i].references) {
                if (m_stop.stop_requested())
                    return cancelled();
                if (!resolve(reference, postFiles[i], m_plan.posts[i]))
                    isBad[i] = true;
            }
        }
        if (m_stop.stop_requested()) // in the midst of the last image
            return cancelled();
        leaveOut(isBad);
        return std::move(m_plan);
    }

private:
    static tl::unexpected<Error> cancelled()
    {
        return fail(ErrorCode::Cancelled, QStringLiteral("The import was cancelled; nothing was changed."));
    }

    void addProblem(const QString &name, const QString &what)
    {
        m_plan.problems += QStringLiteral("%1: %2").arg(name, what);
    }

    /// Takes the posts of bad files out; a link to one stays as it is.
    void leaveOut(const std::vector<bool> &isBad)
    {
        std::vector<size_t> places;
        size_t next = 0;
        for (const bool bad : isBad)
            places.push_back(bad ? next : next++);
        std::vector<ImportedPost> good;
        for (size_t i = 0; i < isBad.size(); ++i) {
            if (isBad[i])
                continue;
            ImportedPost &post = m_plan.posts[i];
            std::erase_if(post.links, [&](const ImportedLink &link) {
                if (link.to != ImportedLink::To::Post || !isBad[link.index])
                    return false;
                post.notices += QStringLiteral("%1: “%2”, to which it links, did not come in, so the link stays as it is.")
                                    .arg(post.sourceFile, m_plan.posts[link.index].sourceFile);
                return true;
            });
            for (ImportedLink &link : post.links) {
                if (link.to == ImportedLink::To::Post)
                    link.index = places[link.index];
            }
            good.push_back(std::move(post));
        }
        m_plan.posts = std::move(good);
    }

    /// False: it is a problem.
    bool resolve(const Reference &reference, const PostFile &file, ImportedPost &post)
    {
        const LocalFile target = m_files.find(reference.target, m_root.filePath(post.sourceFile));
        const int line = file.firstLine + int(file.text.first(reference.start).count('\n'));
        const bool isImage = reference.isImage || looksLikeImage(target.path);
        if (target.kind != LocalFile::Kind::Found) {
            if (reference.isImage)
                post.notices +=
                    QStringLiteral("%1, line %2: the image “%3” %4, so its address was left as it is.")
                        .arg(post.sourceFile)
                        .arg(line)
                        .arg(reference.target, target.kind == LocalFile::Kind::Outside
                                                   ? QStringLiteral("lies outside of the folder")
                                                   : QStringLiteral("is not there"));
            return true;
        }
        ImportedLink link{reference.start, reference.length, ImportedLink::To::Image, 0, {}};
        if (isImage) {
            const auto image = imageOf(target.path);
            if (!image) {
                addProblem(post.sourceFile, QStringLiteral("line %1: the image “%2” can't be taken in: %3")
                                                .arg(line)
                                                .arg(reference.target, image.error().message));
                return false;
            }
            link.index = addImage(post, target.path, reference.altText, *image);
        } else if (const auto other = m_indexByPath.constFind(target.path);
                   other != m_indexByPath.constEnd()) {
            link.to = ImportedLink::To::Post;
            link.index = *other;
            link.fragment = target.fragment;
        } else {
            return true;
        }
        post.links.push_back(link);
        return true;
    }

    /// An image that several posts show is taken in once.
    Result<TakenImage> imageOf(const QString &path)
    {
        const auto known = m_images.constFind(path);
        if (known != m_images.constEnd())
            return *known;
        const auto bytes = readFile(path);
        if (!bytes)
            return failure(bytes);
        auto taken = takeImage(*bytes, m_options, m_stop);
        if (taken)
            m_images.insert(path, *taken);
        return taken;
    }

    static size_t addImage(ImportedPost &post, const QString &path, const QString &altText,
                           const TakenImage &taken)
    {
        for (size_t i = 0; i < post.images.size(); ++i) {
            if (post.images[i].taken.data == taken.data)
                return i;
        }
        const QString filename = QFileInfo(path).completeBaseName() + QLatin1Char('.') + taken.extension;
        post.images.push_back({filename, altText, taken});
        return post.images.size() - 1;
    }

    QDir m_root;
    LocalFiles m_files;
    IntakeOptions m_options;
    std::stop_token m_stop;
    ImportPlan m_plan;
    QHash<QString, size_t> m_indexByPath;
    QHash<QString, TakenImage> m_images;
};

} // namespace

QByteArray ImportedPost::pathOf(const ImportedLink &link, qint64 postId, const std::vector<ImportedPost> &all) const
{
    const QString path = link.to == ImportedLink::To::Image
                             ? imagePath(imageId(postId, images[link.index].taken.data))
                             : QStringLiteral("/blog/%1%2").arg(all[link.index].fields.slug, link.fragment);
    return path.toUtf8();
}

QString ImportedPost::contentFor(qint64 postId, const std::vector<ImportedPost> &all) const
{
    QByteArray out;
    qsizetype at = 0;
    for (const ImportedLink &link : links) {
        out += QByteArrayView(text).sliced(at, link.start - at);
        out += pathOf(link, postId, all);
        at = link.start + link.length;
    }
    return QString::fromUtf8(out + text.sliced(at));
}

bool ImportedPost::isContent(const QString &content, qint64 postId, const std::vector<ImportedPost> &all) const
{
    const QByteArray bytes = content.toUtf8();
    QByteArrayView there(bytes);
    const auto goesOnWith = [&there](QByteArrayView part) {
        if (!there.startsWith(part))
            return false;
        there = there.sliced(part.size());
        return true;
    };
    const QByteArrayView whole(text);
    qsizetype at = 0;
    for (const ImportedLink &link : links) {
        if (!goesOnWith(whole.sliced(at, link.start - at)))
            return false;
        const bool isAsInFile = link.to == ImportedLink::To::Post && goesOnWith(whole.sliced(link.start, link.length));
        if (!isAsInFile && !goesOnWith(pathOf(link, postId, all)))
            return false;
        at = link.start + link.length;
    }
    return there == whole.sliced(at);
}

Result<ImportPlan> readFolder(const QString &folder, const IntakeOptions &options, std::stop_token stop,
                              const ImportProgress &progress)
{
    if (!QFileInfo(folder).isDir())
        return fail(ErrorCode::NotFound,
                    QStringLiteral("There is no folder %1; check the path.").arg(folder));
    const QString root = QDir(folder).absolutePath();
    const QStringList names = markdownFiles(root);
    if (names.isEmpty())
        return fail(
            ErrorCode::NotFound,
            QStringLiteral("There is no Markdown file (.md) in %1; choose another folder.").arg(folder));
    return FolderReader(root, options, std::move(stop)).run(names, progress);
}

Result<ImportPlan> readFiles(const QString &folder, const QStringList &names, const IntakeOptions &options,
                             std::stop_token stop, const ImportProgress &progress)
{
    return FolderReader(QDir(folder).absolutePath(), options, std::move(stop)).run(names, progress);
}

} // namespace galley
