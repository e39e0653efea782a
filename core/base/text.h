// Small helpers over text that more than one room needs.
#pragma once

#include "core/base/result.h"

#include <QString>
#include <QStringList>

#include <optional>

namespace galley {

/// Refuses what no database of ours may be given: U+0000 and lone surrogates (invalid UTF-8 on the wire).
/// `what` names the field in the sentence: "The title".
Status validateText(const QString &text, const QString &what);

/// Exactly what the bytes say, a byte order mark at the start included (QString::fromUtf8 drops it); nothing when
/// they are not valid UTF-8. The text of no bytes is empty and not null.
std::optional<QString> decodeUtf8(QByteArrayView bytes);

/// NFKD, ASCII letters and digits in lower case, runs of anything else as one '-', at most 80 characters.
/// Empty when nothing is left; the caller then uses "post-<id>".
QString slugify(const QString &text);

/// "a, b" as a list: trimmed, without empty and repeated tags, in the order given.
QStringList splitTags(const QString &tags);
QString joinTags(const QStringList &tags);

/// "1 post", "5,000 posts", as QLocale's default writes numbers.
QString counted(qint64 n, const QString &one, const QString &many);

/// "812 bytes", "1.8 MB", "5.0 GB": decimal units, for people.
QString humanBytes(qint64 bytes);

} // namespace galley
