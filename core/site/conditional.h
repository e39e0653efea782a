// Conditional requests and byte ranges (RFC 9110, sections 13 and 14).
#pragma once

#include "core/site/request.h"

namespace galley::site {

/// A strong validator made from the bytes.
QByteArray etagOfBytes(const QByteArray &body);

/// Whether If-None-Match names `etag` (weak comparison) or is "*".
bool matchesEtag(const Request &request, const QByteArray &etag);

/// Turns a 200 that carries an ETag into a 304 where the client has it already, and one that carries
/// Accept-Ranges into a 206 or a 416 where one range was asked for. Several ranges get the whole.
void applyConditions(const Request &request, Response &response);

} // namespace galley::site
