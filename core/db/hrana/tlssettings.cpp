#include "core/db/hrana/tlssettings.h"

#include <QDateTime>
#include <QFile>
#include <QFileInfo>
#include <QLocale>
#include <QSslCertificate>
#include <QSslKey>
#include <QSslSocket>

namespace galley {

namespace {

Result<QByteArray> contents(const QString &path, const QString &what)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::Io,
                    QStringLiteral("The file with %1, %2, can't be read; check its path.")
                        .arg(what, QFileInfo(path).fileName()),
                    file.errorString());
    return file.readAll();
}

Result<QList<QSslCertificate>> certificates(const QString &path, const QString &what)
{
    auto pem = contents(path, what);
    if (!pem)
        return failure(pem);
    const QList<QSslCertificate> found = QSslCertificate::fromData(*pem, QSsl::Pem);
    if (found.isEmpty())
        return fail(ErrorCode::Tls,
                    QStringLiteral("%1 holds no certificate in PEM form; choose the file with %2.")
                        .arg(QFileInfo(path).fileName(), what));
    return found;
}

Result<QSslKey> privateKey(const QString &path, const QString &passphrase)
{
    auto pem = contents(path, QStringLiteral("the client key"));
    if (!pem)
        return failure(pem);
    for (const QSsl::KeyAlgorithm algorithm : {QSsl::Rsa, QSsl::Ec, QSsl::Dsa}) {
        QSslKey key(*pem, algorithm, QSsl::Pem, QSsl::PrivateKey, passphrase.toUtf8());
        if (!key.isNull())
            return key;
    }
    const bool encrypted = pem->contains("ENCRYPTED");
    return fail(
        ErrorCode::Tls,
        (encrypted
             ? QStringLiteral("The passphrase does not open the client key in %1; check it.")
             : QStringLiteral("%1 holds no RSA or EC key in PEM form; choose the file with the client key."))
            .arg(QFileInfo(path).fileName()));
}

/// Servers refuse such a certificate without saying why.
Status inItsTime(const QSslCertificate &certificate, const QString &name)
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const auto date = [](const QDateTime &at) {
        return QLocale::c().toString(at.date(), QStringLiteral("d MMMM yyyy"));
    };
    if (certificate.expiryDate() < now)
        return fail(ErrorCode::Tls,
                    QStringLiteral("The client certificate in %1 expired on %2; ask for a new one.")
                        .arg(name, date(certificate.expiryDate())));
    if (certificate.effectiveDate() > now)
        return fail(ErrorCode::Tls,
                    QStringLiteral("The client certificate in %1 is not valid before %2; check the date "
                                   "of this computer.")
                        .arg(name, date(certificate.effectiveDate())));
    return {};
}

} // namespace

Result<QSslConfiguration> tlsSettings(const RemoteConfig &config)
{
    if (!QSslSocket::supportsSsl())
        return fail(ErrorCode::Tls, QStringLiteral("This computer has no TLS library; install OpenSSL 3."));
    QSslConfiguration settings = QSslConfiguration::defaultConfiguration();
    settings.setProtocol(QSsl::TlsV1_2OrLater);
    settings.setPeerVerifyMode(QSslSocket::VerifyPeer);
    if (!config.caFile.isEmpty()) {
        auto authorities = certificates(config.caFile, QStringLiteral("the CA certificate"));
        if (!authorities)
            return failure(authorities);
        settings.addCaCertificates(*authorities);
    }
    if (config.clientCertFile.isEmpty() != config.clientKeyFile.isEmpty())
        return fail(ErrorCode::Tls,
                    QStringLiteral("A client certificate and its key go together; choose both files."));
    if (!config.clientCertFile.isEmpty()) {
        auto chain = certificates(config.clientCertFile, QStringLiteral("the client certificate"));
        if (!chain)
            return failure(chain);
        if (auto ok = inItsTime(chain->first(), QFileInfo(config.clientCertFile).fileName()); !ok)
            return failure(ok);
        auto key = privateKey(config.clientKeyFile, config.passphrase);
        if (!key)
            return failure(key);
        settings.setLocalCertificateChain(*chain);
        settings.setPrivateKey(*key);
    }
    return settings;
}

} // namespace galley
