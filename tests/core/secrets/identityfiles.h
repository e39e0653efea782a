// Authorities, keys and certificates in every form, made with the openssl command in a folder of the test's
// own.
#pragma once

#include "core/base/result.h"

#include <QTemporaryDir>

namespace galley::test {

class IdentityFiles
{
public:
    /// Runs openssl with the words of `command` in the folder.
    Status openssl(const QString &command);
    /// NAME.pem and NAME.key: an authority.
    Status makeAuthority(const QString &name);
    /// NAME.key as `openssl genpkey` takes it ("RSA -pkeyopt …"), NAME.pem with `subject`, signed by ca.
    Status makeClient(const QString &name, const QString &genpkey, const QString &subject);
    /// Signs NAME.csr as NAME.pem with any validity (dates as openssl ca takes them: YYMMDDHHMMSSZ).
    Status sign(const QString &name, const QString &notBefore, const QString &notAfter);

    QString path(const QString &name) const { return m_dir.filePath(name); }
    QByteArray read(const QString &name) const;
    Status write(const QString &name, const QByteArray &bytes) const;

private:
    QTemporaryDir m_dir;
};

} // namespace galley::test
