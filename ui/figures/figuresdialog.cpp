#include "ui/figures/figuresdialog.h"

#include "ui/base/whendone.h"
#include "ui/figures/callspage.h"
#include "ui/figures/monthpage.h"
#include "ui/figures/speedpage.h"
#include "ui/theme/theme.h"
#include "ui/widgets/pillbutton.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QLocale>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace galley {

namespace {

constexpr int kPageHeight = 250;

} // namespace

FiguresDialog::FiguresDialog(const Theme &theme, Workspace &workspace, const QString &url, QWidget *parent)
    : CardDialog(theme, tr("Database figures"),
                 url.isEmpty() ? tr("This blog is on this computer only, so no database is asked for anything. Connect it to Turso, "
                                    "and this page shows what it uses.")
                               : tr("What was asked of %1").arg(QUrl(url).host()),
                 parent, Width::Wide),
      m_workspace(workspace),
      m_url(url)
{
    if (!url.isEmpty())
        addPages();
    QPushButton *close = addMainButton(tr("Close"));
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    close->setFocus();
}

void FiguresDialog::addPages()
{
    m_month = new MonthPage(theme(), this);
    m_calls = new CallsPage(theme(), this);
    m_speed = new SpeedPage(theme(), this);
    m_pages = new QStackedWidget(this);
    m_pages->setFixedHeight(kPageHeight);
    auto *choices = new QWidget(this);
    auto *line = new QHBoxLayout(choices);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(4);
    auto *group = new QButtonGroup(this);
    const std::pair<QString, QWidget *> pages[] = {{tr("This month"), m_month}, {tr("Last calls"), m_calls}, {tr("Speed"), m_speed}};
    for (const auto &[name, page] : pages) {
        auto *pill = new PillButton(theme(), name, choices);
        line->addWidget(pill);
        group->addButton(pill, m_pages->addWidget(page));
    }
    line->addStretch();
    group->button(0)->setChecked(true);
    connect(group, &QButtonGroup::idClicked, this, [this](int page) {
        showUsage(); // it may have changed since
        m_pages->setCurrentIndex(page);
    });
    auto *column = new QVBoxLayout;
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(choices);
    column->addWidget(m_pages);
    auto *all = new QWidget(this);
    all->setLayout(column);
    addWide(all);

    const bool connected = m_workspace.isConnected();
    m_speed->setConnected(connected);
    connect(m_speed, &SpeedPage::measureWanted, this, &FiguresDialog::measure);
    connect(m_speed, &SpeedPage::cancelWanted, this, [this] { m_workspace.cancelFigures(); });
    connect(&m_workspace, &Workspace::sideBySideProgress, m_speed, &SpeedPage::setProgress);
    showUsage();
    if (connected)
        askStorage();
    else
        m_month->setStorageWords(tr("connect to the database to see it"));
}

void FiguresDialog::showUsage()
{
    whenDone(m_workspace.usage(), this, [this](const Result<RemoteUsage> &usage) {
        if (!usage) {
            setSentence(usage.error().message);
            return;
        }
        setSentence(tr("What was asked of %1 in %2")
                        .arg(QUrl(m_url).host(), QLocale().toString(usage->now.date(), QStringLiteral("MMMM yyyy"))));
        m_month->setUsage(usage->month);
        m_calls->setCalls(usage->lastCalls);
    });
}

void FiguresDialog::askStorage()
{
    m_month->setStorageWords(tr("asking…"));
    whenDone(m_workspace.remoteStorage(), this, [this](const Result<Storage> &storage) {
        m_month->setStorage(storage);
        showUsage();
    });
}

void FiguresDialog::measure()
{
    whenDone(m_workspace.timeSideBySide(), this, [this](const Result<std::vector<SideBySide>> &times) {
        m_speed->setTimes(times);
        showUsage();
    });
}

void FiguresDialog::done(int result)
{
    m_workspace.cancelFigures();
    CardDialog::done(result);
}

} // namespace galley

#include "moc_figuresdialog.cpp"
