// A strict reader over JSON text (RFC 8259) that hands out one token after another without building a tree.
// Qt's own reader turns -0.0 into 0 and makes UTF-16 of megabytes of base64; this one leaves both to the
// caller.
#pragma once

#include <QByteArrayView>
#include <QString>

#include <optional>

namespace galley {

/// A value that is not an object or an array, as it stands in the text. Valid as long as the text is.
struct JsonScalar
{
    enum class Kind
    {
        None,
        Null,
        Boolean,
        Number,
        String
    };

    Kind kind = Kind::None; // None: an object or array stood there, or nothing at all
    QByteArrayView raw;     // of a string: what is between the quotes, escapes included

    bool isNull() const { return kind == Kind::Null; }
    bool isString() const { return kind == Kind::String; }
    /// Nothing when it is not a string, holds invalid UTF-8 or a lone surrogate.
    std::optional<QString> text() const;
    std::optional<double> number() const;
    /// The decimal digits of an integer in a string, as Hrana writes them.
    std::optional<qint64> integerInString() const;
};

/// Every function moves past what it read. After a failure everything fails and nothing moves.
class JsonReader
{
public:
    explicit JsonReader(QByteArrayView text) : m_at(text.begin()), m_end(text.end()) {}

    bool failed() const { return m_failed; }
    /// Nothing but blanks is left.
    bool atEnd();

    /// Calls `field(key)` for every member; it must read or skip the value. False when no object stands here.
    template <typename Field>
    bool object(const Field &field)
    {
        if (!open('{'))
            return false;
        for (bool first = true; more('}', first); first = false)
            field(key());
        return close();
    }

    /// Calls `element()` for every element; it must read or skip it. False when no array stands here.
    template <typename Element>
    bool array(const Element &element)
    {
        if (!open('['))
            return false;
        for (bool first = true; more(']', first); first = false)
            element();
        return close();
    }

    /// Also skips an object or array, with Kind::None.
    JsonScalar scalar();
    void skip() { scalar(); }
    bool startsObject();
    /// Moves past `null` if that stands here.
    bool takeNull();

private:
    void blanks();
    bool open(char bracket);
    bool more(char bracket, bool first);
    bool close();
    QByteArrayView key();
    bool string(QByteArrayView &raw);
    bool number(QByteArrayView &raw);
    bool digits();
    bool literal(const char *word);
    void fail() { m_failed = true; }

    const char *m_at;
    const char *m_end;
    int m_depth = 0;
    bool m_failed = false;
};

} // namespace galley
