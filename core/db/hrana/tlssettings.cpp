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

Result<QList<QSslCertificate>> certificates(const QByteArray &pem, const QString &source, const QString &what)
{
    const QList<QSslCertificate> found = QSslCertificate::fromData(pem, QSsl::Pem);
    if (found.isEmpty())
        return fail(ErrorCode::Tls,
                    QStringLiteral("There is no certificate in PEM form in %1; choose the file with %2.")
                        .arg(source, what));
    return found;
}

Result<QList<QSslCertificate>> certificatesIn(const QString &path, const QString &what)
{
    auto pem = contents(path, what);
    if (!pem)
        return failure(pem);
    return certificates(*pem, QFileInfo(path).fileName(), what);
}

Result<QSslKey> privateKey(const QByteArray &pem, const QString &source, const QString &passphrase)
{
    for (const QSsl::KeyAlgorithm algorithm : {QSsl::Rsa, QSsl::Ec, QSsl::Dsa}) {
        QSslKey key(pem, algorithm, QSsl::Pem, QSsl::PrivateKey, passphrase.toUtf8());
        if (!key.isNull())
            return key;
    }
    const bool encrypted = pem.contains("ENCRYPTED");
    return fail(
        ErrorCode::Tls,
        (encrypted ? QStringLiteral("The passphrase does not open the client key in %1; check it.")
                   : QStringLiteral(
                         "There is no RSA or EC key in PEM form in %1; choose the file with the client key."))
            .arg(source));
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

struct ClientPair
{
    QList<QSslCertificate> chain;
    QSslKey key;
};

Result<ClientPair> clientPair(const RemoteConfig &config)
{
    const auto what = QStringLiteral("the client certificate");
    const bool inMemory = !config.clientCertPem.isEmpty();
    const QString certName =
        inMemory ? QStringLiteral("the chosen identity") : QFileInfo(config.clientCertFile).fileName();
    const QString keyName = inMemory ? certName : QFileInfo(config.clientKeyFile).fileName();
    auto chain = inMemory ? certificates(config.clientCertPem, certName, what)
                          : certificatesIn(config.clientCertFile, what);
    if (!chain)
        return failure(chain);
    if (auto ok = inItsTime(chain->first(), certName); !ok)
        return failure(ok);
    auto pem = inMemory ? Result<QByteArray>(config.clientKeyPem)
                        : contents(config.clientKeyFile, QStringLiteral("the client key"));
    if (!pem)
        return failure(pem);
    auto key = privateKey(*pem, keyName, config.passphrase);
    if (!key)
        return failure(key);
    return ClientPair{*chain, *key};
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
        auto authorities = certificatesIn(config.caFile, QStringLiteral("the CA certificate"));
        if (!authorities)
            return failure(authorities);
        settings.addCaCertificates(*authorities);
    }
    if (config.clientCertFile.isEmpty() != config.clientKeyFile.isEmpty() ||
        config.clientCertPem.isEmpty() != config.clientKeyPem.isEmpty())
        return fail(ErrorCode::Tls,
                    QStringLiteral("A client certificate and its key go together; choose both files."));
    if (!config.clientCertFile.isEmpty() || !config.clientCertPem.isEmpty()) {
        auto client = clientPair(config);
        if (!client)
            return failure(client);
        settings.setLocalCertificateChain(client->chain);
        settings.setPrivateKey(client->key);
    }
    return settings;
}

} // namespace galley
