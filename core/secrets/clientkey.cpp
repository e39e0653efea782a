#include "core/secrets/clientkey.h"

#include "core/secrets/openssl.h"

#include <QList>

#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/rsa.h>

#include <array>
#include <cstring>

namespace galley {

using namespace openssl;

namespace {

// A stolen file must cost its thief something for each guess; opening it still takes a blink.
constexpr int PassphraseIterations = 200'000;
constexpr qsizetype MaxCommonName = 64; // RFC 5280, ub-common-name

struct PassphraseRequest
{
    const SecretBytes &passphrase;
    bool asked = false;
};

int givePassphrase(char *buffer, int size, int, void *data)
{
    auto *request = static_cast<PassphraseRequest *>(data);
    request->asked = true;
    const qsizetype length = request->passphrase.size();
    if (length == 0 || length > size)
        return -1;
    std::memcpy(buffer, request->passphrase.data(), size_t(length));
    return int(length);
}

/// As a plain encoding, since the key itself would belong to the library context that it was read in.
Pkcs8 readKey(QByteArrayView pem, PassphraseRequest &request)
{
    const Bio bio = reader(pem);
    const Key key(PEM_read_bio_PrivateKey(bio.get(), nullptr, &givePassphrase, &request));
    return Pkcs8(key ? EVP_PKEY2PKCS8(key.get()) : nullptr);
}

/// For old ciphers. The passphrase is handed over at once: asked for through the callback, OpenSSL 3.0 would
/// leak a little in any context but its first.
Pkcs8 readOldKey(QByteArrayView pem, const SecretBytes &passphrase)
{
    const LegacyCiphers legacy;
    if (!legacy.isAvailable())
        return nullptr;
    const Bio bio = reader(pem);
    EVP_PKEY *found = nullptr;
    const Decoder decoder(
        OSSL_DECODER_CTX_new_for_pkey(&found, "PEM", nullptr, nullptr, EVP_PKEY_KEYPAIR, nullptr, nullptr));
    if (!decoder || OSSL_DECODER_CTX_set_passphrase(
                        decoder.get(), reinterpret_cast<const unsigned char *>(passphrase.data()),
                        size_t(passphrase.size())) != 1)
        return nullptr;
    // What stands before the key in the file is passed over.
    while (OSSL_DECODER_from_bio(decoder.get(), bio.get()) != 1 && BIO_eof(bio.get()) == 0) {
    }
    const Key key(found);
    return Pkcs8(key ? EVP_PKEY2PKCS8(key.get()) : nullptr);
}

tl::unexpected<Error> failed(const QString &sentence)
{
    return fail(ErrorCode::Tls, sentence, reasons());
}

} // namespace

Result<ClientKey> ClientKey::adopt(std::shared_ptr<evp_pkey_st> key)
{
    const int kind = EVP_PKEY_get_base_id(key.get());
    if (kind != EVP_PKEY_RSA && kind != EVP_PKEY_EC)
        return fail(ErrorCode::Tls,
                    QStringLiteral("The key is neither an RSA nor an EC key; use one of these kinds."));
    return ClientKey(std::move(key));
}

Result<ClientKey> ClientKey::fromPem(QByteArrayView pem, const SecretBytes &passphrase)
{
    PassphraseRequest request{passphrase};
    Pkcs8 plain = readKey(pem, request);
    if (!plain && request.asked && !passphrase.isEmpty())
        plain = readOldKey(pem, passphrase);
    if (Key key{plain ? EVP_PKCS82PKEY(plain.get()) : nullptr}) {
        reasons(); // of tries that came before the one that worked
        return adopt(std::move(key));
    }
    if (!request.asked)
        return failed(QStringLiteral(
            "There is no private key in PEM form in it; choose the file with the client key."));
    if (passphrase.isEmpty())
        return failed(QStringLiteral("The client key is protected; give its passphrase."));
    return failed(QStringLiteral("The passphrase does not open the client key; check it."));
}

Result<ClientKey> ClientKey::generate(KeyKind kind)
{
    Key key(kind == KeyKind::Rsa3072 ? EVP_RSA_gen(3072) : EVP_EC_gen("P-256"));
    if (!key)
        return failed(QStringLiteral("OpenSSL can't make a key on this computer; check its installation."));
    return adopt(std::move(key));
}

Result<QByteArray> ClientKey::encryptedPem(const SecretBytes &passphrase) const
{
    if (passphrase.isEmpty())
        return fail(ErrorCode::InvalidInput,
                    QStringLiteral("A key is kept only under a passphrase; choose one."));
    const auto refused = QStringLiteral("The key can't be encrypted; check the installation of OpenSSL.");
    const Pkcs8 plain(EVP_PKEY2PKCS8(handle()));
    std::array<unsigned char, 16> salt;
    if (!plain || RAND_bytes(salt.data(), int(salt.size())) != 1)
        return failed(refused);
    Algorithm algorithm(PKCS5_pbe2_set_iv(EVP_aes_256_cbc(), PassphraseIterations, salt.data(),
                                          int(salt.size()), nullptr, NID_hmacWithSHA256));
    if (!algorithm)
        return failed(refused);
    const EncryptedPkcs8 encrypted(
        PKCS8_set0_pbe(passphrase.data(), int(passphrase.size()), plain.get(), algorithm.get()));
    if (!encrypted)
        return failed(refused);
    (void)algorithm.release(); // it belongs to the encrypted key now
    const Bio bio = writer();
    if (PEM_write_bio_PKCS8(bio.get(), encrypted.get()) != 1)
        return failed(refused);
    return written(bio);
}

Result<SecretBytes> ClientKey::clearPem() const
{
    const Bio bio = writer();
    if (PEM_write_bio_PKCS8PrivateKey(bio.get(), handle(), nullptr, nullptr, 0, nullptr, nullptr) != 1)
        return failed(QStringLiteral("The key can't be handed to the TLS connection."));
    char *data = nullptr;
    const long size = BIO_get_mem_data(bio.get(), &data);
    SecretBytes pem{QByteArray(data, size)};
    OPENSSL_cleanse(data, size_t(size));
    return pem;
}

Result<QByteArray> ClientKey::signingRequest(const QString &commonName) const
{
    const QString name = commonName.trimmed();
    if (name.isEmpty() || name.toUcs4().size() > MaxCommonName)
        return fail(ErrorCode::InvalidInput,
                    QStringLiteral("The name in a certificate has 1 to 64 characters; choose another."));
    const auto refused = QStringLiteral(
        "The signing request can't be made; check the name, which may hold letters and spaces.");
    const QByteArray utf8 = name.toUtf8();
    const Request request(X509_REQ_new());
    if (!request || X509_REQ_set_version(request.get(), X509_REQ_VERSION_1) != 1 ||
        X509_NAME_add_entry_by_txt(X509_REQ_get_subject_name(request.get()), "CN", MBSTRING_UTF8,
                                   reinterpret_cast<const unsigned char *>(utf8.constData()),
                                   int(utf8.size()), -1, 0) != 1 ||
        X509_REQ_set_pubkey(request.get(), handle()) != 1 ||
        X509_REQ_sign(request.get(), handle(), EVP_sha256()) <= 0)
        return failed(refused);
    const Bio bio = writer();
    if (PEM_write_bio_X509_REQ(bio.get(), request.get()) != 1)
        return failed(refused);
    return written(bio);
}

} // namespace galley
