// Details of a post: the panel over the proof.
#include "tests/ui/shell/windowtest.h"
#include "ui/inspector/inspector.h"
#include "ui/postlist/sidebar.h"
#include "ui/preview/previewpane.h"

#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPlainTextEdit>
#include <QScrollBar>

#include <algorithm>

using namespace galley;
using namespace galley::test;

class TestDetails : public WindowTest
{
    Q_OBJECT

private Q_SLOTS:
    void init() { begin(); }
    void cleanup() { end(); }
    void detailsBeginWithTheAddress();
    void detailsAreGoneThroughFromTopToBottom();
    void aDateThatCanNotBeReadIsSaid();
    void anEmptiedAddressIsMadeFromTheTitle();
    void detailsLeaveRoomForTheProof();
};

void TestDetails::detailsBeginWithTheAddress()
{
    const QString longLine = QStringLiteral("Repairing a 1954 rangefinder with patience, a toothpick and a good deal of luck at the kitchen table");
    make(QStringLiteral("Harbours"), QStringLiteral("Boats."));
    make(QStringLiteral("A lens"), QStringLiteral("Glass."), longLine);
    open();
    QTest::qWait(0);
    press(Qt::Key_F4);
    auto *details = m_window->findChild<Inspector *>();
    const auto field = [details](const char *name) {
        for (QLineEdit *edit : details->findChildren<QLineEdit *>()) {
            if (edit->accessibleName() == QLatin1String(name))
                return edit;
        }
        qFatal("no field %s", name);
        return static_cast<QLineEdit *>(nullptr);
    };
    QTRY_VERIFY(field("Address")->hasFocus());
    auto *list = m_window->findChild<Sidebar *>()->findChild<QListView *>();
    QTRY_COMPARE_WITH_TIMEOUT(list->model()->rowCount(), 2, kPatience);
    const auto show = [&](const char *title) {
        for (int row = 0; row < 2; ++row) {
            const QModelIndex index = list->model()->index(row, 0);
            if (index.data().toString() == QLatin1String(title))
                QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualRect(index).center());
        }
    };
    show("A lens");
    QTRY_COMPARE_WITH_TIMEOUT(field("Address")->text(), QStringLiteral("a-lens"), kPatience);
    QCOMPARE(field("Subtitle")->text(), longLine);
    QCOMPARE(field("Subtitle")->cursorPosition(), 0);
    // The author stands in a field while another post comes: nothing of the former one stays in it.
    field("Address")->setFocus();
    QTest::keyClick(m_window.get(), Qt::Key_P, Qt::ControlModifier);
    QTRY_VERIFY(!field("Address")->hasFocus());
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    QTRY_COMPARE_WITH_TIMEOUT(named<QPlainTextEdit>(QStringLiteral("Title"))->toPlainText(), QStringLiteral("Harbours"), kPatience);
    QTRY_COMPARE_WITH_TIMEOUT(field("Address")->text(), QStringLiteral("harbours"), kPatience);
}

void TestDetails::detailsAreGoneThroughFromTopToBottom()
{
    make(QStringLiteral("Harbours"), QStringLiteral("Boats."));
    open();
    press(Qt::Key_F4);
    QTRY_VERIFY_WITH_TIMEOUT(named<QLineEdit>(QStringLiteral("Address"))->hasFocus(), kPatience);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Backtab, Qt::ShiftModifier);
    const auto *details = m_window->findChild<Inspector *>();
    QStringList stops;
    while (QApplication::focusWidget() && details->isAncestorOf(QApplication::focusWidget()) && stops.size() < 20) {
        stops += QApplication::focusWidget()->accessibleName();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    }
    QCOMPARE(stops, (QStringList{QStringLiteral("Close the details"), QStringLiteral("Address"), QStringLiteral("Tags"), QStringLiteral("Subtitle"),
                                 QStringLiteral("Excerpt"), QStringLiteral("Series"), QStringLiteral("Place in the series"), QStringLiteral("Date")}));
}

void TestDetails::aDateThatCanNotBeReadIsSaid()
{
    const qint64 id = make(QStringLiteral("Harbours"), QStringLiteral("Boats."));
    open();
    press(Qt::Key_F4);
    auto *date = named<QLineEdit>(QStringLiteral("Date"));
    date->setFocus();
    QTest::keyClicks(date, QStringLiteral("yesterday"));
    QTest::keyClick(date, Qt::Key_Return);
    const QString sentence = QStringLiteral("“yesterday” can't be read as a date: write it as 2026-11-22 or 2026-11-22 09:30.");
    QTRY_COMPARE_WITH_TIMEOUT(date->accessibleDescription(), sentence, kPatience);
    const auto *note = named<QLabel>(sentence);
    QCOMPARE(note->palette().color(note->foregroundRole()), m_theme->tokens().warn);
    // What is saved meanwhile leaves it to be put right.
    editor()->setFocus();
    QTest::keyClicks(editor(), QStringLiteral("x"));
    Workspace workspace(m_path, m_clock);
    QVERIFY(finished(workspace.open()));
    QTRY_VERIFY_WITH_TIMEOUT(finished(workspace.post(id))->fields.content.contains(QLatin1Char('x')), kPatience);
    QCOMPARE(date->text(), QStringLiteral("yesterday"));
    date->setFocus();
    date->selectAll();
    QTest::keyClicks(date, QStringLiteral("2026-11-22"));
    QTest::keyClick(date, Qt::Key_Return);
    QTRY_COMPARE_WITH_TIMEOUT(date->accessibleDescription(), QString(), kPatience);
}

