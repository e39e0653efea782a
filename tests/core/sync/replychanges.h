// Every way in which one field of a reply can have another form than the protocol says.
#pragma once

#include <QByteArray>
#include <QString>

#include <functional>
#include <vector>

namespace galley::test {

struct ReplyChange
{
    QString name;          // "results.0.response.result.step_results.3.rows := null"
    std::function<QByteArray()> reply;
    bool isHarmless = false; // a field that a client has no need of
};

/// Of a healthy reply to a batch, in JSON: each field (of the elements of a list the first, the middle and the last)
/// once removed and once of each other type.
std::vector<ReplyChange> changesOf(const QByteArray &reply);

} // namespace galley::test
