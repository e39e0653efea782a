#include "core/secrets/openssl.h"

#include <QStringList>

#include <openssl/err.h>

namespace galley::openssl {

Bio reader(QByteArrayView bytes)
{
    return Bio(BIO_new_mem_buf(bytes.data(), int(bytes.size())));
}

Bio writer()
{
    return Bio(BIO_new(BIO_s_mem()));
}

QByteArray written(const Bio &bio)
{
    char *data = nullptr;
    const long size = BIO_get_mem_data(bio.get(), &data);
    return QByteArray(data, size);
}

QString reasons()
{
    QStringList all;
    while (const unsigned long code = ERR_get_error()) {
        const char *reason = ERR_reason_error_string(code);
        all += reason != nullptr ? QString::fromUtf8(reason) : QString::number(code, 16);
    }
    all.removeDuplicates();
    return all.join(QStringLiteral("; "));
}

LegacyCiphers::LegacyCiphers()
    : m_context(OSSL_LIB_CTX_new()),
      m_default(OSSL_PROVIDER_load(m_context.get(), "default")),
      m_legacy(OSSL_PROVIDER_load(m_context.get(), "legacy")),
      m_before(OSSL_LIB_CTX_set0_default(m_context.get()))
{
}

LegacyCiphers::~LegacyCiphers()
{
    OSSL_LIB_CTX_set0_default(m_before);
}

} // namespace galley::openssl
