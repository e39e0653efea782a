// What binds the parts of the window together: text and proof that scroll as one, and menus that can be searched.
#include "core/markdown/markdown.h"
#include "ui/editor/markdowneditor.h"
#include "ui/preview/previewpane.h"
#include "ui/preview/themestyle.h"
#include "ui/shell/actions.h"
#include "ui/shell/commands.h"
#include "ui/shell/scrolllink.h"
#include "ui/theme/theme.h"

#include <QMainWindow>
#include <QMenuBar>
#include <QScrollBar>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>
#include <QWheelEvent>

using namespace galley;

namespace {

void turnWheel(QAbstractScrollArea &area, int steps)
{
    QWidget *under = area.viewport();
    const QPointF at(under->rect().center());
    for (int i = 0; i < steps; ++i) {
        QWheelEvent event(at, under->mapToGlobal(at), {}, QPoint(0, -120), Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(under, &event);
    }
}

} // namespace

class TestShell : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void textAndProofScrollAsOne();
    void everyCommandIsInTheMenus();
    void onlyWhatCanBeDoneIsOffered();

private:
    QTemporaryDir m_folder;
    QSettings m_settings{m_folder.filePath(QStringLiteral("s.ini")), QSettings::IniFormat};
    Theme m_theme{m_settings};
};

void TestShell::textAndProofScrollAsOne()
{
    QString text;
    for (int i = 0; i < 200; ++i)
        text += QStringLiteral("## Part %1\n\n").arg(i) + QStringLiteral("Nobody reads them; everyone knows them. ").repeated(12) + QStringLiteral("\n\n");
    MarkdownEditor editor(m_theme);
    PreviewPane proof;
    proof.setPreviewStyle(themeStyle(site::Scheme::Light));
    for (QWidget *widget : std::initializer_list<QWidget *>{&editor, &proof}) {
        widget->resize(600, 500);
        widget->show();
        QVERIFY(QTest::qWaitForWindowExposed(widget));
    }
    editor.load(text);
    proof.openDocument({QStringLiteral("Title"), {}, {}}, markdown::parse(text));
    ScrollLink link(editor, proof);

    turnWheel(editor, 30);
    QVERIFY(editor.topLine() > 20);
    QTRY_COMPARE(int(proof.topLine()), int(editor.topLine()));
    const double before = editor.topLine();
    turnWheel(proof, 40);
    QVERIFY(proof.topLine() > before + 5);
    QTRY_COMPARE(int(editor.topLine()), int(proof.topLine()));
    // A cursor that moves out of sight takes the text along, and moves no proof.
    const double proofBefore = proof.topLine();
    editor.moveCursor(QTextCursor::End);
    QVERIFY(editor.topLine() > before + 100);
    QCoreApplication::processEvents();
    QCOMPARE(proof.topLine(), proofBefore);
}

void TestShell::everyCommandIsInTheMenus()
{
    QMainWindow window;
    const Actions actions(m_theme, &window);
    fillMenuBar(*window.menuBar(), actions);
    QSet<QAction *> found;
    QSet<QString> names;
    for (const Command &command : commandsOf(*window.menuBar())) {
        found.insert(command.action);
        names.insert(command.entry.name + command.entry.aside);
        QVERIFY(!command.entry.name.isEmpty() && !command.entry.name.contains(QLatin1Char('&')) && !command.entry.aside.isEmpty());
    }
    for (QAction *action : actions.all)
        QVERIFY2(found.contains(action), qPrintable(action->text()));
    QCOMPARE(names.size(), found.size()); // no two are called the same
    QSet<QKeySequence> keys;
    for (const QAction *action : actions.all) {
        for (const QKeySequence &sequence : action->shortcuts()) {
            QVERIFY2(!keys.contains(sequence), qPrintable(action->text() + sequence.toString()));
            keys.insert(sequence);
        }
    }
}

void TestShell::onlyWhatCanBeDoneIsOffered()
{
    QMainWindow window;
    const Actions actions(m_theme, &window);
    fillMenuBar(*window.menuBar(), actions);
    for (QAction *action : actions.needPost())
        action->setEnabled(false);
    actions.dark->setChecked(true);
    bool darkIsOn = false;
    for (const Command &command : commandsOf(*window.menuBar())) {
        QVERIFY(!actions.needPost().contains(command.action));
        if (command.action == actions.dark)
            darkIsOn = command.entry.aside.endsWith(QLatin1String("on"));
    }
    QVERIFY(darkIsOn);
}

QTEST_MAIN(TestShell)
#include "test_shell.moc"
