// Bytes that are overwritten before their memory goes back: passphrases, and keys in the clear.
#pragma once

#include <QByteArray>
#include <QString>

namespace galley {

/// Moved, never copied. What Qt keeps of a secret elsewhere (a QString that was typed, a TLS key) is out of
/// its reach.
class SecretBytes
{
public:
    SecretBytes() = default;
    /// Takes over the only reference to `bytes`: of a shared array the other copies stay as they are.
    explicit SecretBytes(QByteArray &&bytes);
    static SecretBytes fromText(const QString &text) { return SecretBytes(text.toUtf8()); }
    SecretBytes(SecretBytes &&other) noexcept;
    SecretBytes &operator=(SecretBytes &&other) noexcept;
    ~SecretBytes();

    bool isEmpty() const { return m_bytes.isEmpty(); }
    /// As long as this lives.
    QByteArrayView view() const { return m_bytes; }
    /// Ends with a NUL.
    const char *data() const { return m_bytes.constData(); }
    qsizetype size() const { return m_bytes.size(); }

private:
    void wipe();

    QByteArray m_bytes;
};

} // namespace galley
