// What a server answers, read strictly: any bytes give a reply or one error, and what was read as a reply
// holds.
#include "core/db/hrana/hranareply.h"

#include <cstdlib>

using namespace galley;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const QUrl origin(QStringLiteral("https://db.example"));
    static const QString location = QStringLiteral("db.example");
    constexpr qsizetype Steps = 2;
    const QByteArray body(reinterpret_cast<const char *>(data), qsizetype(size));
    const auto reply = readHranaReply(body, 1, Steps, origin, location);
    if (!reply) {
        if (reply.error().code != ErrorCode::Protocol || reply.error().message.isEmpty())
            std::abort();
    } else if (!reply->error) {
        if (reply->steps.size() != std::size_t(Steps))
            std::abort();
        for (const HranaStep &step : reply->steps) {
            if (!step.rows)
                continue;
            for (const Row &row : *step.rows) {
                if (qsizetype(row.size()) != step.rows->columns.size())
                    std::abort();
            }
        }
    }
    (void)readHranaProbe(body, origin, location);
    return 0;
}
