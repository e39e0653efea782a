#include "ui/figures/figuresdialog.h"

#include "tests/support/finished.h"
#include "tests/support/hranaserver.h"
#include "tests/support/testblog.h"
#include "tests/support/tursoengine.h"
#include "ui/theme/theme.h"

#include <QLabel>
#include <QPushButton>
#include <QSettings>
#include <QTableWidget>
#include <QTemporaryDir>
#include <QTest>

using namespace galley;
using namespace galley::test;

class TestFiguresDialog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void showsWhatTheServerCounts();
    void saysWhatTheRealEngineDoesNotCount();
    void measuresWhenAsked();
    void closingCancels();
    void invitesWithoutADatabase();
    void showsTheMonthUnconnected();

private:
    void open(const QString &url);
    /// A meter, as a screen reader has it.
    bool hasMeter(const QString &start) const;
    bool hasLabel(const QString &text) const;
    QAbstractButton *button(const QString &text) const;
    QTableWidget *table(const QString &name) const;

    QTemporaryDir m_folder;
    QString m_path;
    int m_files = 0;
    SystemClock m_clock;
    QSettings m_settings;
    Theme m_theme{m_settings};
    std::unique_ptr<Workspace> m_workspace;
    std::unique_ptr<FiguresDialog> m_dialog;
};

void TestFiguresDialog::init()
{
    m_dialog.reset();
    m_path = m_folder.filePath(QStringLiteral("%1.galley").arg(++m_files));
    m_workspace = std::make_unique<Workspace>(m_path, m_clock);
    QVERIFY(finished(m_workspace->create(QStringLiteral("Notes"))));
}

void TestFiguresDialog::open(const QString &url)
{
    PostFields fields;
    fields.title = QStringLiteral("One");
    const auto post = finished(m_workspace->newPost(fields));
    const auto connected = finished(m_workspace->connectRemote(accessTo(url).value(), SecretStorage::LeaveAsIs));
    QVERIFY2(connected, connected ? "" : qPrintable(connected.error().message));
    QVERIFY(finished(m_workspace->publish(post->id)));
    m_dialog = std::make_unique<FiguresDialog>(m_theme, *m_workspace, url, nullptr);
    m_dialog->show();
}

bool TestFiguresDialog::hasMeter(const QString &start) const
{
    const auto widgets = m_dialog->findChildren<QWidget *>();
    return std::any_of(widgets.begin(), widgets.end(),
                       [&](const QWidget *widget) { return widget->accessibleName().startsWith(start); });
}

bool TestFiguresDialog::hasLabel(const QString &text) const
{
    const auto labels = m_dialog->findChildren<QLabel *>();
    return std::any_of(labels.begin(), labels.end(), [&](const QLabel *label) { return label->text().contains(text); });
}

QAbstractButton *TestFiguresDialog::button(const QString &text) const
{
    for (auto *button : m_dialog->findChildren<QAbstractButton *>()) {
        if (button->text() == text)
            return button;
    }
    return nullptr;
}

QTableWidget *TestFiguresDialog::table(const QString &name) const
{
    for (auto *table : m_dialog->findChildren<QTableWidget *>()) {
        if (table->accessibleName() == name)
            return table;
    }
    return nullptr;
}

void TestFiguresDialog::showsWhatTheServerCounts()
{
    auto server = HranaServer::start();
    QVERIFY(server);
    open((*server)->url());
    QTRY_VERIFY(hasMeter(QStringLiteral("Stored: ")) && !hasMeter(QStringLiteral("Stored: asking")));
    const Usage month = finished(m_workspace->usage())->month;
    QVERIFY(month.rowsRead > 0);
    QTRY_VERIFY(hasMeter(QStringLiteral("Rows read: %1 of 500,000,000, 0 %").arg(month.rowsRead)));
    QVERIFY(hasMeter(QStringLiteral("Rows written: %1 of 10,000,000, 0 %").arg(month.rowsWritten)));
    QVERIFY(hasLabel(QStringLiteral("%1 calls · ").arg(month.calls)));
    button(QStringLiteral("Last calls"))->click();
    QTableWidget *calls = table(QStringLiteral("Last calls"));
    QTRY_COMPARE(qint64(calls->rowCount()), month.calls);
    QVERIFY(calls->isVisible());
    QVERIFY(calls->item(0, 0)->text().contains(QStringLiteral("page_count"))); // the newest: what is stored
}

