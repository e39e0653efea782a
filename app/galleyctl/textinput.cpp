#include "app/galleyctl/textinput.h"

#include <QFile>
#include <QStringDecoder>

#include <cstdio>

namespace galley::cli {

Result<QByteArray> readInput(const QString &path)
{
    QFile file(path);
    const bool opened = path == QLatin1String("-") ? file.open(stdin, QIODevice::ReadOnly) : file.open(QIODevice::ReadOnly);
    if (!opened)
        return fail(ErrorCode::Io, QStringLiteral("%1 can't be read; check the path.").arg(path), file.errorString());
    const QByteArray bytes = file.readAll();
    if (file.error() != QFile::NoError)
        return fail(ErrorCode::Io, QStringLiteral("Reading %1 failed; check the file and try again.").arg(path), file.errorString());
    return bytes;
}

Result<QString> readTextInput(const QString &path)
{
    auto bytes = readInput(path);
    if (!bytes)
        return failure(bytes);
    QStringDecoder decoder(QStringDecoder::Utf8);
    QString text = decoder(*bytes);
    if (decoder.hasError())
        return fail(ErrorCode::InvalidInput, QStringLiteral("%1 is not UTF-8 text; convert it and try again.").arg(path));
    text.replace(QLatin1String("\r\n"), QLatin1String("\n"));
    return text;
}

} // namespace galley::cli
