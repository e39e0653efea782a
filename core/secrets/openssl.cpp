#include "core/secrets/openssl.h"

#include <QStringList>

#include <openssl/err.h>
#include <openssl/pem.h>

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

Result<std::vector<std::shared_ptr<x509_st>>> readCertificates(QByteArrayView bytes)
{
    std::vector<std::shared_ptr<x509_st>> found;
    const Bio pem = reader(bytes);
    while (X509 *certificate = PEM_read_bio_X509(pem.get(), nullptr, nullptr, nullptr))
        found.push_back(Certificate(certificate));
    // After the last certificate there is no further start line; anything else is a damaged one.
    const bool ended = ERR_GET_REASON(ERR_peek_last_error()) == PEM_R_NO_START_LINE;
    const QString detail = reasons();
    if (found.empty() && ended) {
        const Bio der = reader(bytes);
        if (X509 *certificate = d2i_X509_bio(der.get(), nullptr))
            found.push_back(Certificate(certificate));
        reasons();
    }
    if (found.empty() || !ended)
        return fail(ErrorCode::Tls,
                    QStringLiteral("That is not a certificate; choose the file with the client certificate."),
                    detail);
    return found;
}

QString nameText(const X509_NAME *name)
{
    const Bio bio = writer();
    X509_NAME_print_ex(bio.get(), name, 0, XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB);
    return QString::fromUtf8(written(bio));
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
