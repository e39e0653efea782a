// A folder that is filled in one go: complete, or as it was before.
#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QDateTime>
#include <QSet>
#include <QStringList>

namespace galley {

/// Until keep(), what was written goes again with this object. Any thread.
class NewFolder
{
public:
    NewFolder() = default;
    NewFolder(const NewFolder &) = delete;
    NewFolder &operator=(const NewFolder &) = delete;
    ~NewFolder();

    /// Makes `path`, with the folders above it, or takes one that is empty. InvalidInput where there is something; Io.
    Status open(const QString &path);

    /// "base.ending", or with "-2", "-3", … where that name was given before. `base` has nothing but a–z, 0–9 and '-'.
    QString freeName(const QString &base, const QString &ending);

    /// `name` may begin with a folder inside, which is made. Io.
    Status write(const QString &name, const QByteArray &bytes, const QDateTime &lastChanged = {});

    void keep() { m_isKept = true; }

private:
    QString m_path;
    QStringList m_made; // folders, each behind the one that it stands in
    QStringList m_written;
    QSet<QString> m_names;
    bool m_isKept = false;
};

} // namespace galley
