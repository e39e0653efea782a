// What Turso's free plan allows: the one place that knows. Two listings of https://turso.tech/pricing, of 12 and of
// 22 June 2026, agree. Whoever changes a number changes the date.
#pragma once

#include <QtGlobal>

namespace galley {

struct FreePlan
{
    qint64 rowsRead; // of all databases together, in a calendar month
    qint64 rowsWritten;
    qint64 storageBytes; // of all databases together
    int asOfYear;
    int asOfMonth;
};

inline constexpr FreePlan TursoFreePlan{
    .rowsRead = 500'000'000,
    .rowsWritten = 10'000'000,
    .storageBytes = 5'000'000'000,
    .asOfYear = 2026,
    .asOfMonth = 6,
};

} // namespace galley