void TestDetails::anEmptiedAddressIsMadeFromTheTitle()
{
    make(QStringLiteral("Low water"), QStringLiteral("Boats."));
    open();
    press(Qt::Key_F4);
    auto *address = named<QLineEdit>(QStringLiteral("Address"));
    QTRY_VERIFY_WITH_TIMEOUT(address->hasFocus(), kPatience);
    const auto says = [this](const QString &words) {
        const QList<QLabel *> labels = m_window->findChild<Inspector *>()->findChildren<QLabel *>();
        return std::ranges::any_of(labels, [&words](const QLabel *label) { return label->text() == words; });
    };
    const auto type = [address](const QString &typed) {
        address->setFocus();
        address->selectAll();
        QTest::keyClick(address, Qt::Key_Delete);
        QTest::keyClicks(address, typed);
    };
    type(QStringLiteral("ebb"));
    QTest::keyClick(address, Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(says(QStringLiteral("Readers find it at /blog/ebb")), kPatience);
    for (const auto &[typed, meanwhile] : {std::pair("", "It will be made from the title"), std::pair("!?", "An address needs letters a–z or digits")}) {
        type(QString::fromUtf8(typed));
        QVERIFY(says(QString::fromUtf8(meanwhile)));
        QTest::keyClick(address, Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(address->text(), QStringLiteral("low-water"), kPatience);
        QVERIFY(says(QStringLiteral("Readers find it at /blog/low-water")));
    }
    // One that is a single long word makes nothing wider than the panel.
    type(QStringLiteral("donaudampfschifffahrtselektrizitaetenhauptbetriebswerkbauunterbeamtengesellschaft"));
    QTest::keyClick(address, Qt::Key_Return);
    const auto *details = m_window->findChild<Inspector *>();
    QTRY_VERIFY_WITH_TIMEOUT(details->rect().contains(QRect(address->mapTo(details, QPoint()), address->size())), kPatience);
}

void TestDetails::detailsLeaveRoomForTheProof()
{
    make(QStringLiteral("Tides"), QStringLiteral("The tide comes and goes as it did before, twice a day.\n\n").repeated(80));
    open();
    auto *proof = m_window->findChild<PreviewPane *>();
    QTRY_VERIFY_WITH_TIMEOUT(proof->verticalScrollBar()->maximum() > 1500, kPatience);
    editor()->scrollToLine(60);
    proof->scrollToLine(60);
    const auto isAtThePlace = [proof] { return qAbs(proof->topLine() - 60) < 0.5; };
    for (const int width : {1440, 2200}) {
        m_window->resize(width, 900);
        QTRY_COMPARE(m_window->width(), width);
        const int all = proof->width();
        const int textBefore = editor()->width();
        press(Qt::Key_F4);
        const auto *details = m_window->findChild<Inspector *>();
        QCOMPARE(editor()->width() + proof->width(), textBefore + all - details->width());
        QVERIFY2(proof->width() >= 400, qPrintable(QString::number(proof->width())));
        QVERIFY(editor()->width() >= proof->width());
        QTRY_COMPARE_WITH_TIMEOUT(details->x(), proof->geometry().right() + 1, kPatience);
        QTRY_VERIFY(isAtThePlace());
        press(Qt::Key_F4);
        QCOMPARE(proof->width(), all);
        QCOMPARE(editor()->width(), textBefore);
        QTRY_VERIFY(isAtThePlace());
    }
    // While they are open, the window may become as small as it likes: they give back what they have taken.
    m_window->resize(1440, 900);
    const int all = proof->width();
    press(Qt::Key_F4);
    m_window->resize(1000, 900);
    m_window->resize(1440, 900);
    QTRY_VERIFY(proof->width() >= 400 && editor()->width() >= proof->width());
    press(Qt::Key_F4);
    QTRY_COMPARE(proof->width(), all);
    m_window->resize(900, 600);
    press(Qt::Key_F4);
    const auto *details = m_window->findChild<Inspector *>();
    QTRY_COMPARE_WITH_TIMEOUT(details->geometry(), details->parentWidget()->rect(), kPatience);
}

QTEST_MAIN(TestDetails)
#include "test_details.moc"
