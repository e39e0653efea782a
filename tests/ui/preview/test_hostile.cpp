// What published lists of attacks try, in the pane: a listening server and a watched file tell whether anything of it
// was loaded.
#include "core/markdown/markdown.h"
#include "tests/core/markdown/hostile.h"
#include "ui/preview/previewpane.h"
#include "ui/preview/themestyle.h"

#include <QSignalSpy>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

#include <sys/inotify.h>
#include <unistd.h>

using namespace galley;

namespace {

/// Tells whether anybody opened a file.
class Watched
{
public:
    explicit Watched(const QString &path)
        : m_watch(inotify_init1(IN_NONBLOCK))
    {
        if (inotify_add_watch(m_watch, QFile::encodeName(path).constData(), IN_OPEN) < 0)
            qFatal("inotify does not watch");
    }
    ~Watched() { close(m_watch); }

    bool wasOpened()
    {
        char event[4096];
        return read(m_watch, event, sizeof event) > 0;
    }

private:
    int m_watch;
};

} // namespace

class TestHostile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void watchersSee();
    void nothingIsLoaded_data();
    void nothingIsLoaded();

private:
    QByteArray aimed(QByteArray input) const;

    QTemporaryDir m_folder;
    QString m_secret;
    QTcpServer m_server;
    PreviewPane m_pane;
};

/// What names a server or a file, at those that we watch.
QByteArray TestHostile::aimed(QByteArray input) const
{
    input.replace("127.0.0.1:1", "127.0.0.1:" + QByteArray::number(m_server.serverPort()));
    return input.replace("/etc/passwd", m_secret.toUtf8());
}

void TestHostile::initTestCase()
{
    QVERIFY(m_server.listen(QHostAddress::LocalHost));
    m_secret = m_folder.filePath(QStringLiteral("secret.png"));
    QImage image(20, 20, QImage::Format_RGB32);
    image.fill(Qt::red);
    QVERIFY(image.save(m_secret));
    m_pane.setPreviewStyle(themeStyle(site::Scheme::Light));
    m_pane.resize(600, 500);
    m_pane.show();
    QVERIFY(QTest::qWaitForWindowExposed(&m_pane));
}

void TestHostile::watchersSee()
{
    Watched watched(m_secret);
    QVERIFY(!watched.wasOpened());
    QVERIFY(!QImage(m_secret).isNull());
    QVERIFY(watched.wasOpened());
    QTcpSocket visitor;
    visitor.connectToHost(QHostAddress::LocalHost, m_server.serverPort());
    QTRY_VERIFY(m_server.hasPendingConnections());
    m_server.nextPendingConnection()->deleteLater();
}

void TestHostile::nothingIsLoaded_data()
{
    QTest::addColumn<QByteArray>("input");
    for (const Hostile kind : {Hostile::Html, Hostile::Markdown}) {
        for (const QByteArray &input : hostileInputs(kind))
            QTest::addRow("%s", input.left(60).constData()) << input;
    }
}

void TestHostile::nothingIsLoaded()
{
    QFETCH(QByteArray, input);
    Watched watched(m_secret);
    QSignalSpy links(&m_pane, &PreviewPane::linkActivated);
    const QByteArray attack = aimed(input);
    const QByteArray text = attack + "\n\nText " + attack + " *more*\n\n| h |\n|---|\n| " + attack + " |\n";
    m_pane.openDocument({}, markdown::parse(QString::fromUtf8(text)));
    m_pane.grab();
    for (int y = 4; y < 500; y += 16) {
        for (const int x : {48, 60, 100})
            QTest::mouseClick(m_pane.viewport(), Qt::LeftButton, {}, QPoint(x, y));
    }
    QCoreApplication::processEvents();
    QVERIFY(!m_server.hasPendingConnections());
    QVERIFY(!watched.wasOpened());
    static const QStringList known{QString(), QStringLiteral("http"), QStringLiteral("https"), QStringLiteral("mailto")};
    for (const QList<QVariant> &link : links)
        QVERIFY2(known.contains(link[0].toUrl().scheme()), qPrintable(link[0].toUrl().toString()));
}

QTEST_MAIN(TestHostile)
#include "test_hostile.moc"
