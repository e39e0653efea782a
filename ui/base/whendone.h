#pragma once

#include <QFutureWatcher>
#include <QObject>

namespace galley {

/// Calls `handle(value)` from the event loop of the caller's thread, which is that of `context`, once `future` has a value;
/// never, where `context` is gone by then or the future ended without one. What QFuture::then(context, …) of Qt 6.4 does
/// with a context that goes first is undefined.
template<typename Value, typename Handler>
void whenDone(const QFuture<Value> &future, QObject *context, Handler handle)
{
    auto *watcher = new QFutureWatcher<Value>(context);
    QObject::connect(watcher, &QFutureWatcherBase::finished, context, [watcher, handle = std::move(handle)]() mutable {
        watcher->deleteLater();
        if (watcher->future().resultCount() > 0)
            handle(watcher->result());
    });
    watcher->setFuture(future);
}

} // namespace galley
