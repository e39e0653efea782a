// A private key of the author: read, generated, written encrypted. Sources: RFC 5958 (PKCS#8), RFC 2986
// (CSR).
#pragma once

#include "core/base/result.h"
#include "core/secrets/secretbytes.h"

#include <memory>

struct evp_pkey_st;

namespace galley {

enum class KeyKind
{
    EcP256,
    Rsa3072,
};

/// An RSA or EC key; never empty. A value: copies share the key, which never changes. Any thread.
class ClientKey
{
public:
    /// The first private key in PEM text: PKCS#8 in the clear or encrypted, traditional ("RSA PRIVATE KEY")
    /// in the clear or encrypted. `passphrase` is not looked at for a key in the clear. Errors: Tls.
    static Result<ClientKey> fromPem(QByteArrayView pem, const SecretBytes &passphrase);
    static Result<ClientKey> generate(KeyKind kind);
    /// Checks the kind. Errors: Tls.
    static Result<ClientKey> adopt(std::shared_ptr<evp_pkey_st> key);

    /// PKCS#8 in PEM, encrypted with AES-256: how a key rests on a disk. An empty passphrase is InvalidInput.
    Result<QByteArray> encryptedPem(const SecretBytes &passphrase) const;
    /// PKCS#8 in PEM, in the clear: for the memory of a TLS connection and for no file.
    Result<SecretBytes> clearPem() const;
    /// A certificate signing request in PEM, to be handed to the owner of an authority. `commonName` is 1 to
    /// 64 characters. Errors: InvalidInput, Tls.
    Result<QByteArray> signingRequest(const QString &commonName) const;

    evp_pkey_st *handle() const { return m_key.get(); }

private:
    explicit ClientKey(std::shared_ptr<evp_pkey_st> key) : m_key(std::move(key)) {}

    std::shared_ptr<evp_pkey_st> m_key;
};

} // namespace galley
