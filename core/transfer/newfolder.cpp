#include "core/transfer/newfolder.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace galley {

namespace {

tl::unexpected<Error> cannotWrite(const QString &path, const QString &why)
{
    return fail(ErrorCode::Io, QStringLiteral("“%1” can't be written: %2. Make room there, or choose another folder.")
                                   .arg(QDir::toNativeSeparators(path), why));
}

} // namespace

NewFolder::~NewFolder()
{
    if (m_isKept)
        return;
    for (const QString &file : m_written)
        QFile::remove(file);
    for (auto folder = m_made.crbegin(); folder != m_made.crend(); ++folder)
        QDir().rmdir(*folder); // stays where somebody else has put something
}

Status NewFolder::open(const QString &path)
{
    m_path = QDir::cleanPath(QFileInfo(path).absoluteFilePath());
    const QFileInfo info(m_path);
    if (info.exists() && !info.isDir())
        return fail(ErrorCode::InvalidInput,
                    QStringLiteral("“%1” is a file; name a folder.").arg(QDir::toNativeSeparators(m_path)));
    if (info.exists() && !QDir(m_path).isEmpty(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot))
        return fail(ErrorCode::InvalidInput, QStringLiteral("“%1” is not empty; name a new folder, so that nothing is overwritten.")
                                                 .arg(QDir::toNativeSeparators(m_path)));
    for (QString above = m_path; !QFileInfo::exists(above); above = QFileInfo(above).path())
        m_made.prepend(above);
    if (!QDir().mkpath(m_path))
        return cannotWrite(m_path, QStringLiteral("no folder can be made there"));
    return {};
}

QString NewFolder::freeName(const QString &base, const QString &ending)
{
    QString name = base + u'.' + ending;
    for (int n = 2; m_names.contains(name); ++n)
        name = QStringLiteral("%1-%2.%3").arg(base).arg(n).arg(ending);
    m_names.insert(name);
    return name;
}

Status NewFolder::write(const QString &name, const QByteArray &bytes, const QDateTime &lastChanged)
{
    const QString path = m_path + u'/' + name;
    if (const QString folder = QFileInfo(path).path(); !QFileInfo::exists(folder)) {
        if (!QDir().mkdir(folder))
            return cannotWrite(folder, QStringLiteral("no folder can be made there"));
        m_made += folder;
    }
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly | QIODevice::Unbuffered))
        return cannotWrite(path, file.errorString());
    m_written += path;
    // A disk that becomes full takes a part first, and says why with the next.
    for (qsizetype done = 0; done < bytes.size();) {
        const qint64 written = file.write(bytes.constData() + done, bytes.size() - done);
        if (written <= 0)
            return cannotWrite(path, file.errorString());
        done += written;
    }
    if (lastChanged.isValid())
        file.setFileTime(lastChanged, QFileDevice::FileModificationTime); // a nicety, which some file systems don't have
    return {};
}

} // namespace galley
