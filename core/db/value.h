// One SQL value. Its kind is chosen by the C++ type it is made from and never guessed from the bytes.
#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QString>

#include <optional>
#include <variant>

namespace galley {

class Value
{
public:
    Value() = default;                            // null
    Value(std::nullptr_t) {}
    Value(int n) : m_data(qint64(n)) {}
    Value(qint64 n) : m_data(n) {}
    Value(bool b) : m_data(qint64(b)) {}          // the database holds 0 or 1
    Value(double d) : m_data(d) {}
    /// A null QString (`isNull()`) is SQL NULL; an empty one is empty text.
    Value(const QString &text) { if (!text.isNull()) m_data = text; }
    /// Always a BLOB, also when empty.
    Value(const QByteArray &blob) : m_data(blob) {}
    template <typename T>
    Value(const std::optional<T> &value) { if (value) *this = Value(*value); }
    Value(const char *) = delete;

    bool isNull() const { return std::holds_alternative<std::monostate>(m_data); }
    bool isInteger() const { return std::holds_alternative<qint64>(m_data); }
    bool isReal() const { return std::holds_alternative<double>(m_data); }
    bool isText() const { return std::holds_alternative<QString>(m_data); }
    bool isBlob() const { return std::holds_alternative<QByteArray>(m_data); }

    /// The value when it is of that kind, else 0, 0.0, a null string, an empty array.
    qint64 integer() const { return get<qint64>(); }
    double real() const { return get<double>(); }
    QString text() const { return get<QString>(); }
    QByteArray blob() const { return get<QByteArray>(); }
    /// A BLOB, or the UTF-8 of a text: the bytes of what ought to be a BLOB, however another program has stored it.
    QByteArray bytes() const { return isText() ? text().toUtf8() : blob(); }

    /// Empty for null and for any other kind.
    std::optional<qint64> optionalInteger() const;

    /// What a person would read: numbers as text too, "x'…'" never. Null for NULL and for a BLOB.
    QString displayText() const;

    /// SQLite's and the site's notion of a boolean: 1 and the texts "1", "true", "t" (any case) are true.
    bool truthy() const;

    /// Refuses NaN, infinity and text that holds U+0000 or a lone surrogate: no adapter sends those.
    Status validate() const;

    const auto &variant() const { return m_data; }
    bool operator==(const Value &) const = default;

private:
    template <typename T>
    T get() const
    {
        const T *held = std::get_if<T>(&m_data);
        return held ? *held : T();
    }

    std::variant<std::monostate, qint64, double, QString, QByteArray> m_data;
};

} // namespace galley
