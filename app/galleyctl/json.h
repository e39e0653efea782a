// The shapes of --json, which scripts rely on.
#pragma once

#include "core/model/post.h"

#include <QJsonArray>
#include <QJsonObject>

#include <vector>

namespace galley::cli {

/// {id, slug, title, subtitle, status, tags: […], published_at, updated_at}; times ISO 8601 Z or null.
QJsonObject toJson(const PostSummary &post);

/// The same with content, excerpt, series, series_position and images.
QJsonObject toJson(const PostView &view, const QString &seriesTitle, const std::vector<ImageInfo> &images);

/// {id, filename, content_type, alt_text, file_size}. Ids are below 2^53 where Galley made them; others are
/// given as text, so that no digit is lost.
QJsonObject toJson(const ImageInfo &image);

QJsonValue idValue(qint64 id);
QJsonValue timeValue(const QString &raw);

} // namespace galley::cli
