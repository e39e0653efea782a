#include "core/site/request.h"

#include <algorithm>

namespace galley::site {

QString Request::item(const QString &name) const
{
    QByteArray raw = query.queryItemValue(name, QUrl::FullyEncoded).toUtf8();
    raw.replace('+', ' ');
    return QString::fromUtf8(QByteArray::fromPercentEncoding(raw));
}

QByteArray Response::header(const QByteArray &name) const
{
    const auto found = std::ranges::find_if(
        headers, [&](const auto &header) { return header.first.compare(name, Qt::CaseInsensitive) == 0; });
    return found == headers.end() ? QByteArray() : found->second;
}

void Response::setHeader(const QByteArray &name, const QByteArray &value)
{
    std::erase_if(headers,
                  [&](const auto &header) { return header.first.compare(name, Qt::CaseInsensitive) == 0; });
    headers.emplace_back(name, value);
}

} // namespace galley::site
