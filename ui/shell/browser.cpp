#include "ui/shell/browser.h"

#include <QDesktopServices>
#include <QProcess>

namespace galley {

bool openInBrowser(const QUrl &url)
{
    // A list of commands with ':' between them, each with "%s" for the address or without.
    const QStringList commands = qEnvironmentVariable("BROWSER").split(QLatin1Char(':'), Qt::SkipEmptyParts);
    for (const QString &command : commands) {
        QStringList parts = QProcess::splitCommand(command);
        if (parts.isEmpty())
            continue;
        const QString program = parts.takeFirst();
        const QString address = QString::fromLatin1(url.toEncoded());
        if (parts.replaceInStrings(QStringLiteral("%s"), address) == QProcess::splitCommand(command).mid(1))
            parts << address;
        if (QProcess::startDetached(program, parts))
            return true;
    }
    return QDesktopServices::openUrl(url);
}

} // namespace galley
