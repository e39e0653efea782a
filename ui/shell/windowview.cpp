// What the window shows and how: panes, colours, menu bar, geometry.
#include "ui/editor/findbar.h"
#include "ui/editor/markdowneditor.h"
#include "ui/inspector/inspector.h"
#include "ui/postlist/sidebar.h"
#include "ui/preview/previewpane.h"
#include "ui/shell/blog.h"
#include "ui/session/editorpane.h"
#include "ui/session/growingfield.h"
#include "ui/shell/headerbar.h"
#include "ui/shell/mainwindow.h"
#include "ui/proof/proofpane.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QKeyEvent>
#include <QMenu>
#include <QMenuBar>
#include <QScreen>
#include <QSettings>
#include <QShortcut>
#include <QSplitter>

namespace galley {

namespace {

// Below these widths of the window the proof, then the list, make room for the text.
constexpr int kProofFrom = 860;

QString geometryKey()
{
    return QStringLiteral("window/geometry");
}

QString columnsKey()
{
    return QStringLiteral("window/columns");
}

QString shownKey(const QString &pane)
{
    return QStringLiteral("window/show") + pane;
}

} // namespace

void MainWindow::connectView()
{
    const Actions &a = m_actions;
    Theme &theme = m_services.theme;
    connect(a.showList, &QAction::toggled, m_sidebar, &QWidget::setVisible);
    connect(a.showProof, &QAction::triggered, this, &MainWindow::wantProof); // by the author; what follows by itself does not say so
    connect(m_proofPane, &ProofPane::resized, this, &MainWindow::markProof);
    connect(a.showDetails, &QAction::toggled, this, [this](bool on) {
        if (on && !m_blog)
            return;
        if (!on)
            makeRoomForDetails(false); // while the proof is still there to give it back
        if (on && !m_inspector) {
            m_inspector = new Inspector(m_services.theme, m_proofPane);
            connect(m_inspector, &Inspector::closed, this, [this] { m_actions.showDetails->setChecked(false); });
        }
        showProof();
        if (!m_inspector)
            return;
        if (on) {
            makeRoomForDetails(true);
            m_inspector->open(m_blog->workspace(), m_blog->session());
        }
        m_inspector->slide(on);
        markProof();
        if (!on)
            m_pane->editor().setFocus();
    });
    connect(a.menuBar, &QAction::toggled, this, &MainWindow::showMenuBar);
    bringMenuBarByLetters();
    connect(a.fullScreen, &QAction::toggled, this, &MainWindow::fillScreen);
    connect(a.nextPane, &QAction::triggered, this, &MainWindow::focusNextPane);
    connect(a.system, &QAction::triggered, this, [&theme] { theme.setChoice(ThemeChoice::System); });
    connect(a.light, &QAction::triggered, this, [&theme] { theme.setChoice(ThemeChoice::Light); });
    connect(a.dark, &QAction::triggered, this, [&theme] { theme.setChoice(ThemeChoice::Dark); });
    const auto showChoice = [this, &theme] {
        const ThemeChoice choice = theme.choice();
        (choice == ThemeChoice::Dark ? m_actions.dark : choice == ThemeChoice::Light ? m_actions.light : m_actions.system)
            ->setChecked(true);
    };
    showChoice();
    connect(&theme, &Theme::changed, this, showChoice);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    for (QAction *action : a.all) // Alt was held for a command's keys
        connect(action, &QAction::triggered, this, [this] { m_altAlone = false; });
    connect(m_header, &HeaderBar::menuWanted, this, &MainWindow::showMenu);
    connect(m_proofPane, &ProofPane::shown, this, &MainWindow::contentShown);
}

void MainWindow::wantProof(bool on)
{
    m_wantsProof = on;
    m_proofYields = false;
    m_actions.showDetails->setChecked(false); // they lie over the proof: gone with it, and in its way
    showProof();
}

void MainWindow::showProof()
{
    const bool isWanted = m_actions.showDetails->isChecked() || (m_wantsProof && !m_proofYields);
    m_proofPane->setActive(isWanted && !m_actions.undistracted->isChecked());
    markProof();
}

// The proof stands beside Details, and the button says whether it can be seen: in a narrow window they cover all of it.
void MainWindow::markProof()
{
    const int width = m_proofPane->width();
    const int covered = m_actions.showDetails->isChecked() ? Inspector::widthOver(width) : 0;
    m_proofPane->setCovered(covered);
    m_actions.showProof->setChecked(m_proofPane->isActive() && covered < width);
}

// Details take their room from text and proof alike, where that leaves both enough; afterwards the two share as before, also where
// the window has another size by then.
void MainWindow::makeRoomForDetails(bool on)
{
    if (m_proofPane->isHidden())
        return;
    const QList<int> columns = m_splitter->sizes();
    const int both = columns[1] + columns[2];
    int text = m_shareOfText > 0 ? qRound(both * m_shareOfText) : columns[1];
    m_shareOfText = 0;
    if (const int wanted = on ? Inspector::wantedFromBeside(text, both - text) : 0; wanted > 0) {
        m_shareOfText = double(text) / both;
        text -= wanted;
    }
    if (text != columns[1])
        m_splitter->setSizes({columns[0], text, both - text});
}

// Where the screen has no room for it and a title bar above, the window fills the screen.
void MainWindow::takeFirstSize()
{
    const QSize wanted(1440, 900);
    const QSize room = screen()->availableSize() * 0.9;
    resize(wanted.boundedTo(room));
    if (size() != wanted)
        setWindowState(Qt::WindowMaximized);
}

void MainWindow::restore()
{
    const QSettings &settings = m_services.settings;
    if (!restoreGeometry(settings.value(geometryKey()).toByteArray()))
        takeFirstSize();
    if (const QByteArray columns = settings.value(columnsKey()).toByteArray(); !columns.isEmpty())
        m_splitter->restoreState(columns);
    const auto shown = [&settings](const QString &pane, bool otherwise) {
        return settings.value(shownKey(pane), otherwise).toBool();
    };
    m_actions.showList->setChecked(true);
    m_actions.showList->setChecked(shown(QStringLiteral("List"), true));
    m_wantsProof = shown(QStringLiteral("Proof"), true);
    showProof();
    m_actions.menuBar->setChecked(shown(QStringLiteral("MenuBar"), false));
    showMenuBar(m_actions.menuBar->isChecked());
}

void MainWindow::remember()
{
    if (m_blog)
        m_blog->rememberPlace();
    makeRoomForDetails(false);
    QSettings &settings = m_services.settings;
    settings.setValue(geometryKey(), saveGeometry());
    settings.setValue(columnsKey(), m_splitter->saveState());
    settings.setValue(shownKey(QStringLiteral("List")), m_actions.showList->isChecked());
    settings.setValue(shownKey(QStringLiteral("Proof")), m_wantsProof);
    settings.setValue(shownKey(QStringLiteral("MenuBar")), m_actions.menuBar->isChecked());
}

void MainWindow::resizeEvent(QResizeEvent *event)
{
    QMainWindow::resizeEvent(event);
    m_proofYields = width() < kProofFrom;
    showProof();
    if (m_actions.showDetails->isChecked())
        makeRoomForDetails(true);
}

// What the window was before, maximised or not, it is again afterwards.
void MainWindow::fillScreen()
{
    const bool isWanted = m_actions.fullScreen->isChecked() || m_actions.undistracted->isChecked();
    setWindowState(windowState().setFlag(Qt::WindowFullScreen, isWanted));
}

void MainWindow::showMenuBar(bool on)
{
    menuBar()->setVisible(on);
}

// Alt with a menu's letter. Not in keyPressEvent: the text would take the letter first.
void MainWindow::bringMenuBarByLetters()
{
    for (QAction *menu : menuBar()->actions()) {
        auto *letter = new QShortcut(QKeySequence::mnemonic(menu->text()), this, [this, menu] {
            m_altAlone = false;
            m_actions.menuBar->setChecked(true);
            menuBar()->setActiveAction(menu);
        });
        connect(m_actions.menuBar, &QAction::toggled, letter, [letter](bool on) { letter->setEnabled(!on); }); // then it is the bar's own
    }
}

// The whole menu bar as one menu, for who keeps the bar itself hidden.
void MainWindow::showMenu(const QPoint &at)
{
    QMenu menu(this);
    for (QAction *action : menuBar()->actions())
        menu.addAction(action);
    menu.exec(at);
}

void MainWindow::focusNextPane()
{
    const QList<QWidget *> panes{m_sidebar, m_pane, m_proofPane};
    const QWidget *focus = QApplication::focusWidget();
    int current = 0;
    for (int i = 0; i < panes.size(); ++i) {
        if (focus && panes[i]->isAncestorOf(focus))
            current = i;
    }
    for (int step = 1; step <= panes.size(); ++step) {
        const int next = (current + step) % int(panes.size());
        if (!panes[next]->isVisible())
            continue;
        if (panes[next] == m_sidebar)
            m_sidebar->focusList();
        else if (panes[next] == m_pane)
            m_pane->editor().setFocus(Qt::ShortcutFocusReason);
        else if (m_inspector && m_inspector->isVisible())
            m_inspector->focusFirst();
        else
            m_proofPane->preview().setFocus(Qt::ShortcutFocusReason);
        return;
    }
}

// Alt by itself and F10 bring the hidden menu bar back.
void MainWindow::keyPressEvent(QKeyEvent *event)
{
    m_altAlone = event->key() == Qt::Key_Alt;
    if (event->key() == Qt::Key_F10 && event->modifiers() == Qt::NoModifier) { // with Shift it is a menu of the place
        showMenu(m_header->mapToGlobal(QPoint(10, m_header->height())));
        return;
    }
    if (event->key() == Qt::Key_Escape && m_actions.undistracted->isChecked()) {
        m_actions.undistracted->setChecked(false);
        return;
    }
    if (event->key() == Qt::Key_Escape && m_actions.showDetails->isChecked()) {
        m_actions.showDetails->setChecked(false);
        return;
    }
    if (event->key() == Qt::Key_Escape && m_actions.fullScreen->isChecked()) {
        m_actions.fullScreen->setChecked(false);
        return;
    }
    QMainWindow::keyPressEvent(event);
}

void MainWindow::keyReleaseEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Alt && m_altAlone)
        m_actions.menuBar->toggle();
    m_altAlone = false;
    QMainWindow::keyReleaseEvent(event);
}

} // namespace galley
