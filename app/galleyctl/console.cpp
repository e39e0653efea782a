#include "app/galleyctl/console.h"

#include <QJsonDocument>

#include <cstdio>

namespace galley::cli {

namespace {

void write(std::FILE *stream, const QByteArray &bytes)
{
    std::fwrite(bytes.constData(), 1, std::size_t(bytes.size()), stream);
    std::fputc('\n', stream);
    std::fflush(stream);
}

} // namespace

void Console::line(const QString &text) const
{
    if (!m_json)
        write(stdout, text.toUtf8());
}

void Console::further(const QString &text) const
{
    if (!m_json)
        write(stderr, "galleyctl: " + text.toUtf8());
}

void Console::value(const QJsonObject &object) const
{
    if (m_json)
        write(stdout, QJsonDocument(object).toJson(QJsonDocument::Compact));
}

void Console::value(const QJsonArray &array) const
{
    if (m_json)
        write(stdout, QJsonDocument(array).toJson(QJsonDocument::Compact));
}

void Console::error(const Error &error) const
{
    write(stderr, "galleyctl: " + error.message.simplified().toUtf8());
    value(QJsonObject{{QStringLiteral("error"),
                       QJsonObject{{QStringLiteral("code"), errorCodeName(error.code)},
                                   {QStringLiteral("message"), error.message.simplified()}}}});
}

} // namespace galley::cli
