// Moments as the list shows them. Pure functions.
#pragma once

#include "core/store/listquery.h"

#include <QDateTime>
#include <QLocale>

namespace galley {

/// "now", "10:42", "18 Nov", "18 Nov 2024": as short as it can be understood at `now`, in local time.
QString shortMoment(const QDateTime &moment, const QDateTime &now, const QLocale &locale = QLocale());

/// The moment of a post in a list of this order, as shortMoment: when readers saw it first where that is what sorts it, or when
/// it was last written. A date without a time is "today" on its day.
QString listedMoment(const PostSummary &post, PostOrder order, const QDateTime &now);

/// "just now", "2 min ago", "3 hours ago", then as shortMoment.
QString howLongAgo(const QDateTime &moment, const QDateTime &now, const QLocale &locale = QLocale());

} // namespace galley
