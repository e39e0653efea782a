// The line below the list: each state says what it is, and what needs the author goes first.
#include "ui/sync/syncwords.h"

#include <QLocale>
#include <QTest>

using namespace galley;

namespace {

const QDateTime Now(QDate(2026, 11, 26), QTime(12, 0), Qt::UTC);

SyncFacts connected()
{
    SyncFacts facts;
    facts.link.url = QStringLiteral("https://blog.example");
    facts.link.state = SyncLink::State::Connected;
    facts.canSync = true;
    facts.inStepSince = Now.addSecs(-120);
    return facts;
}

Error error(ErrorCode code)
{
    return {code, QStringLiteral("The token is refused; make a new one."), {}};
}

} // namespace

class TestSyncWords : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); } // for its numbers
    void says_data();
    void says();
    void showsItsProgress();
};

void TestSyncWords::says_data()
{
    QTest::addColumn<SyncFacts>("facts");
    QTest::addColumn<QString>("line");
    QTest::addColumn<int>("click");
    using Click = SyncWords::Click;
    const auto row = [](const char *name, const SyncFacts &facts, const char *line, Click click) {
        QTest::newRow(name) << facts << QString::fromUtf8(line) << int(click);
    };
    const auto with = [](auto change) {
        SyncFacts facts = connected();
        change(facts);
        return facts;
    };
    row("nothing set", {}, "On this computer only", Click::Connect);
    const auto apart = [](SyncFacts &f, SyncLink::State state) {
        f.link.state = state;
        f.canSync = false;
    };
    row("set, not connected", with([&](SyncFacts &f) { apart(f, SyncLink::State::Apart); }), "Not connected · blog.example",
        Click::Connect);
    row("connecting", with([&](SyncFacts &f) { apart(f, SyncLink::State::Connecting); }), "Connecting · blog.example", Click::Connect);
    row("never reached", with([&](SyncFacts &f) { apart(f, SyncLink::State::Offline); f.waiting = 1; }), "Offline · blog.example · 1 waiting",
        Click::Connect);
    row("certificate", with([](SyncFacts &f) { f.link.warning = QStringLiteral("It ends on Monday."); }), "In step · certificate ends soon",
        Click::Connect);
    row("in step", connected(), "In step with Turso · 2 min ago", Click::SyncNow);
    row("not yet synced", with([](SyncFacts &f) { f.inStepSince = {}; }), "Connected to Turso", Click::SyncNow);
    row("syncing", with([](SyncFacts &f) { f.isSyncing = true; }), "Syncing… · Cancel", Click::Cancel);
    row("with bytes", with([](SyncFacts &f) { f.isSyncing = true; f.bytes = 18'200'000; f.totalBytes = 29'400'000; }),
        "Syncing 18.2 MB of 29.4 MB · Cancel", Click::Cancel);
    row("offline", with([](SyncFacts &f) { f.trouble = error(ErrorCode::Network); }), "Offline", Click::Explain);
    row("offline, waiting", with([](SyncFacts &f) { f.trouble = error(ErrorCode::Network); f.waiting = 2; }),
        "Offline · 2 waiting", Click::Explain);
    row("waiting", with([](SyncFacts &f) { f.waiting = 2; }), "2 waiting to be published", Click::SyncNow);
    row("many waiting", with([](SyncFacts &f) { f.waiting = 1200; }), "1,200 waiting to be published", Click::SyncNow);
    row("error", with([](SyncFacts &f) { f.trouble = error(ErrorCode::Auth); }),
        "Not in step: The token is refused; make a new one.", Click::Explain);
    row("conflict before error", with([](SyncFacts &f) { f.trouble = error(ErrorCode::Auth); f.conflicts = 1; }),
        "1 post in two versions · Compare", Click::Compare);
    row("conflicts", with([](SyncFacts &f) { f.conflicts = 3; }), "3 posts in two versions · Compare", Click::Compare);
    row("conflict, not connected", with([&](SyncFacts &f) { apart(f, SyncLink::State::Apart); f.conflicts = 1; }),
        "1 post in two versions · Compare", Click::Compare);
    row("to confirm", with([](SyncFacts &f) { f.waiting = 1; f.toConfirm = 1; }), "1 to look at again · Review",
        Click::Confirm);
    row("refused", with([](SyncFacts &f) { f.waiting = 1; f.refused = 1; }), "1 could not be published · Review",
        Click::Confirm);
    row("deletions", with([](SyncFacts &f) { f.vanished = 14; f.conflicts = 1; }), "14 posts gone at the site · Decide",
        Click::AskAboutDeletions);
    row("many deletions", with([](SyncFacts &f) { f.vanished = 1400; }), "1,400 posts gone at the site · Decide", Click::AskAboutDeletions);
    row("reading only", with([](SyncFacts &f) { f.isReadOnly = true; }), "This file can only be read", Click::Explain);
}

void TestSyncWords::says()
{
    QFETCH(SyncFacts, facts);
    QFETCH(QString, line);
    QFETCH(int, click);
    const SyncWords words = wordsFor(facts, Now);
    QCOMPARE(words.line, line);
    QCOMPARE(int(words.click), click);
}

void TestSyncWords::showsItsProgress()
{
    SyncFacts facts = connected();
    facts.isSyncing = true;
    facts.bytes = 1;
    facts.totalBytes = 4;
    QCOMPARE(wordsFor(facts, Now).progress, 0.25);
    facts.totalBytes = 0;
    QVERIFY(wordsFor(facts, Now).progress < 0);
}

QTEST_GUILESS_MAIN(TestSyncWords)
#include "test_syncwords.moc"
