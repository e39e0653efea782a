// The whole window over a real file: what its parts tell each other.
#include "tests/ui/shell/windowtest.h"
#include "ui/inspector/inspector.h"
#include "ui/postlist/sidebar.h"
#include "ui/preview/previewpane.h"
#include "ui/proof/proofpane.h"
#include "ui/session/growingfield.h"
#include "ui/shell/namedialog.h"
#include "ui/widgets/toast.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QImage>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QMenuBar>
#include <QScrollBar>
#include <QTextBlock>
#include <QToolButton>

using namespace galley;
using namespace galley::test;

class TestWindow : public WindowTest
{
    Q_OBJECT

private Q_SLOTS:
    void init() { begin(); }
    void cleanup() { end(); }
    void proofButtonSaysWhetherItIsSeen();
    void anEmptyPostTakesNoTimeToRead();
    void aShortPostHasNoScrollBar();
    void tableCommandsNeedAPost();
    void aNameIsWaitedFor();
    void proofOpensAtTheCursor();
    void aLetterWithAltOpensItsMenu();
    void leavingFullScreenBringsTheWindowBack();
    void theProofShowsThatItHasTheKeys();

private:
    QListView *list() const { return m_window->findChild<Sidebar *>()->findChild<QListView *>(); }
};

void TestWindow::proofButtonSaysWhetherItIsSeen()
{
    make(QStringLiteral("Tides"), QStringLiteral("The sea."));
    open();
    auto *button = named<QToolButton>(QStringLiteral("Proof"));
    auto *proof = m_window->findChild<PreviewPane *>();
    QVERIFY(button->isChecked() && proof->isVisible());
    press(Qt::Key_F4); // wide enough for both
    QVERIFY(m_window->findChild<Inspector *>()->isVisible());
    QVERIFY(button->isChecked());
    m_window->resize(900, 600); // now Details cover it
    QTRY_VERIFY(!button->isChecked());
    button->click(); // the way back to it
    QVERIFY(button->isChecked());
    QTRY_VERIFY(!m_window->findChild<Inspector *>()->isVisible());
    press(Qt::Key_F4);
    QTRY_VERIFY(!button->isChecked());
    press(Qt::Key_F4);
    QTRY_VERIFY(button->isChecked());
    m_window->resize(760, 600); // no room
    QTRY_VERIFY(!proof->isVisible());
    QVERIFY(!button->isChecked());
    press(Qt::Key_F4); // Details are shown all the same
    QTRY_VERIFY(m_window->findChild<Inspector *>()->isVisible());
    QVERIFY(!button->isChecked());
    press(Qt::Key_F4);
    m_window->resize(1440, 900);
    QTRY_VERIFY(proof->isVisible());
    QVERIFY(button->isChecked());
    button->click();
    QVERIFY(!proof->isVisible() && !button->isChecked());
    m_window->resize(1200, 800);
    QCoreApplication::processEvents();
    QVERIFY(!proof->isVisible() && !button->isChecked());
}

void TestWindow::anEmptyPostTakesNoTimeToRead()
{
    make(QStringLiteral("Tides"), {});
    open();
    auto *proof = m_window->findChild<PreviewPane *>();
    QVERIFY2(!proof->header().meta.contains(QLatin1String("min")), qPrintable(proof->header().meta));
    editor()->setFocus();
    QTest::keyClicks(editor(), QStringLiteral("Sea"));
    QTRY_VERIFY(proof->header().meta.contains(QLatin1String("1 min read")));
}

void TestWindow::aShortPostHasNoScrollBar()
{
    make(QStringLiteral("Tides"), QStringLiteral("One\n\nTwo\n\nThree"));
    open();
    const auto isPainted = [this] {
        const QImage bar = editor()->verticalScrollBar()->grab().toImage();
        for (int y = 0; y < bar.height(); ++y) {
            if (bar.pixel(bar.width() / 2, y) != bar.pixel(bar.width() / 2, 0))
                return true;
        }
        return false;
    };
    QVERIFY(editor()->verticalScrollBar()->isVisible());
    QVERIFY(!isPainted());
    editor()->insertPlainText(QStringLiteral("Many lines.\n\n").repeated(60));
    QTRY_VERIFY(isPainted());
}

