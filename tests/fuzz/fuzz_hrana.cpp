// What a server answers, read strictly: any bytes give a reply or one error, and what was read as a reply
// holds.
#include "core/db/hrana/hranareply.h"

#include <cstdlib>
#include <utility>

using namespace galley;

namespace {

void check(const Result<HranaReply> &reply, qsizetype steps)
{
    if (!reply) {
        if (reply.error().code != ErrorCode::Protocol || reply.error().message.isEmpty() || reply.error().detail.isEmpty())
            std::abort();
        return;
    }
    // Goes into the next request as it stands.
    for (const char digit : reply->replicationIndex) {
        if (digit < '0' || digit > '9')
            std::abort();
    }
    if (!reply->error && qsizetype(reply->steps.size()) != steps)
        std::abort();
    for (const HranaStep &step : reply->steps) {
        if (step.rows && step.error)
            std::abort();
        for (const Row &row : step.rows ? *step.rows : Rows()) {
            if (qsizetype(row.size()) != step.rows->columns.size())
                std::abort();
        }
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const QUrl origin(QStringLiteral("https://db.example"));
    static const QString location = QStringLiteral("db.example");
    const QByteArray body(reinterpret_cast<const char *>(data), qsizetype(size));
    constexpr std::pair<qsizetype, qsizetype> Asked[] = {{1, 1}, {1, 2}, {2, 4}};
    for (const auto &[requests, steps] : Asked)
        check(readHranaReply(body, requests, steps, origin, location), steps);
    const auto probe = readHranaProbe(body, origin, location);
    if (!probe && probe.error().code != ErrorCode::Protocol)
        std::abort();
    return 0;
}
