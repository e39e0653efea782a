#include "core/db/hrana/jsontext.h"

#include "core/base/text.h"

#include <algorithm>
#include <charconv>
#include <cstring>

namespace galley {

namespace {

/// A lone surrogate too, as three bytes that are no UTF-8.
char *putUtf8(char *to, char32_t c)
{
    const auto putRest = [&to, c](int shift) { *to++ = char(0x80 | (c >> shift & 0x3f)); };
    if (c < 0x80) {
        *to++ = char(c);
    } else if (c < 0x800) {
        *to++ = char(0xc0 | c >> 6);
        putRest(0);
    } else if (c < 0x10000) {
        *to++ = char(0xe0 | c >> 12);
        putRest(6);
        putRest(0);
    } else {
        *to++ = char(0xf0 | c >> 18);
        putRest(12);
        putRest(6);
        putRest(0);
    }
    return to;
}

char16_t codeUnit(const char *digits)
{
    constexpr int Digits = 4;
    ushort unit = 0;
    std::from_chars(digits, digits + Digits, unit, 16);
    return unit;
}

/// Writes what the escape after a backslash means, and moves `escape` past it.
char *unescape(const char *&escape, const char *end, char *to)
{
    static constexpr char Letters[] = "bfnrt";
    static constexpr char Escaped[] = "\b\f\n\r\t";
    constexpr int Whole = 6; // backslash, u and four digits
    if (*escape != 'u') {
        const char *const letter = std::strchr(Letters, *escape);
        *to = letter != nullptr ? Escaped[letter - Letters] : *escape;
        ++escape;
        return to + 1;
    }
    const char16_t first = codeUnit(escape + 1);
    escape += Whole - 1;
    if (QChar::isHighSurrogate(first) && end - escape >= Whole && escape[0] == '\\' && escape[1] == 'u') {
        const char16_t second = codeUnit(escape + 2);
        if (QChar::isLowSurrogate(second)) {
            escape += Whole;
            return putUtf8(to, QChar::surrogateToUcs4(first, second));
        }
    }
    return putUtf8(to, first);
}

} // namespace

std::optional<QString> textOfJson(QByteArrayView raw)
{
    if (!raw.contains('\\'))
        return decodeUtf8(raw);
    QByteArray utf8(raw.size(), Qt::Uninitialized); // no escape is shorter than what it means
    char *to = utf8.data();
    const char *from = raw.begin();
    while (from != raw.end()) {
        const char *const backslash = std::find(from, raw.end(), '\\');
        to = std::copy(from, backslash, to);
        from = backslash;
        if (from != raw.end())
            to = unescape(++from, raw.end(), to);
    }
    utf8.truncate(to - utf8.constData());
    return decodeUtf8(utf8);
}

} // namespace galley
