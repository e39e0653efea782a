#include "core/base/result.h"

namespace galley {

void noValue(const Error &error)
{
    qFatal("A failed result was read as if it had a value (%s): %s", qPrintable(errorCodeName(error.code)), qPrintable(error.message));
}

QString errorCodeName(ErrorCode code)
{
    switch (code) {
    case ErrorCode::InvalidInput: return QStringLiteral("invalid_input");
    case ErrorCode::NotFound: return QStringLiteral("not_found");
    case ErrorCode::Conflict: return QStringLiteral("conflict");
    case ErrorCode::Constraint: return QStringLiteral("constraint");
    case ErrorCode::Network: return QStringLiteral("network");
    case ErrorCode::Auth: return QStringLiteral("auth");
    case ErrorCode::Tls: return QStringLiteral("tls");
    case ErrorCode::Protocol: return QStringLiteral("protocol");
    case ErrorCode::Busy: return QStringLiteral("busy");
    case ErrorCode::ReadOnly: return QStringLiteral("read_only");
    case ErrorCode::DiskFull: return QStringLiteral("disk_full");
    case ErrorCode::Quota: return QStringLiteral("quota");
    case ErrorCode::TooLarge: return QStringLiteral("too_large");
    case ErrorCode::Corrupt: return QStringLiteral("corrupt");
    case ErrorCode::SchemaTooNew: return QStringLiteral("schema_too_new");
    case ErrorCode::Cancelled: return QStringLiteral("cancelled");
    case ErrorCode::Io: return QStringLiteral("io");
    case ErrorCode::NoKeychain: return QStringLiteral("no_keychain");
    }
    return QStringLiteral("unknown");
}

} // namespace galley
