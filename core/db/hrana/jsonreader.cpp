#include "core/db/hrana/jsonreader.h"

#include "core/db/hrana/jsontext.h"

#include <charconv>
#include <cstring>

namespace galley {

namespace {

constexpr int MaxDepth = 64;

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isHexDigit(char c)
{
    return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/// Ends the plain part of a string: a quote, a backslash, or what may not stand in one.
unsigned char isSpecial(char c)
{
    return static_cast<unsigned char>(int(static_cast<unsigned char>(c) < 0x20) | int(c == '"') | int(c == '\\'));
}

/// Replies are strings for the most part, so those are looked at in blocks, which the compiler compares at once.
const char *pastPlain(const char *from, const char *end)
{
    constexpr int Block = 32;
    for (; end - from >= Block; from += Block) {
        unsigned char special = 0;
        for (int i = 0; i < Block; ++i)
            special |= isSpecial(from[i]);
        if (special != 0)
            break;
    }
    while (from != end && isSpecial(*from) == 0)
        ++from;
    return from;
}

} // namespace

std::optional<QString> JsonScalar::text() const
{
    return kind == Kind::String ? textOfJson(raw) : std::nullopt;
}

std::optional<double> JsonScalar::number() const
{
    if (kind != Kind::Number)
        return std::nullopt;
    double value = 0;
    const auto [end, error] = std::from_chars(raw.data(), raw.data() + raw.size(), value);
    if (error != std::errc() || end != raw.data() + raw.size()) // beyond the range of a double, too
        return std::nullopt;
    return value;
}

std::optional<qint64> JsonScalar::integerInString() const
{
    if (kind != Kind::String)
        return std::nullopt;
    qint64 value = 0;
    const auto [end, error] = std::from_chars(raw.data(), raw.data() + raw.size(), value);
    if (error != std::errc() || end != raw.data() + raw.size())
        return std::nullopt;
    return value;
}

void JsonReader::blanks()
{
    while (m_at != m_end && (*m_at == ' ' || *m_at == '\n' || *m_at == '\r' || *m_at == '\t'))
        ++m_at;
}

bool JsonReader::atEnd()
{
    blanks();
    return !m_failed && m_at == m_end;
}

bool JsonReader::startsObject()
{
    blanks();
    return !m_failed && m_at != m_end && *m_at == '{';
}

bool JsonReader::takeNull()
{
    blanks();
    return !m_failed && m_at != m_end && *m_at == 'n' && literal("null");
}

bool JsonReader::open(char bracket)
{
    blanks();
    if (m_failed || m_at == m_end || *m_at != bracket || ++m_depth > MaxDepth) {
        fail();
        return false;
    }
    ++m_at;
    return true;
}

bool JsonReader::more(char bracket, bool first)
{
    blanks();
    if (m_failed || m_at == m_end) {
        fail();
        return false;
    }
    if (*m_at == bracket)
        return false;
    if (first)
        return true;
    if (*m_at != ',') {
        fail();
        return false;
    }
    ++m_at;
    return true;
}

bool JsonReader::close()
{
    if (m_failed)
        return false;
    ++m_at;
    --m_depth;
    return true;
}

QByteArrayView JsonReader::key()
{
    QByteArrayView raw;
    blanks();
    if (!string(raw))
        return {};
    blanks();
    if (m_at == m_end || *m_at != ':')
        fail();
    else
        ++m_at;
    return raw;
}

bool JsonReader::string(QByteArrayView &raw)
{
    if (m_failed || m_at == m_end || *m_at != '"') {
        fail();
        return false;
    }
    const char *const start = ++m_at;
    for (;; ++m_at) {
        m_at = pastPlain(m_at, m_end);
        if (m_at == m_end || *m_at != '\\')
            break;
        if (++m_at == m_end || *m_at == '\0' || std::strchr("\"\\/bfnrtu", *m_at) == nullptr)
            break;
        if (*m_at != 'u')
            continue;
        for (int i = 0; i < 4; ++i) {
            if (m_end - m_at < 2 || !isHexDigit(m_at[1])) {
                fail();
                return false;
            }
            ++m_at;
        }
    }
    if (m_at == m_end || *m_at != '"') {
        fail();
        return false;
    }
    raw = QByteArrayView(start, m_at++);
    return true;
}

bool JsonReader::digits()
{
    if (m_at == m_end || !isDigit(*m_at)) {
        fail();
        return false;
    }
    while (m_at != m_end && isDigit(*m_at))
        ++m_at;
    return true;
}

bool JsonReader::number(QByteArrayView &raw)
{
    const char *const start = m_at;
    if (*m_at == '-')
        ++m_at;
    const bool leadingZero = m_at != m_end && *m_at == '0';
    const char *const integer = m_at;
    if (!digits())
        return false;
    if (leadingZero && m_at - integer > 1) {
        fail();
        return false;
    }
    if (m_at != m_end && *m_at == '.') {
        ++m_at;
        if (!digits())
            return false;
    }
    if (m_at != m_end && (*m_at == 'e' || *m_at == 'E')) {
        ++m_at;
        if (m_at != m_end && (*m_at == '+' || *m_at == '-'))
            ++m_at;
        if (!digits())
            return false;
    }
    raw = QByteArrayView(start, m_at);
    return true;
}

bool JsonReader::literal(const char *word)
{
    const auto size = qsizetype(std::strlen(word));
    if (m_end - m_at < size || std::memcmp(m_at, word, std::size_t(size)) != 0) {
        fail();
        return false;
    }
    m_at += size;
    return true;
}

JsonScalar JsonReader::scalar()
{
    using Kind = JsonScalar::Kind;
    blanks();
    if (m_failed || m_at == m_end) {
        fail();
        return {};
    }
    JsonScalar out;
    switch (*m_at) {
    case '{':
        object([this](QByteArrayView) { skip(); });
        break;
    case '[':
        array([this] { skip(); });
        break;
    case '"':
        if (string(out.raw))
            out.kind = Kind::String;
        break;
    case 'n':
        if (literal("null"))
            out.kind = Kind::Null;
        break;
    case 't':
        if (literal("true"))
            out.kind = Kind::Boolean;
        break;
    case 'f':
        if (literal("false"))
            out.kind = Kind::Boolean;
        break;
    default:
        if (number(out.raw))
            out.kind = Kind::Number;
    }
    return out;
}

} // namespace galley
