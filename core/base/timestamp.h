// Times as the site's tables hold them. Two formats are in use there, so both are read and one is written.
#pragma once

#include <QDateTime>
#include <QString>

#include <optional>

namespace galley {

/// Reads "YYYY-MM-DD HH:MM:SS" and "YYYY-MM-DDTHH:MM:SS", each with or without a fraction, and with "Z", an
/// offset ("+02:00") or nothing, which means UTC; and a bare date, which means its midnight UTC.
/// Nothing else is guessed at: the answer is then empty and the raw text is shown.
std::optional<QDateTime> parseTimestamp(const QString &text);

/// "YYYY-MM-DDTHH:MM:SSZ".
QString formatTimestamp(const QDateTime &moment);

/// The form `formatTimestamp` writes where the text can be read, else the text unchanged.
QString normalizedTimestamp(const QString &text);

} // namespace galley