void TestWindow::tableCommandsNeedAPost()
{
    open(); // without any
    QAction *tableMenu = nullptr;
    for (QMenu *menu : m_window->findChildren<QMenu *>()) {
        if (menu->title().remove(QLatin1Char('&')) == QLatin1String("Table"))
            tableMenu = menu->menuAction();
    }
    QVERIFY(tableMenu && !tableMenu->isEnabled());
    QTest::keyClick(m_window.get(), Qt::Key_N, Qt::ControlModifier);
    QTRY_VERIFY_WITH_TIMEOUT(tableMenu->isEnabled(), kPatience);
}

void TestWindow::aNameIsWaitedFor()
{
    NameDialog dialog(*m_theme, {QStringLiteral("New blog"), QStringLiteral("What is it called?"), QStringLiteral("Choose where…")}, {}, nullptr);
    dialog.show();
    QVERIFY(QTest::qWaitForWindowActive(&dialog));
    QPushButton *next = nullptr;
    for (QPushButton *button : dialog.findChildren<QPushButton *>()) {
        if (button->text() == QString::fromUtf8("Choose where…"))
            next = button;
    }
    QVERIFY(next && !next->isEnabled());
    auto *field = dialog.findChild<QLineEdit *>();
    QVERIFY(field->hasFocus());
    QTest::keyClicks(field, QStringLiteral("  "));
    QTest::keyClick(field, Qt::Key_Return);
    QVERIFY(dialog.isVisible() && !next->isEnabled());
    QTest::keyClicks(field, QStringLiteral("Salt "));
    QVERIFY(next->isEnabled());
    QTest::keyClick(field, Qt::Key_Return);
    QVERIFY(!dialog.isVisible());
    QCOMPARE(dialog.result(), int(QDialog::Accepted));
    QCOMPARE(dialog.name(), QStringLiteral("Salt"));
}

void TestWindow::proofOpensAtTheCursor()
{
    QString text;
    for (int i = 0; i < 40; ++i)
        text += QStringLiteral("Paragraph %1 of the tide, which comes and goes as it did before.\n\n").arg(i);
    make(QStringLiteral("Tides"), text);
    make(QStringLiteral("Ferries"), QStringLiteral("They come and go."));
    open();
    const auto *proof = m_window->findChild<PreviewPane *>();
    const auto go = [&](const QString &title) {
        for (int row = 0; row < list()->model()->rowCount(); ++row) {
            const QModelIndex index = list()->model()->index(row, 0);
            if (index.data(Qt::DisplayRole).toString() == title)
                list()->setCurrentIndex(index);
        }
        list()->setFocus();
        const auto *field = m_window->findChild<GrowingField *>();
        return QTest::qWaitFor([&] { return field->text() == title && proof->header().title == title; }, kPatience);
    };
    const auto shows = [proof](int line) {
        for (int y = 0; y < proof->viewport()->height(); ++y) {
            if (proof->lineAt(QPoint(200, y)) == line)
                return true;
        }
        return false;
    };
    QVERIFY(go(QStringLiteral("Tides")));
    QVERIFY(shows(0) && !shows(60));
    editor()->setTextCursor(QTextCursor(editor()->document()->findBlockByNumber(60)));
    QVERIFY(editor()->isCursorInSight());
    QVERIFY(go(QStringLiteral("Ferries")));
    QVERIFY(go(QStringLiteral("Tides"))); // the keys are the list's
    QVERIFY(!editor()->hasFocus());
    QVERIFY(shows(60));
    // Where the cursor is out of sight: what the text shows.
    editor()->scrollToLine(20);
    QVERIFY(!editor()->isCursorInSight());
    QVERIFY(go(QStringLiteral("Ferries")));
    QVERIFY(go(QStringLiteral("Tides")));
    QCOMPARE(qRound(proof->topLine()), qRound(editor()->topLine()));
    // Back at the start of the text, the title is there too.
    editor()->setFocus();
    editor()->moveCursor(QTextCursor::Start);
    QTRY_COMPARE_WITH_TIMEOUT(proof->verticalScrollBar()->value(), 0, kPatience);
    // A picture that is pasted at the end is seen whole when it has come.
    QImage picture(1200, 900, QImage::Format_RGB32);
    picture.fill(Qt::red);
    QApplication::clipboard()->setImage(picture);
    editor()->moveCursor(QTextCursor::End);
    editor()->paste();
    const auto isWhole = [proof] {
        const QImage seen = proof->viewport()->grab().toImage();
        const auto isRed = [&seen](int y) {
            const QColor colour = seen.pixelColor(seen.width() / 2, y);
            return colour.red() > 200 && colour.green() < 60;
        };
        int height = 0;
        for (int y = 0; y < seen.height(); ++y)
            height += isRed(y);
        return height > 200 && !isRed(0) && !isRed(seen.height() - 1);
    };
    QTRY_VERIFY_WITH_TIMEOUT(isWhole(), kPatience);
}

