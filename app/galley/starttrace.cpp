#include "app/galley/starttrace.h"

#include <QByteArray>
#include <QFile>

#include <ctime>
#include <unistd.h>

#include <cstdio>

namespace galley {

namespace {

// Field 22 of /proc/self/stat is the start in clock ticks since boot (proc(5)); the name in field 2 may hold
// spaces, so fields are counted from its closing parenthesis.
double startedAt()
{
    QFile file(QStringLiteral("/proc/self/stat"));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    const QByteArray stat = file.readAll();
    const QList<QByteArray> fields = stat.mid(stat.lastIndexOf(')') + 2).split(' ');
    return fields.size() > 19 ? fields[19].toDouble() * 1000.0 / double(sysconf(_SC_CLK_TCK)) : 0;
}

double sinceBoot()
{
    timespec now{};
    clock_gettime(CLOCK_BOOTTIME, &now);
    return double(now.tv_sec) * 1000.0 + double(now.tv_nsec) / 1e6;
}

} // namespace

bool isStartTraced()
{
    return qEnvironmentVariableIntValue("GALLEY_TRACE_START") == 1;
}

void traceStart(const char *mark)
{
    if (isStartTraced())
        std::fprintf(stderr, "start %7.1f ms  %s\n", sinceBoot() - startedAt(), mark);
}

} // namespace galley
