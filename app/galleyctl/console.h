// What a command prints: plain lines for a person, or with --json one JSON value. An error is one line on
// stderr, and with --json also the value {"error": {"code", "message"}} on stdout.
#pragma once

#include "core/base/result.h"

#include <QJsonArray>
#include <QJsonObject>

namespace galley::cli {

class Console
{
public:
    void setJson(bool json) { m_json = json; }
    bool json() const { return m_json; }

    /// A line for a person; nothing with --json.
    void line(const QString &text) const;
    /// A further error, on stderr; not with --json.
    void further(const QString &text) const;
    /// The one value of --json; nothing without.
    void value(const QJsonObject &object) const;
    void value(const QJsonArray &array) const;
    void error(const Error &error) const;

private:
    bool m_json = false;
};

} // namespace galley::cli
