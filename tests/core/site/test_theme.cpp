#include "core/site/theme.h"

#include <QRegularExpression>
#include <QtTest>

using namespace galley;

class TestTheme : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void bothSchemesNameTheSameColours()
    {
        const auto light = site::palette(site::Scheme::Light);
        const auto dark = site::palette(site::Scheme::Dark);
        QCOMPARE(light[QStringLiteral("accent")], QStringLiteral("#0f6b5c"));
        QCOMPARE(dark[QStringLiteral("accent")], QStringLiteral("#53b8a4"));
        QCOMPARE(QSet(light.keyBegin(), light.keyEnd()), QSet(dark.keyBegin(), dark.keyEnd()));
        static const QRegularExpression hex(QStringLiteral("^#[0-9a-f]{6}$"));
        for (const QString &colour : light.values() + dark.values())
            QVERIFY2(hex.match(colour).hasMatch(), qPrintable(colour));
    }

    void contentCssStaysInLitehtmlsSubset()
    {
        for (const auto scheme : {site::Scheme::Light, site::Scheme::Dark}) {
            QByteArray css = site::contentCss(scheme);
            QVERIFY(css.contains(site::palette(scheme)[QStringLiteral("accent")].toUtf8()));
            css = QString::fromUtf8(css)
                      .remove(QRegularExpression(QStringLiteral("/\\*.*?\\*/"),
                                                 QRegularExpression::DotMatchesEverythingOption))
                      .toUtf8();
            for (const char *beyond : {"$", "var(", "calc(", "flex", "grid", ":is(", "hsl", "overflow-wrap",
                                       "letter-spacing", "@media"})
                QVERIFY2(!css.contains(beyond), beyond);
        }
    }

    void pageCssHasBothSchemes()
    {
        const QByteArray css = site::pageCss();
        const qsizetype dark = css.indexOf("@media (prefers-color-scheme: dark)");
        QVERIFY(css.indexOf("#0f6b5c") < dark);
        QVERIFY(css.indexOf("#53b8a4") > dark);
        QCOMPARE(css.count('{'), css.count('}'));
        static const QRegularExpression use(QStringLiteral("var\\((--[a-z-]+)\\)"));
        for (auto it = use.globalMatch(QString::fromUtf8(css)); it.hasNext();) {
            const QString name = it.next().captured(1);
            QVERIFY2(css.contains((name + QStringLiteral(": #")).toUtf8()), qPrintable(name));
        }
    }

    // What stands at the left stands at the right in a post that is read from the right.
    void mirroredRulesFollowTheOthers()
    {
        const QByteArray css = site::contentCss(site::Scheme::Light);
        for (const char *what : {"blockquote", "ul", "dd", "td"})
            QVERIFY2(css.lastIndexOf(QByteArray(".rtl ") + what) > css.indexOf(QByteArray(".prose ") + what), what);
    }

    void postHeader()
    {
        QCOMPARE(site::postHeaderHtml(QStringLiteral("A <b>"), {}, "1 &amp; 2"),
                 QByteArray("<header class=\"post-header\">\n<h1 class=\"post-title\">A &lt;b&gt;</h1>\n<p "
                            "class=\"post-meta\">1 &amp; 2</p>\n</header>\n"));
    }
};

QTEST_GUILESS_MAIN(TestTheme)
#include "test_theme.moc"
