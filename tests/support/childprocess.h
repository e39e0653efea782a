// Processes that a test starts, and ends by their id.
#pragma once

#include "core/base/result.h"

#include <QProcess>

namespace galley::test {

/// tests/support of the source tree.
QString supportDir();

/// A port of 127.0.0.1 that was free a moment ago.
quint16 freePort();

/// Waits until something accepts connections there; false after `timeoutMs` or when `process` has ended.
bool waitForPort(quint16 port, const QProcess &process, int timeoutMs = 15000);

/// Asks it to end (SIGTERM), and after a while makes it (SIGKILL).
void endProcess(QProcess &process);

/// Runs a program to its end; what it wrote is the result, or the error's detail.
Result<QByteArray> runProgram(const QString &program, const QStringList &arguments,
                              const QString &directory = {});

} // namespace galley::test
