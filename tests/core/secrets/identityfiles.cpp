#include "tests/core/secrets/identityfiles.h"

#include "tests/support/childprocess.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace galley::test {

namespace {

const auto authorityConfiguration = QByteArrayLiteral(R"([ca]
default_ca = test
[test]
database = index.txt
new_certs_dir = .
rand_serial = yes
default_md = sha256
policy = any
unique_subject = no
[any]
commonName = supplied
)");

} // namespace

Status IdentityFiles::openssl(const QString &command)
{
    auto output = runProgram(QStringLiteral("openssl"), QProcess::splitCommand(command), m_dir.path());
    if (!output)
        return failure(output);
    return {};
}

Status IdentityFiles::makeAuthority(const QString &name)
{
    return openssl(QStringLiteral("req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 "
                                  "-subj /CN=%1 -keyout %1.key -out %1.pem")
                       .arg(name));
}

Status IdentityFiles::makeClient(const QString &name, const QString &genpkey, const QString &subject)
{
    if (auto ok = openssl(QStringLiteral("genpkey -algorithm %2 -out %1.key").arg(name, genpkey)); !ok)
        return ok;
    if (auto ok =
            openssl(QStringLiteral("req -new -utf8 -key %1.key -subj \"%2\" -out %1.csr").arg(name, subject));
        !ok)
        return ok;
    return openssl(
        QStringLiteral("x509 -req -in %1.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -out %1.pem")
            .arg(name));
}

Status IdentityFiles::sign(const QString &name, const QString &notBefore, const QString &notAfter)
{
    if (auto ok = write(QStringLiteral("index.txt"), {}); !ok)
        return ok;
    if (auto ok = write(QStringLiteral("ca.cnf"), authorityConfiguration); !ok)
        return ok;
    return openssl(
        QStringLiteral(
            "ca -batch -notext -config ca.cnf -cert ca.pem -keyfile ca.key -startdate %2 -enddate %3 "
            "-in %1.csr -out %1.pem")
            .arg(name, notBefore, notAfter));
}

QByteArray IdentityFiles::read(const QString &name) const
{
    QFile file(path(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

Status IdentityFiles::write(const QString &name, const QByteArray &bytes) const
{
    QFile file(path(name));
    QDir().mkpath(QFileInfo(file).path());
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        return fail(ErrorCode::Io, QStringLiteral("%1 can't be written.").arg(name));
    return {};
}

} // namespace galley::test
