// OpenSSL's objects as C++ owns things. Only for the .cpp files of this room.
#pragma once

#include "core/base/result.h"
#include "core/secrets/secretbytes.h"

#include <openssl/bio.h>
#include <openssl/decoder.h>
#include <openssl/evp.h>
#include <openssl/pkcs12.h>
#include <openssl/provider.h>
#include <openssl/x509.h>

#include <memory>
#include <vector>

namespace galley::openssl {

template <auto Free>
struct Freed
{
    template <typename T>
    void operator()(T *object) const
    {
        Free(object);
    }
};

using Bio = std::unique_ptr<BIO, Freed<BIO_free_all>>;
using Key = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Freed<X509_free>>;
using Request = std::unique_ptr<X509_REQ, Freed<X509_REQ_free>>;
using Pkcs12 = std::unique_ptr<PKCS12, Freed<PKCS12_free>>;
using Pkcs8 = std::unique_ptr<PKCS8_PRIV_KEY_INFO, Freed<PKCS8_PRIV_KEY_INFO_free>>;
using EncryptedPkcs8 = std::unique_ptr<X509_SIG, Freed<X509_SIG_free>>;
using Algorithm = std::unique_ptr<X509_ALGOR, Freed<X509_ALGOR_free>>;
using Decoder = std::unique_ptr<OSSL_DECODER_CTX, Freed<OSSL_DECODER_CTX_free>>;
using LibraryContext = std::unique_ptr<OSSL_LIB_CTX, Freed<OSSL_LIB_CTX_free>>;
using Provider = std::unique_ptr<OSSL_PROVIDER, Freed<OSSL_PROVIDER_unload>>;

/// Reads from `bytes`, which must outlive it.
Bio reader(QByteArrayView bytes);
Bio writer();
QByteArray written(const Bio &bio);

/// Empties the thread's error queue. The reasons, for Error::detail: OpenSSL's own words, nothing of the
/// input.
QString reasons();

/// Certificates in PEM, in any order and with other things between them, or one in DER. Errors: Tls.
Result<std::vector<std::shared_ptr<x509_st>>> readCertificates(QByteArrayView bytes);

/// As in RFC 2253: "CN=author,O=Blog".
QString nameText(const X509_NAME *name);

/// While it lives, OpenSSL on this thread also knows the old ciphers (RC2, single DES, …), in a library
/// context of its own: no other thread and no TLS connection can come to use them. PKCS12_parse of
/// OpenSSL 3.0 opens its keys in the thread's default context alone, so that is what is exchanged. Objects
/// made meanwhile must not outlive it, save for plain encodings (PKCS8_PRIV_KEY_INFO, DER).
class LegacyCiphers
{
public:
    LegacyCiphers();
    LegacyCiphers(const LegacyCiphers &) = delete;
    LegacyCiphers &operator=(const LegacyCiphers &) = delete;
    ~LegacyCiphers();
    /// False where OpenSSL's legacy module is not installed.
    bool isAvailable() const { return m_legacy != nullptr && m_default != nullptr; }

private:
    LibraryContext m_context;
    Provider m_default;
    Provider m_legacy;
    OSSL_LIB_CTX *m_before;
};

} // namespace galley::openssl
