#include "resources/resource.h"

#include <QFile>

namespace galley {

QByteArray resource(const QString &name)
{
    QFile file(QStringLiteral(":/galley/") + name);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("The program was built without its file %s.", qPrintable(name));
    return file.readAll();
}

} // namespace galley
