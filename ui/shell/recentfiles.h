// The blogs opened lately, newest first; only those whose file is still there. UI thread.
#pragma once

#include <QStringList>

class QSettings;

namespace galley {

QStringList recentFiles(const QSettings &settings);
void rememberRecent(QSettings &settings, const QString &path);

} // namespace galley
