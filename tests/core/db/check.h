// Assertions over Result that show its error.
#pragma once

#include "core/db/statement.h"

#include <QTest>

#define VERIFY_OK(result)                                                                                    \
    do {                                                                                                     \
        const auto &checked = (result);                                                                      \
        QVERIFY2(checked, checked ? ""                                                                       \
                                  : qPrintable(checked.error().message + QStringLiteral(" / ") +             \
                                               checked.error().detail));                                     \
    } while (false)

#define VERIFY_FAILS(result, expectedCode, words)                                                            \
    do {                                                                                                     \
        const auto &checked = (result);                                                                      \
        QVERIFY2(!checked, "expected to fail");                                                              \
        QVERIFY2(checked.error().message.contains(QString::fromUtf8(words)),                                 \
                 qPrintable(checked.error().message + QStringLiteral(" / ") + checked.error().detail));      \
        QCOMPARE(galley::errorCodeName(checked.error().code), galley::errorCodeName(expectedCode));          \
    } while (false)

namespace galley::test {

inline Statement sql(const char *text, std::vector<Value> args = {})
{
    return {QString::fromUtf8(text), std::move(args)};
}

inline QString text(const char *utf8)
{
    return QString::fromUtf8(utf8);
}

} // namespace galley::test
