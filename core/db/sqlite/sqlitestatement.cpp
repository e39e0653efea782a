#include "core/db/sqlite/sqlitestatement.h"

#include "core/base/text.h"

#include <sqlite3.h>

namespace galley {

SqliteStatement::~SqliteStatement()
{
    sqlite3_finalize(m_handle);
}

int SqliteStatement::bindAll(const std::vector<Value> &args)
{
    if (int(args.size()) != sqlite3_bind_parameter_count(m_handle))
        return SQLITE_RANGE;
    m_utf8.reserve(args.size());
    int position = 0;
    for (const Value &value : args) {
        ++position;
        int code = SQLITE_OK;
        if (value.isInteger()) {
            code = sqlite3_bind_int64(m_handle, position, value.integer());
        } else if (value.isReal()) {
            code = sqlite3_bind_double(m_handle, position, value.real());
        } else if (value.isText()) {
            const QByteArray &utf8 = m_utf8.emplace_back(value.text().toUtf8());
            code = sqlite3_bind_text64(m_handle, position, utf8.constData(), sqlite3_uint64(utf8.size()),
                                       SQLITE_STATIC, SQLITE_UTF8);
        } else if (value.isBlob()) {
            const QByteArray &bytes = m_utf8.emplace_back(value.blob());
            code = bytes.isEmpty() ? sqlite3_bind_zeroblob(m_handle, position, 0)
                                   : sqlite3_bind_blob64(m_handle, position, bytes.constData(),
                                                         sqlite3_uint64(bytes.size()), SQLITE_STATIC);
        } else {
            code = sqlite3_bind_null(m_handle, position);
        }
        if (code != SQLITE_OK)
            return code;
    }
    return SQLITE_OK;
}

Value SqliteStatement::column(int index) const
{
    switch (sqlite3_column_type(m_handle, index)) {
    case SQLITE_INTEGER:
        return qint64(sqlite3_column_int64(m_handle, index));
    case SQLITE_FLOAT:
        return sqlite3_column_double(m_handle, index);
    case SQLITE_TEXT: {
        const auto *text = reinterpret_cast<const char *>(sqlite3_column_text(m_handle, index));
        const int size = sqlite3_column_bytes(m_handle, index);
        // Some other program may have stored what is not UTF-8: kept as it is rather than replaced.
        if (auto decoded = decodeUtf8(QByteArrayView(text, size)))
            return *decoded;
        return QByteArray(text, size);
    }
    case SQLITE_BLOB: {
        const auto *bytes = static_cast<const char *>(sqlite3_column_blob(m_handle, index));
        return QByteArray(bytes, sqlite3_column_bytes(m_handle, index));
    }
    default:
        return {};
    }
}

int SqliteStatement::run(const std::vector<Value> &args, Rows &rows)
{
    int code = bindAll(args);
    if (code == SQLITE_OK) {
        code = sqlite3_step(m_handle);
        // Only now: the first step prepares anew when the schema has changed, and `*` may then mean more
        // columns.
        const int columns = sqlite3_column_count(m_handle);
        rows.columns.reserve(columns);
        for (int i = 0; i < columns; ++i)
            rows.columns += QString::fromUtf8(sqlite3_column_name(m_handle, i));
        for (; code == SQLITE_ROW; code = sqlite3_step(m_handle)) {
            Row &row = rows.rows.emplace_back();
            row.reserve(std::size_t(columns));
            for (int i = 0; i < columns; ++i)
                row.push_back(column(i));
        }
    }
    sqlite3_reset(m_handle);
    sqlite3_clear_bindings(m_handle);
    m_utf8.clear();
    return code;
}

} // namespace galley
