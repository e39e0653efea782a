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

/// What each character means at each of four places, shifted to where it belongs; NoBase64 for what means nothing.
using Meanings = std::array<std::array<quint32, 256>, 4>;
constexpr quint32 NoBase64 = 1u << 31;
constexpr Meanings Meaning = [] {
    Meanings meanings{};
    for (std::size_t place = 0; place < meanings.size(); ++place) {
        meanings[place].fill(NoBase64);
        for (unsigned value = 0; value < 64; ++value)
            meanings[place][static_cast<unsigned char>(Alphabet[value])] = value << (18 - 6 * place);
    }
    return meanings;
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

std::optional<QByteArray> fromBase64(QByteArrayView text)
{
    constexpr qsizetype MostPadding = 2;
    for (int i = 0; i < MostPadding && text.endsWith('='); ++i)
        text.chop(1);
    const qsizetype left = text.size() % 4;
    if (left == 1) // six bits are no byte
        return std::nullopt;
    QByteArray bytes(text.size() / 4 * 3 + (left == 0 ? 0 : left - 1), Qt::Uninitialized);
    const auto *from = reinterpret_cast<const unsigned char *>(text.data());
    const auto *const whole = from + text.size() / 4 * 4;
    char *to = bytes.data();
    quint32 seen = 0;
    const auto put = [&to](quint32 bits, int count) {
        for (int i = 0; i < count; ++i)
            *to++ = char(bits >> (16 - 8 * i) & 0xff);
    };
    for (; from != whole; from += 4) {
        const quint32 bits = Meaning[0][from[0]] | Meaning[1][from[1]] | Meaning[2][from[2]] | Meaning[3][from[3]];
        seen |= bits;
        put(bits, 3);
    }
    if (left > 0) {
        const quint32 bits = Meaning[0][from[0]] | Meaning[1][from[1]] | (left == 3 ? Meaning[2][from[2]] : 0);
        seen |= bits;
        put(bits, int(left) - 1);
    }
    if ((seen & NoBase64) != 0)
        return std::nullopt;
    return bytes;
}

} // namespace galley
