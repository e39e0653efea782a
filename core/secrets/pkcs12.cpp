// PKCS#12 (RFC 7292), as browsers, Windows and macOS write it.
#include "core/secrets/clientidentity.h"
#include "core/secrets/openssl.h"

namespace galley {

using namespace openssl;

namespace {

void freeAll(STACK_OF(X509) * certificates)
{
    sk_X509_pop_free(certificates, X509_free);
}

using Stack = std::unique_ptr<STACK_OF(X509), Freed<freeAll>>;

/// Plain encodings: see LegacyCiphers.
struct Contents
{
    Pkcs8 key;
    std::vector<QByteArray> certificates; // DER
};

QByteArray encoded(X509 *certificate)
{
    const Bio bio = writer();
    i2d_X509_bio(bio.get(), certificate);
    return written(bio);
}

Pkcs12 decode(QByteArrayView file)
{
    const Bio bio = reader(file);
    return Pkcs12(d2i_PKCS12_bio(bio.get(), nullptr));
}

bool opens(const Pkcs12 &box, const SecretBytes &passphrase)
{
    if (PKCS12_verify_mac(box.get(), passphrase.data(), int(passphrase.size())) == 1)
        return true;
    // No passphrase and an empty one are two different things in this format.
    return passphrase.isEmpty() && PKCS12_verify_mac(box.get(), nullptr, 0) == 1;
}

std::optional<Contents> unpack(const Pkcs12 &box, const SecretBytes &passphrase)
{
    EVP_PKEY *key = nullptr;
    X509 *own = nullptr;
    STACK_OF(X509) *others = nullptr;
    const int done = PKCS12_parse(box.get(), passphrase.data(), &key, &own, &others);
    const Key keptKey(key);
    const Certificate keptOwn(own);
    const Stack keptOthers(others);
    if (done != 1)
        return {};
    Contents contents;
    if (keptKey)
        contents.key.reset(EVP_PKEY2PKCS8(keptKey.get()));
    if (keptOwn)
        contents.certificates.push_back(encoded(keptOwn.get()));
    for (int i = 0; i < sk_X509_num(others); ++i)
        contents.certificates.push_back(encoded(sk_X509_value(others, i)));
    return contents;
}

} // namespace

Result<ClientIdentity> ClientIdentity::fromPkcs12(QByteArrayView file, const SecretBytes &passphrase)
{
    const Pkcs12 box = decode(file);
    if (!box)
        return fail(
            ErrorCode::Tls,
            QStringLiteral("That is not a PKCS#12 file; choose a .p12 or .pfx file with a certificate "
                           "and its key."),
            reasons());
    if (PKCS12_mac_present(box.get()) != 1)
        return fail(ErrorCode::Tls,
                    QStringLiteral("The PKCS#12 file has no checksum (MAC), so nobody can tell "
                                   "whether it is whole; export it again with one."));
    if (!opens(box, passphrase))
        return fail(ErrorCode::Tls,
                    passphrase.isEmpty()
                        ? QStringLiteral("The PKCS#12 file is protected; give its passphrase.")
                        : QStringLiteral("The passphrase does not open the PKCS#12 file; check it."),
                    reasons());
    auto contents = unpack(box, passphrase);
    if (!contents) {
        const LegacyCiphers legacy;
        if (legacy.isAvailable()) {
            if (const Pkcs12 old = decode(file))
                contents = unpack(old, passphrase);
        }
    }
    const QString detail = reasons();
    if (!contents)
        return fail(ErrorCode::Tls,
                    QStringLiteral("The PKCS#12 file is damaged, or in a cipher that this computer's OpenSSL "
                                   "doesn't know; export it again."),
                    detail);
    Key opened(contents->key ? EVP_PKCS82PKEY(contents->key.get()) : nullptr);
    if (!opened)
        return fail(ErrorCode::Tls,
                    QStringLiteral("The PKCS#12 file holds no private key; export it again with the key."),
                    reasons());
    std::vector<std::shared_ptr<x509_st>> certificates;
    for (const QByteArray &der : contents->certificates) {
        const Bio bio = reader(der);
        if (Certificate certificate{d2i_X509_bio(bio.get(), nullptr)})
            certificates.push_back(std::move(certificate));
    }
    if (certificates.empty())
        return fail(ErrorCode::Tls,
                    QStringLiteral("The PKCS#12 file holds no certificate; export it again with "
                                   "the certificate."));
    auto key = ClientKey::adopt(std::move(opened));
    if (!key)
        return failure(key);
    return join(*key, certificates);
}

} // namespace galley
