#pragma once

#include <QFuture>
#include <QTest>

namespace galley::test {

/// What the future ends with; waits as the window does, in the event loop.
template <typename T>
T finished(QFuture<T> future)
{
    constexpr int Limit = 60'000; // milliseconds; it only bounds a failure
    if (!QTest::qWaitFor([&] { return future.isFinished(); }, Limit))
        qFatal("a future did not finish");
    return future.result();
}

} // namespace galley::test
