// What helps while writing: spelling, focus, typewriter, and a window with nothing but the text.
#include "ui/editor/markdowneditor.h"
#include "ui/proof/proofpane.h"
#include "ui/postlist/sidebar.h"
#include "ui/session/editorpane.h"
#include "ui/settings/settingsdialog.h"
#include "ui/shell/blog.h"
#include "ui/shell/footerbar.h"
#include "ui/shell/headerbar.h"
#include "ui/shell/mainwindow.h"
#include "ui/spelling/spellchecker.h"
#include "ui/widgets/toast.h"

#include <QMenuBar>
#include <QSettings>

namespace galley {

void MainWindow::connectWriting()
{
    const auto keep = [this](QAction *action, const QString &name, auto apply) {
        const QString key = QStringLiteral("writing/") + name;
        connect(action, &QAction::toggled, this, [this, key, apply](bool on) {
            apply(on);
            m_services.settings.setValue(key, on);
        });
        action->setChecked(m_services.settings.value(key, false).toBool());
    };
    MarkdownEditor *editor = &m_pane->editor();
    keep(m_actions.focusMode, QStringLiteral("focus"), [editor](bool on) { editor->setFocusMode(on); });
    keep(m_actions.typewriter, QStringLiteral("typewriter"), [editor](bool on) { editor->setTypewriter(on); });
    connect(m_actions.undistracted, &QAction::toggled, this, &MainWindow::setUndistracted);
    connectSpelling();
    connectSettings();
}

void MainWindow::connectSettings()
{
    const auto dress = [this] {
        const WritingStyle &style = m_preferences.writing();
        m_pane->editor().setWriting(style.font(m_services.theme, m_preferences.zoom()), style.measure);
        m_proofPane->setZoom(m_preferences.zoom());
    };
    dress();
    connect(&m_preferences, &Preferences::writingChanged, this, dress);
    connect(&m_preferences, &Preferences::syncChanged, this, [this] {
        if (m_blog)
            m_blog->sync().setHabit(m_preferences.syncsByItself() ? AutoSync::Habit::ByItself : AutoSync::Habit::WhenAsked);
    });
    const auto zoom = [this](QAction *action, auto wanted) {
        connect(action, &QAction::triggered, this, [this, wanted] { m_preferences.setZoom(wanted(m_preferences.zoom())); });
    };
    zoom(m_actions.larger, [](double now) { return now + 0.1; });
    zoom(m_actions.smaller, [](double now) { return now - 0.1; });
    zoom(m_actions.actualSize, [](double) { return 1.0; });
    connect(m_actions.settings, &QAction::triggered, this, &MainWindow::showSettings);
}

void MainWindow::showSettings()
{
    SettingsDialog(m_services.theme, m_preferences, m_services.spelling, this).exec();
}

void MainWindow::setUndistracted(bool on)
{
    for (QWidget *part : {static_cast<QWidget *>(m_header), static_cast<QWidget *>(m_footer)})
        part->setVisible(!on);
    m_sidebar->setVisible(!on && m_actions.showList->isChecked());
    showProof();
    menuBar()->setVisible(!on && m_actions.menuBar->isChecked());
    fillScreen();
    const QString wayBack = tr("Escape brings the window back.");
    if (!on) {
        m_toast->unsay(wayBack);
        return;
    }
    m_pane->editor().setFocus();
    m_toast->say(wayBack);
}

void MainWindow::connectSpelling()
{
    SpellChecker &spelling = m_services.spelling;
    MarkdownEditor *editor = &m_pane->editor();
    editor->setSpelling(&spelling);
    m_actions.spelling->setChecked(spelling.isOn());
    connect(m_actions.spelling, &QAction::toggled, this, [this, &spelling](bool on) {
        spelling.setOn(on);
        if (on && !spelling.trouble().isEmpty())
            m_toast->say(spelling.trouble(), {}, Toast::Tone::Trouble);
    });
    connect(&spelling, &SpellChecker::changed, editor->viewport(), qOverload<>(&QWidget::update));
    connect(&spelling, &SpellChecker::changed, this, [this, &spelling] { m_actions.spelling->setChecked(spelling.isOn()); });
    connect(&spelling, &SpellChecker::failed, this, [this](const QString &words) { m_toast->say(words, {}, Toast::Tone::Trouble); });
    connect(m_actions.nextMisspelling, &QAction::triggered, this, &MainWindow::nextMisspelling);
    connect(m_actions.language, &QAction::triggered, this, &MainWindow::chooseLanguage);
}

void MainWindow::nextMisspelling()
{
    SpellChecker &spelling = m_services.spelling;
    if (!spelling.trouble().isEmpty()) {
        m_toast->say(spelling.trouble(), {}, Toast::Tone::Trouble);
        return;
    }
    m_actions.spelling->setChecked(true);
    using From = MarkdownEditor::MisspellingFrom;
    const bool found = m_pane->editor().selectMisspelling(From::Cursor);
    if (!found && !spelling.isAsking() && m_pane->editor().selectMisspelling(From::Top))
        m_toast->say(tr("No misspelled word from there to the end: this is the first of the post."));
    else if (!found && spelling.isAsking()) // words that were never on the screen are looked up first
        connect(&spelling, &SpellChecker::settled, this, &MainWindow::nextMisspelling, Qt::SingleShotConnection);
    else if (!found)
        m_toast->say(tr("No misspelled word in this post."));
}

} // namespace galley
