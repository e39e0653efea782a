#include "core/db/hrana/remoteconfig.h"

#include <QHostAddress>
#include <QRegularExpression>

#include <algorithm>

namespace galley {

namespace {

bool isLoopback(const QString &host)
{
    return host == QLatin1String("localhost") || QHostAddress(host).isLoopback();
}

int portOf(const QUrl &url)
{
    return url.port(url.scheme() == QLatin1String("https") ? 443 : 80);
}

tl::unexpected<Error> refused(const QString &sentence)
{
    return fail(ErrorCode::InvalidInput, sentence);
}

} // namespace

QString RemoteConfig::address() const
{
    return url.toString(QUrl::RemoveUserInfo | QUrl::RemoveQuery | QUrl::RemoveFragment);
}

Result<RemoteConfig> parseRemoteUrl(const QString &text)
{
    QUrl url(text.trimmed(), QUrl::StrictMode);
    static const QRegularExpression port(QStringLiteral("^[a-z]+://[^/]+:(\\d+)"));
    if (const auto match = port.match(text.trimmed()); match.hasMatch() && (match.captured(1).size() > 5 || match.captured(1).toInt() > 65535))
        return refused(QStringLiteral("The port of an address is a number up to 65535; check %1.").arg(match.captured(1)));
    if (!url.isValid() || url.host().isEmpty())
        return refused(
            QStringLiteral("That is not the address of a database; write it as libsql://NAME.turso.io."));
    if (url.scheme() == QLatin1String("libsql"))
        url.setScheme(QStringLiteral("https"));
    if (url.scheme() == QLatin1String("http") && !isLoopback(url.host()))
        return refused(QStringLiteral("An address with http:// would send your posts and token unprotected; "
                                      "write https:// or libsql:// in its place."));
    if (url.scheme() != QLatin1String("https") && url.scheme() != QLatin1String("http"))
        return refused(
            QStringLiteral("An address can't start with %1://; write libsql:// or https:// in its place.")
                .arg(url.scheme()));
    if (!url.userInfo().isEmpty())
        return refused(QStringLiteral("Leave the user name and password out of the address; "
                                      "give the token on its own."));
    if (url.hasQuery() || url.hasFragment())
        return refused(QStringLiteral("Leave out what follows \"?\" or \"#\" in the address; "
                                      "give the token on its own."));
    QString path = url.path();
    while (path.endsWith(QLatin1Char('/')))
        path.chop(1);
    url.setPath(path);

    RemoteConfig config;
    config.url = url;
    return config;
}

Status checkToken(const QString &token)
{
    const bool isOne = std::all_of(token.begin(), token.end(), [](QChar c) { return c > QLatin1Char(' ') && c <= QLatin1Char('~'); });
    if (!isOne)
        return refused(QStringLiteral("The token has a line break, a space or another character that no token has; copy it again in one piece."));
    return {};
}

bool sameOrigin(const QUrl &a, const QUrl &b)
{
    return a.scheme() == b.scheme() && a.host() == b.host() && portOf(a) == portOf(b);
}

} // namespace galley
