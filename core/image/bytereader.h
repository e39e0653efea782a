// Reads numbers and runs of bytes in order. Reading past the end gives zeros and sets `failed` for good, so a
// parser may read a whole structure and ask once. It views the bytes; they must outlive it.
#pragma once

#include <QByteArrayView>
#include <QtEndian>

namespace galley {

class ByteReader
{
public:
    explicit ByteReader(QByteArrayView bytes) : m_bytes(bytes) {}

    QByteArrayView take(qsizetype count)
    {
        if (m_failed || count < 0 || count > m_bytes.size() - m_at) {
            m_failed = true;
            return {};
        }
        m_at += count;
        return m_bytes.sliced(m_at - count, count);
    }
    quint8 u8() { return number<quint8>(Endian::Big); }
    quint16 be16() { return number<quint16>(Endian::Big); }
    quint32 be32() { return number<quint32>(Endian::Big); }
    quint16 le16() { return number<quint16>(Endian::Little); }
    quint32 le32() { return number<quint32>(Endian::Little); }
    quint32 le24()
    {
        const quint32 low = le16();
        return low | quint32(u8()) << 16;
    }

    void seek(qsizetype offset)
    {
        m_failed = m_failed || offset < 0 || offset > m_bytes.size();
        if (!m_failed)
            m_at = offset;
    }
    qsizetype position() const { return m_at; }
    bool atEnd() const { return m_failed || m_at == m_bytes.size(); }
    bool failed() const { return m_failed; }

    /// The bytes from an earlier position up to here.
    QByteArrayView since(qsizetype start) const { return m_bytes.sliced(start, m_at - start); }

private:
    enum class Endian
    {
        Big,
        Little
    };

    template <typename T>
    T number(Endian endian)
    {
        const QByteArrayView bytes = take(sizeof(T));
        if (bytes.isEmpty())
            return 0;
        return endian == Endian::Big ? qFromBigEndian<T>(bytes.data()) : qFromLittleEndian<T>(bytes.data());
    }

    QByteArrayView m_bytes;
    qsizetype m_at = 0;
    bool m_failed = false;
};

} // namespace galley
