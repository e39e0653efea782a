#include "tests/support/tlsfiles.h"

#include "tests/support/canary.h"
#include "tests/support/childprocess.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace galley::test {

namespace {

// `openssl ca` rather than `openssl x509`, which could not make a certificate of the past or keep a list of
// the revoked.
constexpr char CaSettings[] = R"([ca]
default_ca = test
[test]
database = index.txt
serial = serial
new_certs_dir = .
default_md = sha256
default_crl_days = 2
unique_subject = no
copy_extensions = copy
policy = anything
[anything]
commonName = supplied
)";

constexpr char Ec[] = "ec -pkeyopt ec_paramgen_curve:prime256v1";
constexpr char Rsa[] = "rsa:2048";
const auto forLocalhost = QStringLiteral("subjectAltName=DNS:localhost");
const auto forClients = QStringLiteral("extendedKeyUsage=clientAuth");

QStringList words(const char *text)
{
    return QString::fromLatin1(text).split(QLatin1Char(' '));
}

} // namespace

Result<std::unique_ptr<TlsFiles>> TlsFiles::make()
{
    std::unique_ptr<TlsFiles> files(new TlsFiles);
    if (auto ok = files->makeAll(); !ok)
        return failure(ok);
    return files;
}

Status TlsFiles::makeAll()
{
    struct Wanted
    {
        const char *name;
        const char *authority;
        const char *subject;
        QString extension;
        Validity validity = Validity::Now;
    };
    const Wanted wanted[] = {
        {"server", "ca", "localhost", forLocalhost},
        {"server-expired", "ca", "localhost", forLocalhost, Validity::Past},
        {"server-future", "ca", "localhost", forLocalhost, Validity::Future},
        {"server-elsewhere", "ca", "elsewhere", QStringLiteral("subjectAltName=DNS:elsewhere.example")},
        {"server-stranger", "other-ca", "localhost", forLocalhost},
        {"client", "ca", "author", forClients},
        {"client-expired", "ca", "author", forClients, Validity::Past},
        {"client-revoked", "ca", "author", forClients},
        {"other", "other-ca", "stranger", forClients},
    };
    if (auto ok = write(QStringLiteral("ca.cnf"), CaSettings); !ok)
        return ok;
    if (auto ok = write(QStringLiteral("index.txt"), {}); !ok)
        return ok;
    if (auto ok = write(QStringLiteral("serial"), "1000\n"); !ok)
        return ok;
    const auto isAuthority = QStringLiteral("keyUsage=keyCertSign,cRLSign");
    for (const QString &name : {QStringLiteral("ca"), QStringLiteral("other-ca")}) {
        if (auto ok = makeAuthority(name, name, isAuthority); !ok)
            return ok;
    }
    if (auto ok = makeAuthority(QStringLiteral("server-itself"), QStringLiteral("localhost"), forLocalhost);
        !ok)
        return ok;
    for (const Wanted &one : wanted) {
        if (auto ok = makeCertificate(QString::fromLatin1(one.name), QString::fromLatin1(one.authority),
                                      QString::fromLatin1(one.subject), one.extension, one.validity);
            !ok)
            return ok;
    }
    if (auto ok = openssl(words("ca -config ca.cnf -cert ca.pem -keyfile ca.key -revoke client-revoked.pem"));
        !ok)
        return ok;
    if (auto ok = openssl(words("ca -config ca.cnf -cert ca.pem -keyfile ca.key -gencrl -out crl.pem")); !ok)
        return ok;
    if (auto ok = write(QStringLiteral("theirs/pass"), CanaryPassphrase); !ok)
        return ok;
    return openssl(words("rsa -in client.key -aes256 -out client-encrypted.key -passout file:theirs/pass"));
}

Status TlsFiles::makeAuthority(const QString &name, const QString &subject, const QString &extension)
{
    return openssl(words("req -x509 -nodes -days 2 -newkey") + words(Ec) +
                   QStringList{QStringLiteral("-subj"), QStringLiteral("/CN=") + subject,
                               QStringLiteral("-addext"), extension, QStringLiteral("-keyout"),
                               name + QStringLiteral(".key"), QStringLiteral("-out"),
                               name + QStringLiteral(".pem")});
}

Status TlsFiles::makeCertificate(const QString &name, const QString &authority, const QString &subject,
                                 const QString &extension, Validity validity)
{
    const QString request = name + QStringLiteral(".csr");
    if (auto ok =
            openssl(words("req -new -nodes -newkey") + words(name == QLatin1String("client") ? Rsa : Ec) +
                    QStringList{QStringLiteral("-subj"), QStringLiteral("/CN=") + subject,
                                QStringLiteral("-addext"), extension, QStringLiteral("-keyout"),
                                name + QStringLiteral(".key"), QStringLiteral("-out"), request});
        !ok)
        return ok;
    QStringList when = words("-days 2");
    if (validity == Validity::Past)
        when = words("-startdate 20200101000000Z -enddate 20210101000000Z");
    else if (validity == Validity::Future)
        when = words("-startdate 20900101000000Z -enddate 20910101000000Z");
    return openssl(words("ca -config ca.cnf -batch -notext") + when +
                   QStringList{QStringLiteral("-cert"), authority + QStringLiteral(".pem"),
                               QStringLiteral("-keyfile"), authority + QStringLiteral(".key"),
                               QStringLiteral("-in"), request, QStringLiteral("-out"),
                               name + QStringLiteral(".pem")});
}

Status TlsFiles::openssl(const QStringList &arguments) const
{
    auto output = runProgram(QStringLiteral("openssl"), arguments, m_dir.path());
    if (!output)
        return failure(output);
    return {};
}

Status TlsFiles::write(const QString &name, const QByteArray &text) const
{
    QFile out(file(name));
    QDir().mkpath(QFileInfo(out).path());
    if (!out.open(QIODevice::WriteOnly) || out.write(text) != text.size())
        return fail(ErrorCode::Io, QStringLiteral("%1 can't be written.").arg(name));
    return {};
}

} // namespace galley::test
