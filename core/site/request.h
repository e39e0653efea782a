// What the site is asked and what it answers, free of any HTTP engine.
#pragma once

#include <QByteArray>
#include <QHash>
#include <QString>
#include <QUrlQuery>

#include <utility>
#include <vector>

namespace galley::site {

struct Request
{
    QByteArray method = "GET";
    QByteArray path; // as on the wire, still percent-encoded: "/tags/a%2Fb"
    QUrlQuery query;
    QHash<QByteArray, QByteArray> headers; // names in lower case

    /// The value of a query item, decoded; '+' is a space.
    QString item(const QString &name) const;
};

struct Response
{
    int status = 200;
    QByteArray contentType;
    std::vector<std::pair<QByteArray, QByteArray>> headers;
    QByteArray body; // also for HEAD: the server leaves it out and sends its length
    QString problem; // why a 503: for the server's log, never sent

    QByteArray header(const QByteArray &name) const;
    void setHeader(const QByteArray &name, const QByteArray &value);
};

} // namespace galley::site
