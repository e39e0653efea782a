#include "core/store/settingstable.h"

namespace galley::settingstable {

Statement select(const QString &key)
{
    return {QStringLiteral("SELECT value FROM galley_settings WHERE key = ?"), {key}};
}

Statement set(const QString &key, const QString &value)
{
    return {QStringLiteral("INSERT INTO galley_settings (key, value) VALUES (?, ?) "
                           "ON CONFLICT(key) DO UPDATE SET value = excluded.value"),
            {key, value}};
}

Statement remove(const QString &key)
{
    return {QStringLiteral("DELETE FROM galley_settings WHERE key = ?"), {key}};
}

} // namespace galley::settingstable
