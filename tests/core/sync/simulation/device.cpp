#include "tests/core/sync/simulation/device.h"

#include "tests/core/sync/simulation/stage.h"

#include "core/store/drafttable.h"
#include "core/store/posttable.h"

#include "tests/support/testblog.h"

namespace galley::test {

Device::Program::Program(Device &device)
    : desk(device.m_local, device.m_clock), queue(device.m_local, RemoteKey, device.m_clock),
      conflicts(device.m_local, device.m_clock), synchronizer(device.m_local, device.m_remote, RemoteKey, device.m_clock)
{}

Device::Device(Database &file, Database &remote, int index)
    : m_file(file), m_index(index), m_clock(Stage::clockOf(index)), m_local(file, Side::Local, m_power),
      m_remote(remote, Side::Remote, m_power), m_program(std::make_unique<Program>(*this))
{}

void Device::setWeather(Weather *weather)
{
    m_local.setWeather(weather);
    m_remote.setWeather(weather);
}

void Device::restart()
{
    m_power.isOff = false;
    m_program = std::make_unique<Program>(*this);
}

std::vector<qint64> Device::postIds()
{
    std::vector<qint64> ids;
    for (const Row &row : query(m_file, QStringLiteral("SELECT id FROM posts UNION SELECT post_id FROM galley_drafts ORDER BY 1")))
        ids.push_back(row.front().integer());
    return ids;
}

std::optional<View> Device::view(qint64 postId)
{
    return viewIn(m_file, postId);
}

bool Device::hasDraft(qint64 postId)
{
    return number(m_file, QStringLiteral("SELECT count(*) FROM galley_drafts WHERE post_id = ?"), {postId}) > 0;
}

bool Device::isPublic(qint64 postId)
{
    return number(m_file, QStringLiteral("SELECT count(*) FROM posts WHERE id = ?"), {postId}) > 0;
}

std::optional<View> viewIn(Database &database, qint64 postId)
{
    auto read = database.read({drafttable::select(QStringLiteral("post_id = ?"), {postId}), posttable::select(QStringLiteral("id = ?"), {postId})});
    if (!read)
        qFatal("%s", qPrintable(read.error().detail));
    if (!(*read)[0].empty()) {
        const Draft draft = drafttable::decode((*read)[0].front()).value();
        return View{draft.fields, draft.publishAt};
    }
    if (!(*read)[1].empty())
        return View{posttable::decode((*read)[1].front()).fields, {}};
    return {};
}

} // namespace galley::test
