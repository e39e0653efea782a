// Which file of an import folder a path in a Markdown text leads to; never one outside of it.
#pragma once

#include <QString>
#include <QStringList>

namespace galley {

struct LocalFile
{
    enum class Kind
    {
        Found,
        Missing,
        Outside
    };

    Kind kind = Kind::Missing;
    QString path;     // canonical, when found
    QString fragment; // "#part" of the target, or empty
};

class LocalFiles
{
public:
    /// `root` is a folder on disk or of Qt's resources.
    explicit LocalFiles(const QString &root);

    /// `target` is as in a URL: "%20", "?query" and "#part" are understood. "/x.png" is looked for in the
    /// root and in its static, public and assets folders; any other first beside `fromFile`, then as if it
    /// began with "/". What leads out of the root, over ".." or over a symbolic link, is Outside.
    LocalFile find(const QString &target, const QString &fromFile) const;

    /// Whether this file is inside, links resolved.
    bool contains(const QString &path) const;

private:
    QString m_root; // canonical, with a slash at its end
};

} // namespace galley
