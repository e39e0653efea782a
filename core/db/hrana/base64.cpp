#include "core/db/hrana/base64.h"

#include <array>
#include <cstring>

namespace galley {

namespace {

constexpr char Alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

using Pair = std::array<char, 2>;

/// The two characters of each 12 bits, so that three bytes take two look-ups.
constexpr std::array<Pair, 4096> Pairs = [] {
    std::array<Pair, 4096> pairs{};
    for (std::size_t bits = 0; bits < pairs.size(); ++bits)
        pairs[bits] = {Alphabet[bits >> 6], Alphabet[bits & 63]};
    return pairs;
}();

void putPair(char *to, unsigned bits)
{
    std::memcpy(to, Pairs[bits].data(), 2);
}

} // namespace

void appendBase64(QByteArray &out, QByteArrayView bytes)
{
    const qsizetype before = out.size();
    out.resize(before + (bytes.size() + 2) / 3 * 4);
    char *to = out.data() + before;
    const auto *from = reinterpret_cast<const unsigned char *>(bytes.data());
    const auto *const whole = from + bytes.size() / 3 * 3;
    for (; from != whole; from += 3, to += 4) {
        const unsigned bits = unsigned(from[0]) << 16 | unsigned(from[1]) << 8 | from[2];
        putPair(to, bits >> 12);
        putPair(to + 2, bits & 0xfff);
    }
    const qsizetype left = bytes.size() % 3;
    if (left == 0)
        return;
    const unsigned bits = unsigned(from[0]) << 16 | (left == 2 ? unsigned(from[1]) << 8 : 0);
    putPair(to, bits >> 12);
    putPair(to + 2, bits & 0xfff);
    to[3] = '=';
    if (left == 1)
        to[2] = '=';
}

} // namespace galley