void TestWindow::aLetterWithAltOpensItsMenu()
{
    make(QStringLiteral("Tides"), QStringLiteral("The sea."));
    open();
    editor()->setFocus();
    QVERIFY(!m_window->menuBar()->isVisible());
    // As a keyboard sends it: with the letter that would be typed.
    QTest::sendKeyEvent(QTest::Click, editor(), Qt::Key_O, QStringLiteral("o"), Qt::AltModifier);
    QVERIFY(m_window->menuBar()->isVisible());
    QTRY_VERIFY(m_window->menuBar()->activeAction() && m_window->menuBar()->activeAction()->menu()->isVisible());
    QVERIFY(m_window->menuBar()->activeAction()->text().contains(QStringLiteral("rmat")));
    m_window->menuBar()->activeAction()->menu()->close();
    QCOMPARE(editor()->markdown(), QStringLiteral("The sea."));
}

void TestWindow::leavingFullScreenBringsTheWindowBack()
{
    make(QStringLiteral("Tides"), QStringLiteral("The sea."));
    open();
    const auto state = [this] { return m_window->windowState() & (Qt::WindowFullScreen | Qt::WindowMaximized); };
    auto *toast = m_window->findChild<Toast *>();
    for (const Qt::WindowStates before : {Qt::WindowStates(Qt::WindowMaximized), Qt::WindowStates()}) {
        m_window->setWindowState(before);
        for (const Qt::Key back : {Qt::Key_F11, Qt::Key_Escape}) {
            press(Qt::Key_F11);
            QTRY_VERIFY(state() & Qt::WindowFullScreen);
            press(back);
            QTRY_COMPARE(state(), before);
        }
        QTest::keyClick(m_window.get(), Qt::Key_F11, Qt::ShiftModifier);
        QTRY_VERIFY(state() & Qt::WindowFullScreen);
        QVERIFY(toast->isVisible() && !m_window->findChild<Sidebar *>()->isVisible());
        QTest::keyClick(editor(), Qt::Key_Escape);
        QTRY_COMPARE(state(), before);
        QVERIFY(!toast->isVisible());
    }
}

void TestWindow::theProofShowsThatItHasTheKeys()
{
    make(QStringLiteral("Tides"), QStringLiteral("The sea."));
    open();
    auto *proof = m_window->findChild<ProofPane *>();
    const auto isMarked = [&] { return proof->grab().toImage().pixelColor(0, proof->height() / 2) == m_theme->tokens().accent; };
    editor()->setFocus();
    QVERIFY(!isMarked());
    press(Qt::Key_F6);
    QVERIFY(proof->preview().hasFocus());
    QVERIFY(isMarked());
    press(Qt::Key_F6);
    QVERIFY(!proof->preview().hasFocus());
    QVERIFY(!isMarked());
}

QTEST_MAIN(TestWindow)
#include "test_window.moc"
