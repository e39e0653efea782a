// What binds the parts of the window together: text and proof that scroll as one, and menus that can be searched.
#include "core/markdown/markdown.h"
#include "tests/ui/shell/contrast.h"
#include "ui/editor/markdowneditor.h"
#include "ui/preview/previewpane.h"
#include "ui/preview/themestyle.h"
#include "ui/shell/actions.h"
#include "ui/shell/commands.h"
#include "ui/shell/footerbar.h"
#include "ui/shell/headerbar.h"
#include "ui/shell/qtwords.h"
#include "ui/shell/scrolllink.h"
#include "ui/theme/theme.h"
#include "ui/widgets/toast.h"

#include <QLayout>
#include <QLineEdit>
#include <QMainWindow>
#include <QMenuBar>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <QWheelEvent>

#include <algorithm>

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
    void headerTellsTheKeysAndFits();
    void menusOfFieldsSpeakAsOurs();
    void minutesOfAFewWordsAreNotTold();
    void wordsCanBeRead();

private:
    QTemporaryDir m_folder;
    QSettings m_settings{m_folder.filePath(QStringLiteral("s.ini")), QSettings::IniFormat};
    Theme m_theme{m_settings};
};

void TestShell::menusOfFieldsSpeakAsOurs()
{
    QtWords words;
    QVERIFY(QCoreApplication::installTranslator(&words));
    QLineEdit line;
    QPlainTextEdit text;
    for (QMenu *menu : {line.createStandardContextMenu(), text.createStandardContextMenu()}) {
        QStringList shown;
        for (const QAction *action : menu->actions())
            shown += QString(action->text()).remove(QLatin1Char('&')).section(QLatin1Char('\t'), 0, 0);
        QVERIFY2(shown.contains(QStringLiteral("Select all")), qPrintable(shown.join(QLatin1Char('|'))));
        QVERIFY(shown.contains(QStringLiteral("Undo")));
        delete menu;
    }
    QCoreApplication::removeTranslator(&words);
}

void TestShell::wordsCanBeRead()
{
    for (const Tokens &t : {lightTokens(), darkTokens()}) {
        for (const QColor &words : {t.ink, t.soft, t.muted, t.accent, t.warn, t.bad}) {
            for (const QColor &ground : {t.paper, t.side, t.selection, t.tint, t.code})
                QVERIFY2(test::contrast(words, ground) >= 4.5, qPrintable(words.name() + QStringLiteral(" on ") + ground.name()));
        }
        QVERIFY(test::contrast(t.hint, t.paper) >= 4.5);
        QVERIFY(test::contrast(t.accentInk, t.accent) >= 4.5);
    }
    for (const ThemeChoice choice : {ThemeChoice::Light, ThemeChoice::Dark}) { // a toast is of the other one's colours
        m_theme.setChoice(choice);
        QWidget window;
        window.resize(600, 400);
        Toast toast(m_theme, &window);
        toast.say(QStringLiteral("Deleted"), {{QStringLiteral("Undo"), [] {}}});
        const QColor words = toast.findChild<QToolButton *>()->palette().color(QPalette::ButtonText);
        const QColor ground = toast.grab().toImage().pixelColor(toast.width() / 2, 3);
        QVERIFY2(test::contrast(words, ground) >= 4.5, qPrintable(words.name() + QStringLiteral(" on ") + ground.name()));
    }
    m_theme.setChoice(ThemeChoice::Light);
}

void TestShell::minutesOfAFewWordsAreNotTold()
{
    FooterBar bar(m_theme);
    bar.setLength({3, 14, 1}, FooterBar::Extent::Selection);
    QCOMPARE(bar.accessibleDescription(), QStringLiteral("Selected: 3 words · 14 characters"));
    bar.setLength({500, 2500, 2}, FooterBar::Extent::Selection);
    QCOMPARE(bar.accessibleDescription(), QStringLiteral("Selected: 500 words · 2,500 characters · 2 min"));
    bar.setLength({3, 14, 1}, FooterBar::Extent::Post);
    QCOMPARE(bar.accessibleDescription(), QStringLiteral("3 words · 14 characters · 1 min"));
}

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

void TestShell::headerTellsTheKeysAndFits()
{
    QMainWindow window;
    const Actions actions(m_theme, &window);
    HeaderBar header(m_theme, actions);
    header.setBlogName(QStringLiteral("A blog with a name that goes on and on, as some do"));
    header.setPostOpen(true);
    header.setStatus(QStringLiteral("Published · edited"));
    header.show();
    QVERIFY(QTest::qWaitForWindowExposed(&header));
    for (QAction *action : actions.needPost()) { // as when a post is opened
        action->setEnabled(false);
        action->setEnabled(true);
    }
    const auto button = [&header](const QString &name) {
        const QList<QToolButton *> buttons = header.findChildren<QToolButton *>();
        const auto found = std::ranges::find(buttons, name, &QWidget::accessibleName);
        return found == buttons.end() ? nullptr : *found;
    };
    for (const auto &[name, keys] : {std::pair("Bold", "Ctrl+B"), std::pair("Heading 2", "Ctrl+2"), std::pair("Insert table", "Ctrl+Shift+T"),
                                     std::pair("Bulleted list", "Ctrl+Shift+8"), std::pair("Image", "Ctrl+Shift+I")})
        QCOMPARE(button(QLatin1String(name))->toolTip(), QStringLiteral("%1 (%2)").arg(QLatin1String(name), QLatin1String(keys)));
    for (const int width : {640, 900, 1440}) {
        header.resize(width, header.height());
        QTRY_COMPARE(button(QStringLiteral("Heading 2"))->isVisible(), width >= 900);
        QVERIFY(header.layout()->totalMinimumSize().width() <= width);
    }
}

QTEST_MAIN(TestShell)
#include "test_shell.moc"
