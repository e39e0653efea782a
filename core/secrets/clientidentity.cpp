#include "core/secrets/clientidentity.h"

#include "core/secrets/openssl.h"

#include <QLocale>
#include <QTimeZone>

#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <array>
#include <ctime>

namespace galley {

using namespace openssl;

namespace {

using Certificates = std::vector<std::shared_ptr<x509_st>>;

constexpr qint64 SecondsOfDay = 24 * 60 * 60;

QDateTime timeOf(const ASN1_TIME *time)
{
    std::tm parts{};
    if (ASN1_TIME_to_tm(time, &parts) != 1)
        return {};
    return QDateTime(QDate(parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday),
                     QTime(parts.tm_hour, parts.tm_min, parts.tm_sec), QTimeZone::utc());
}

QString dayOf(const QDateTime &time)
{
    return QLocale::c().toString(time.toUTC().date(), QStringLiteral("d MMMM yyyy"));
}

bool belongsTo(const std::shared_ptr<x509_st> &certificate, const ClientKey &key)
{
    return X509_check_private_key(certificate.get(), key.handle()) == 1;
}

/// `leaf`, then each time the one that issued the last, out of `pool`.
Certificates chainFrom(std::shared_ptr<x509_st> leaf, Certificates pool)
{
    Certificates chain{std::move(leaf)};
    while (true) {
        std::erase(pool, chain.back());
        const auto issuer = std::ranges::find_if(pool, [&](const auto &other) {
            return X509_check_issued(other.get(), chain.back().get()) == X509_V_OK;
        });
        if (issuer == pool.end())
            return chain;
        chain.push_back(*issuer);
    }
}

} // namespace

ClientIdentity::ClientIdentity(ClientKey key, Certificates chain)
    : m_key(std::move(key)), m_chain(std::move(chain))
{
}

Result<ClientIdentity> ClientIdentity::fromPem(QByteArrayView certificates, QByteArrayView key,
                                               const SecretBytes &passphrase)
{
    auto found = readCertificates(certificates);
    if (!found)
        return failure(found);
    auto opened = ClientKey::fromPem(key, passphrase);
    if (!opened)
        return failure(opened);
    return join(*opened, *found);
}

Result<ClientIdentity> ClientIdentity::join(const ClientKey &key, QByteArrayView certificates)
{
    auto found = readCertificates(certificates);
    if (!found)
        return failure(found);
    return join(key, *found);
}

Result<ClientIdentity> ClientIdentity::join(const ClientKey &key, const Certificates &certificates)
{
    const auto own =
        std::ranges::find_if(certificates, [&](const auto &each) { return belongsTo(each, key); });
    const QString detail = reasons();
    if (own == certificates.end())
        return fail(
            ErrorCode::Tls,
            QStringLiteral(
                "The key does not belong to the client certificate; choose the two that were made together."),
            detail);
    return ClientIdentity(key, chainFrom(*own, certificates));
}

IdentityInfo ClientIdentity::info(const QDateTime &now) const
{
    X509 *certificate = m_chain.front().get();
    IdentityInfo info;
    info.subject = nameText(X509_get_subject_name(certificate));
    info.issuer = nameText(X509_get_issuer_name(certificate));
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest;
    unsigned size = 0;
    if (X509_digest(certificate, EVP_sha256(), digest.data(), &size) == 1)
        info.fingerprintSha256 = QString::fromLatin1(
            QByteArray(reinterpret_cast<const char *>(digest.data()), qsizetype(size)).toHex(':').toUpper());
    info.notBefore = timeOf(X509_get0_notBefore(certificate));
    info.notAfter = timeOf(X509_get0_notAfter(certificate));
    const qint64 left = now.secsTo(info.notAfter);
    info.daysLeft = left >= 0 ? left / SecondsOfDay : -((-left + SecondsOfDay - 1) / SecondsOfDay);
    return info;
}

Status ClientIdentity::validAt(const QDateTime &now) const
{
    const IdentityInfo dates = info(now);
    if (now < dates.notBefore)
        return fail(
            ErrorCode::Tls,
            QStringLiteral("The client certificate is not valid before %1; check this computer's clock, "
                           "or wait until then.")
                .arg(dayOf(dates.notBefore)));
    if (now > dates.notAfter)
        return fail(ErrorCode::Tls,
                    QStringLiteral("The client certificate expired on %1; ask its authority for a new one.")
                        .arg(dayOf(dates.notAfter)));
    return {};
}

std::optional<QString> ClientIdentity::expiryWarning(const QDateTime &now) const
{
    const IdentityInfo dates = info(now);
    if (dates.daysLeft >= ExpiryWarningDays)
        return {};
    return QStringLiteral("The client certificate expires on %1; ask its authority for a new one.")
        .arg(dayOf(dates.notAfter));
}

QByteArray ClientIdentity::certificatePem() const
{
    const Bio bio = writer();
    for (const auto &certificate : m_chain)
        PEM_write_bio_X509(bio.get(), certificate.get());
    return written(bio);
}

} // namespace galley
