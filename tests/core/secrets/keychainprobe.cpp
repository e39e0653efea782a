// keychainprobe VERB KIND…: each pair in turn on the keychain of this session, one line of answer each: "ok",
// "ok VALUE" or the code and sentence of the error. Verbs: store (the next line of standard input), read,
// remove.
#include "core/secrets/keychain.h"

#include <QCoreApplication>
#include <QTextStream>

int main(int argc, char **argv)
{
    using namespace galley;
    QCoreApplication application(argc, argv);
    QTextStream in(stdin);
    QTextStream out(stdout);
    Keychain keychain;
    const QStringList words = application.arguments();
    for (qsizetype i = 1; i + 1 < words.size(); i += 2) {
        const SecretKind kind =
            words[i + 1] == QLatin1String("token") ? SecretKind::Token : SecretKind::Passphrase;
        const auto remote = QStringLiteral("https://blog.example");
        Result<QString> answer = QString();
        if (words[i] == QLatin1String("read"))
            answer = keychain.read(remote, kind);
        else if (const Status done = words[i] == QLatin1String("store")
                                         ? keychain.store(remote, kind, in.readLine())
                                         : keychain.remove(remote, kind);
                 !done)
            answer = failure(done);
        if (answer)
            out << (answer->isEmpty() ? QStringLiteral("ok") : QStringLiteral("ok ") + *answer) << '\n';
        else
            out << errorCodeName(answer.error().code) << ' ' << answer.error().message << '\n';
    }
    return 0;
}