void TestFiguresDialog::saysWhatTheRealEngineDoesNotCount()
{
    auto engine = TursoEngine::start();
    QVERIFY2(engine, engine ? "" : qPrintable(engine.error().message));
    open((*engine)->url());
    QTRY_VERIFY(hasMeter(QStringLiteral("Stored: ")) && hasMeter(QStringLiteral("Rows read: not counted by this server")));
    QTRY_VERIFY(!hasMeter(QStringLiteral("Stored: asking")));
}

void TestFiguresDialog::measuresWhenAsked()
{
    auto engine = TursoEngine::start();
    QVERIFY2(engine, engine ? "" : qPrintable(engine.error().message));
    open((*engine)->url());
    button(QStringLiteral("Speed"))->click();
    QTableWidget *times = table(QStringLiteral("Times side by side"));
    QTRY_VERIFY(times->isVisible());
    QCOMPARE(times->rowCount(), 0);
    button(QStringLiteral("Measure"))->click();
    QVERIFY(button(QStringLiteral("Cancel")));
    QTRY_COMPARE_WITH_TIMEOUT(times->rowCount(), SideBySideSteps, 20'000);
    QVERIFY(times->item(0, 1)->text().endsWith(QStringLiteral(" ms")));
    QVERIFY(button(QStringLiteral("Measure")));
}

void TestFiguresDialog::closingCancels()
{
    auto server = HranaServer::start();
    QVERIFY(server);
    open((*server)->url());
    QTRY_VERIFY(!hasMeter(QStringLiteral("Stored: asking")));
    const auto requests = [&] { return (*server)->stats().value(QStringLiteral("requests")).toInt(); };
    const int before = requests();
    const QJsonObject silence{{QStringLiteral("do"), QStringLiteral("delay")}, {QStringLiteral("ms"), 60'000}};
    QVERIFY((*server)->failNext({silence}));
    button(QStringLiteral("Measure"))->click();
    QTRY_VERIFY(requests() > before);
    m_dialog->reject();
    m_dialog.reset();
    QVERIFY(finished(m_workspace->remoteStorage())); // its turn comes at once
}

void TestFiguresDialog::invitesWithoutADatabase()
{
    m_dialog = std::make_unique<FiguresDialog>(m_theme, *m_workspace, QString(), nullptr);
    m_dialog->show();
    QVERIFY(hasLabel(QStringLiteral("Connect it to Turso")));
    QVERIFY(!button(QStringLiteral("Measure")));
    button(QStringLiteral("Close"))->click();
    QVERIFY(!m_dialog->isVisible());
}

void TestFiguresDialog::showsTheMonthUnconnected()
{
    auto server = HranaServer::start();
    QVERIFY(server);
    const QString url = (*server)->url();
    open(url);
    QTRY_VERIFY(!hasMeter(QStringLiteral("Stored: asking")));
    m_dialog.reset();
    m_workspace.reset();
    server->reset();
    m_workspace = std::make_unique<Workspace>(m_path, m_clock);
    QVERIFY(finished(m_workspace->open()));
    m_dialog = std::make_unique<FiguresDialog>(m_theme, *m_workspace, url, nullptr);
    m_dialog->show();
    QTRY_VERIFY(hasMeter(QStringLiteral("Rows written: ")) && !hasMeter(QStringLiteral("Rows written: 0 ")));
    QVERIFY(hasMeter(QStringLiteral("Stored: connect to the database")));
    QVERIFY(!button(QStringLiteral("Measure"))->isEnabled());
}

QTEST_MAIN(TestFiguresDialog)
#include "test_figuresdialog.moc"
