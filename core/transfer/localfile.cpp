#include "core/transfer/localfile.h"

#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>
#include <QUrl>

namespace galley {

LocalFiles::LocalFiles(const QString &root) : m_root(QFileInfo(root).canonicalFilePath())
{
    if (!m_root.endsWith(QLatin1Char('/')))
        m_root += QLatin1Char('/');
}

bool LocalFiles::contains(const QString &path) const
{
    return QFileInfo(path).canonicalFilePath().startsWith(m_root);
}

LocalFile LocalFiles::find(const QString &target, const QString &fromFile) const
{
    LocalFile result;
    QStringList names{target}; // a file may have "#" or "?" in its name
    const qsizetype suffix = target.indexOf(QRegularExpression(QStringLiteral("[?#]")));
    if (suffix >= 0) {
        names += target.left(suffix);
        const qsizetype fragment = target.indexOf(QLatin1Char('#'));
        result.fragment = fragment < 0 ? QString() : target.mid(fragment);
    }
    const QDir beside = QFileInfo(fromFile).dir();
    for (const QString &name : names) {
        QStringList places;
        for (const QString &path : {name, QUrl::fromPercentEncoding(name.toUtf8())}) {
            if (!path.startsWith(QLatin1Char('/')))
                places += beside.filePath(path);
            for (const char *folder : {"", "static/", "public/", "assets/"})
                places += m_root + QLatin1String(folder) + path;
        }
        for (const QString &place : places) {
            const QFileInfo file(place);
            if (!file.isFile())
                continue;
            if (!contains(place)) {
                result.kind = LocalFile::Kind::Outside;
                continue;
            }
            result.kind = LocalFile::Kind::Found;
            result.path = file.canonicalFilePath();
            if (name == target)
                result.fragment.clear();
            return result;
        }
    }
    return result;
}

} // namespace galley
