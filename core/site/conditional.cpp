#include "core/site/conditional.h"

#include <QCryptographicHash>

#include <optional>

namespace galley::site {

namespace {

struct Range
{
    qint64 first;
    qint64 last;
};

struct RangeRequest
{
    bool understood = false;    // else the header is ignored
    std::optional<Range> range; // empty: it can't be satisfied
};

std::optional<qint64> number(const QByteArray &text)
{
    if (text.isEmpty() || text.size() > 18)
        return {};
    for (const char c : text) {
        if (c < '0' || c > '9')
            return {};
    }
    return text.toLongLong();
}

RangeRequest parseRange(const QByteArray &header, qint64 size)
{
    const QByteArray value = header.trimmed();
    if (!value.startsWith("bytes=") || value.contains(','))
        return {};
    const QByteArray spec = value.mid(6).trimmed();
    const qsizetype dash = spec.indexOf('-');
    if (dash < 0)
        return {};
    const auto first = number(spec.left(dash));
    const auto last = number(spec.mid(dash + 1));
    if (dash == 0) {
        if (!last)
            return {};
        if (*last == 0 || size == 0)
            return {true, {}};
        return {true, Range{std::max<qint64>(0, size - *last), size - 1}};
    }
    if (!first || (!last && dash + 1 != spec.size()) || (last && *last < *first))
        return {};
    if (*first >= size)
        return {true, {}};
    return {true, Range{*first, std::min(last.value_or(size - 1), size - 1)}};
}

void applyRange(const Request &request, Response &response)
{
    const QByteArray header = request.headers.value("range");
    if (header.isEmpty() || response.header("Accept-Ranges") != "bytes")
        return;
    const QByteArray ifRange = request.headers.value("if-range");
    if (!ifRange.isEmpty() && ifRange != response.header("ETag"))
        return;
    const qint64 size = response.body.size();
    const RangeRequest asked = parseRange(header, size);
    if (!asked.understood)
        return;
    if (!asked.range) {
        response.status = 416;
        response.setHeader("Content-Range", "bytes */" + QByteArray::number(size));
        response.body.clear();
        return;
    }
    response.status = 206;
    response.setHeader("Content-Range", "bytes " + QByteArray::number(asked.range->first) + '-' +
                                            QByteArray::number(asked.range->last) + '/' +
                                            QByteArray::number(size));
    response.body = response.body.mid(asked.range->first, asked.range->last - asked.range->first + 1);
}

} // namespace

QByteArray etagOfBytes(const QByteArray &body)
{
    return '"' + QCryptographicHash::hash(body, QCryptographicHash::Sha256).toHex().left(32) + '"';
}

bool matchesEtag(const Request &request, const QByteArray &etag)
{
    for (QByteArray candidate : request.headers.value("if-none-match").split(',')) {
        candidate = candidate.trimmed();
        if (candidate.startsWith("W/"))
            candidate.remove(0, 2);
        if (candidate == "*" || candidate == etag)
            return true;
    }
    return false;
}

void applyConditions(const Request &request, Response &response)
{
    if (response.status != 200)
        return;
    const QByteArray etag = response.header("ETag");
    if (!etag.isEmpty() && request.headers.contains("if-none-match") && matchesEtag(request, etag)) {
        response.status = 304;
        response.body.clear();
        return;
    }
    if (request.method == "GET")
        applyRange(request, response);
}

} // namespace galley::site
