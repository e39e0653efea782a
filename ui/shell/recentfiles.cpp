#include "ui/shell/recentfiles.h"

#include <QFileInfo>
#include <QSettings>

namespace galley {

namespace {

constexpr int kKept = 8;

QString key()
{
    return QStringLiteral("recent");
}

} // namespace

QStringList recentFiles(const QSettings &settings)
{
    QStringList paths;
    for (const QString &path : settings.value(key()).toStringList()) {
        if (QFileInfo::exists(path))
            paths.append(path);
    }
    return paths;
}

void rememberRecent(QSettings &settings, const QString &path)
{
    const QString absolute = QFileInfo(path).absoluteFilePath();
    QStringList paths = settings.value(key()).toStringList();
    paths.removeAll(absolute);
    paths.prepend(absolute);
    settings.setValue(key(), QStringList(paths.first(qMin<qsizetype>(paths.size(), kKept))));
}

} // namespace galley
