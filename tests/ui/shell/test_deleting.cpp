// Deleting posts in a file without a site, and the way back: what is asked, what the toast offers, and what Undo brings.
// GALLEY_PICTURES=DIR keeps what the questions look like.
#include "tests/ui/shell/contrast.h"
#include "tests/ui/shell/windowtest.h"
#include "ui/postlist/sidebar.h"
#include "ui/widgets/carddialog.h"
#include "ui/widgets/toast.h"

#include <QAction>
#include <QApplication>
#include <QLabel>
#include <QListView>
#include <QPlainTextEdit>
#include <QTimer>
#include <QToolButton>

using namespace galley;
using namespace galley::test;

namespace {

QLabel *labelOf(const QDialog &dialog, const QString &text)
{
    for (QLabel *label : dialog.findChildren<QLabel *>()) {
        if (label->text() == text)
            return label;
    }
    return nullptr;
}

void keep(QDialog &dialog, const QString &name)
{
    if (const QString folder = qEnvironmentVariable("GALLEY_PICTURES"); !folder.isEmpty())
        dialog.grab().save(QStringLiteral("%1/%2.png").arg(folder, name));
}

} // namespace

class TestDeleting : public WindowTest
{
    Q_OBJECT

private Q_SLOTS:
    void init() { begin(); }
    void cleanup() { end(); }
    void aDraftComesBack();
    void aPublishedPostComesBack();
    void undoInTheList();
    void severalComeBack();
    void deletedPostsComeBackLater();
    void nothingDeletedIsSaid();
    void enterDeletesNothing_data();
    void enterDeletesNothing();

private:
    void trigger(const QString &action);
    /// Once a question is asked: looks at it, and then presses this button.
    void answer(const QString &button, const std::function<void(QDialog &)> &look = {});
    void undo();
    QAbstractItemModel *list() const { return m_window->findChild<Sidebar *>()->findChild<QListView *>()->model(); }
    QString title() const { return named<QPlainTextEdit>(QStringLiteral("Title"))->toPlainText(); }
    Toast *toast() const { return m_window->findChild<Toast *>(); }
    void chooseAll();
};

void TestDeleting::trigger(const QString &name)
{
    for (QAction *action : m_window->findChildren<QAction *>()) {
        if (QString(action->text()).remove(QLatin1Char('&')) == name) {
            QTRY_VERIFY_WITH_TIMEOUT(action->isEnabled(), kPatience);
            action->trigger();
            return;
        }
    }
    qFatal("no action %s", qPrintable(name));
}

void TestDeleting::answer(const QString &button, const std::function<void(QDialog &)> &look)
{
    auto *timer = new QTimer(this);
    timer->setInterval(20);
    connect(timer, &QTimer::timeout, this, [timer, button, look] {
        auto *dialog = qobject_cast<CardDialog *>(QApplication::activeModalWidget());
        if (!dialog || !dialog->isActiveWindow())
            return;
        timer->deleteLater();
        timer->stop();
        if (look)
            look(*dialog);
        for (QPushButton *each : dialog->findChildren<QPushButton *>()) {
            if (each->text() == button) {
                each->click();
                return;
            }
        }
        qFatal("no button %s", qPrintable(button));
    });
    timer->start();
}

void TestDeleting::undo()
{
    QTRY_VERIFY_WITH_TIMEOUT(toast()->isVisible() && toast()->findChild<QToolButton *>(), kPatience);
    QToolButton *way = nullptr;
    for (QToolButton *each : toast()->findChildren<QToolButton *>()) {
        if (each->text() == QStringLiteral("Undo"))
            way = each;
    }
    QVERIFY(way);
    way->click();
}

void TestDeleting::chooseAll()
{
    auto *view = m_window->findChild<Sidebar *>()->findChild<QListView *>();
    view->setFocus();
    view->selectAll();
    QTRY_COMPARE_WITH_TIMEOUT(m_window->findChild<Sidebar *>()->chosenPosts().size(), list()->rowCount(), kPatience);
}

void TestDeleting::aDraftComesBack()
{
    make(QStringLiteral("Tides"), QStringLiteral("The sea."));
    open();
    editor()->setFocus();
    QTest::keyClicks(editor(), QStringLiteral("Now. ")); // not saved yet
    answer(QStringLiteral("Delete post"));
    trigger(QStringLiteral("Delete post…"));
    QTRY_COMPARE_WITH_TIMEOUT(toast()->accessibleName(), QStringLiteral("Post deleted."), kPatience);
    QTRY_COMPARE_WITH_TIMEOUT(list()->rowCount(), 0, kPatience);
    QTRY_COMPARE_WITH_TIMEOUT(m_window->focusWidget()->accessibleName(), QStringLiteral("Title"), kPatience); // where the next one begins
    undo();
    QTRY_COMPARE_WITH_TIMEOUT(toast()->accessibleName(), QStringLiteral("The post is back."), kPatience);
    QTRY_COMPARE_WITH_TIMEOUT(list()->rowCount(), 1, kPatience);
    QTRY_COMPARE_WITH_TIMEOUT(title(), QStringLiteral("Tides"), kPatience); // and is shown
    QCOMPARE(editor()->toPlainText(), QStringLiteral("Now. The sea."));
    for (QToolButton *way : toast()->findChildren<QToolButton *>())
        QVERIFY(way->text() != QStringLiteral("Undo") || !way->isVisible()); // an undo is not undone
}

void TestDeleting::aPublishedPostComesBack()
{
    const qint64 tides = make(QStringLiteral("Tides"), QStringLiteral("The sea."));
    open({tides, make(QStringLiteral("Waves"), QStringLiteral("The wind."))});
    QTRY_COMPARE_WITH_TIMEOUT(list()->rowCount(), 2, kPatience);
    const QString open = title();
    answer(QStringLiteral("Delete post"));
    trigger(QStringLiteral("Delete post…"));
    QTRY_COMPARE_WITH_TIMEOUT(list()->rowCount(), 1, kPatience);
    QTRY_VERIFY_WITH_TIMEOUT(!title().isEmpty() && title() != open, kPatience); // another one is shown
    undo();
    QTRY_COMPARE_WITH_TIMEOUT(list()->rowCount(), 2, kPatience);
    QTRY_COMPARE_WITH_TIMEOUT(title(), open, kPatience);
    QTRY_VERIFY_WITH_TIMEOUT(!publishButton()->isEnabled(), kPatience); // readers see it as it is
    QVERIFY2(publishButton()->toolTip().startsWith(QLatin1String("Published as it stands")), qPrintable(publishButton()->toolTip()));
}

void TestDeleting::undoInTheList()
{
    make(QStringLiteral("Tides"), QStringLiteral("The sea."));
    make(QStringLiteral("Waves"), QStringLiteral("The wind."));
    make(QStringLiteral("Sand"), QStringLiteral("The shore."));
    open();
    QTRY_COMPARE_WITH_TIMEOUT(list()->rowCount(), 3, kPatience);
    auto *view = m_window->findChild<Sidebar *>()->findChild<QListView *>();
    view->setFocus();
    const QString one = title();
    answer(QStringLiteral("Delete post"), [](QDialog &dialog) {
        QVERIFY(labelOf(dialog, QStringLiteral("It stays in “Deleted posts” for 30 days, where you can bring it back.")));
    });
    QTest::keyClick(view, Qt::Key_Delete);
    QTRY_COMPARE_WITH_TIMEOUT(list()->rowCount(), 2, kPatience);
    QTRY_VERIFY_WITH_TIMEOUT(!title().isEmpty() && title() != one, kPatience);
    QTRY_VERIFY_WITH_TIMEOUT(list()->match(list()->index(0, 0), Qt::DisplayRole, one, 1, Qt::MatchExactly).isEmpty(), kPatience);
    // In a text, Undo is about the text.
    editor()->setFocus();
    QTest::keyClicks(editor(), QStringLiteral("Now"));
    trigger(QStringLiteral("Undo"));
    QTRY_VERIFY_WITH_TIMEOUT(!editor()->toPlainText().startsWith(QStringLiteral("Now")), kPatience);
    QCOMPARE(list()->rowCount(), 2);
    chooseAll();
    answer(QStringLiteral("Delete"));
    QTest::keyClick(view, Qt::Key_Delete);
    QTRY_COMPARE_WITH_TIMEOUT(toast()->accessibleName(), QStringLiteral("2 posts deleted."), kPatience);
    QTRY_COMPARE_WITH_TIMEOUT(list()->rowCount(), 0, kPatience);
    QTRY_COMPARE_WITH_TIMEOUT(m_window->focusWidget()->accessibleName(), QStringLiteral("Title"), kPatience);
    toast()->hide(); // the keys still know
    trigger(QStringLiteral("Undo"));
    QTRY_COMPARE_WITH_TIMEOUT(toast()->accessibleName(), QStringLiteral("Undone for 2 posts."), kPatience);
    QTRY_COMPARE_WITH_TIMEOUT(list()->rowCount(), 2, kPatience);
    QTRY_VERIFY_WITH_TIMEOUT(!title().isEmpty() && view->isVisible(), kPatience); // one of them is shown
    m_window->activateWindow(); // as a window manager does when a question is gone
    QVERIFY(QTest::qWaitForWindowActive(m_window.get(), kPatience));
    view->setFocus();
    QVERIFY(view->hasFocus());
    trigger(QStringLiteral("Undo"));
    QTRY_COMPARE_WITH_TIMEOUT(list()->rowCount(), 3, kPatience);
    QTRY_COMPARE_WITH_TIMEOUT(title(), one, kPatience);
    view->setFocus();
    trigger(QStringLiteral("Undo")); // nothing is left to undo
    QCOMPARE(list()->rowCount(), 3);
}

void TestDeleting::severalComeBack()
{
    const qint64 tides = make(QStringLiteral("Tides"), QStringLiteral("The sea."));
    make(QStringLiteral("Waves"), QStringLiteral("The wind."));
    open({tides});
    QTRY_COMPARE_WITH_TIMEOUT(list()->rowCount(), 2, kPatience);
    chooseAll();
    answer(QStringLiteral("Delete"));
    trigger(QStringLiteral("Delete 2 posts…"));
    bool hasOpened = false;
    const auto opened = connect(named<QPlainTextEdit>(QStringLiteral("Title")), &QPlainTextEdit::textChanged, this,
                                [&] { hasOpened = hasOpened || !title().isEmpty(); });
    auto *view = m_window->findChild<Sidebar *>()->findChild<QListView *>();
    m_window->activateWindow(); // as a window manager does once the question is gone
    view->setFocus();
    QTRY_COMPARE_WITH_TIMEOUT(toast()->accessibleName(), QStringLiteral("2 posts deleted."), kPatience);
    QTRY_COMPARE_WITH_TIMEOUT(list()->rowCount(), 0, kPatience);
    disconnect(opened);
    QVERIFY(!hasOpened); // one of those that went
    undo();
    QTRY_COMPARE_WITH_TIMEOUT(toast()->accessibleName(), QStringLiteral("Undone for 2 posts."), kPatience);
    QTRY_COMPARE_WITH_TIMEOUT(list()->rowCount(), 2, kPatience);
    QTRY_VERIFY_WITH_TIMEOUT(!title().isEmpty(), kPatience); // one of them is shown
    m_window.reset();
    Workspace workspace(m_path, m_clock);
    QVERIFY(finished(workspace.open()));
    QCOMPARE(finished(workspace.post(tides))->status, PostStatus::Published);
    QCOMPARE(finished(workspace.counts())->all, 2);
}

void TestDeleting::deletedPostsComeBackLater()
{
    const qint64 tides = make(QStringLiteral("The tide tables, and what the harbour master said about them to the keeper"), QStringLiteral("The sea."));
    make(QString(), QStringLiteral("The wind."));
    make(QStringLiteral("Waves"), QStringLiteral("The sand."));
    open({tides});
    QTRY_COMPARE_WITH_TIMEOUT(list()->rowCount(), 3, kPatience);
    chooseAll();
    answer(QStringLiteral("Delete"));
    trigger(QStringLiteral("Delete 3 posts…"));
    QTRY_COMPARE_WITH_TIMEOUT(list()->rowCount(), 0, kPatience);
    QTRY_VERIFY_WITH_TIMEOUT(toast()->isVisible(), kPatience);
    toast()->hide(); // that chance is gone
    int row = -1;
    const auto look = [&](QDialog &dialog) {
        auto *view = dialog.findChild<QListView *>();
        QTRY_COMPARE_WITH_TIMEOUT(view->model()->rowCount(), 3, kPatience);
        QVERIFY(view->hasFocus());
        for (row = 0; !view->model()->index(row, 0).data(Qt::AccessibleTextRole).toString().startsWith(QStringLiteral("The tide tables")); ++row)
            QTest::keyClick(view, Qt::Key_Down);
        QVERIFY(view->model()->index(row, 0).data(Qt::AccessibleTextRole).toString().endsWith(QStringLiteral("Published · just now")));
        QCOMPARE(view->currentIndex().row(), row);
        keep(dialog, QStringLiteral("deleted"));
    };
    answer(QStringLiteral("Restore"), look);
    trigger(QStringLiteral("Deleted posts…"));
    QTRY_COMPARE_WITH_TIMEOUT(toast()->accessibleName(), QStringLiteral("The post is back."), kPatience);
    QTRY_VERIFY_WITH_TIMEOUT(title().startsWith(QStringLiteral("The tide tables")), kPatience); // and is shown
    QTRY_COMPARE_WITH_TIMEOUT(publishButton()->text(), QStringLiteral("Update"), kPatience); // readers see it again
    answer(QStringLiteral("Restore 2 posts"), [](QDialog &dialog) {
        auto *view = dialog.findChild<QListView *>();
        QTRY_COMPARE_WITH_TIMEOUT(view->model()->rowCount(), 2, kPatience);
        view->selectAll();
    });
    trigger(QStringLiteral("Deleted posts…"));
    QTRY_COMPARE_WITH_TIMEOUT(list()->rowCount(), 3, kPatience);
}

void TestDeleting::nothingDeletedIsSaid()
{
    make(QStringLiteral("Waves"), QStringLiteral("The sand."));
    open();
    answer(QStringLiteral("Close"), [](QDialog &dialog) {
        QLabel *words = nullptr;
        QTRY_VERIFY_WITH_TIMEOUT((words = labelOf(dialog, QStringLiteral("Nothing was deleted"))) && words->isVisible(), kPatience);
        for (QPushButton *button : dialog.findChildren<QPushButton *>())
            QVERIFY(button->text() != QStringLiteral("Restore") || !button->isVisible());
        keep(dialog, QStringLiteral("deleted-none"));
    });
    trigger(QStringLiteral("Deleted posts…"));
}

void TestDeleting::enterDeletesNothing_data()
{
    QTest::addColumn<bool>("isDark");
    QTest::newRow("light") << false;
    QTest::newRow("dark") << true;
}

void TestDeleting::enterDeletesNothing()
{
    QFETCH(bool, isDark);
    m_theme->setChoice(isDark ? ThemeChoice::Dark : ThemeChoice::Light);
    const qint64 tides = make(QStringLiteral("The tide tables, and what the harbour master said about them"), QStringLiteral("The sea."));
    make(QStringLiteral("Waves"), QStringLiteral("The wind."));
    open({tides});
    QTRY_COMPARE_WITH_TIMEOUT(list()->rowCount(), 2, kPatience);
    const Tokens &t = m_theme->tokens();
    QVERIFY2(contrast(t.bad, t.accentInk) >= 4.5, qPrintable(QString::number(contrast(t.bad, t.accentInk))));
    const auto look = [&](const QString &button, const QString &name) {
        return [=, &t](QDialog &dialog) {
            const QString folder = qEnvironmentVariable("GALLEY_PICTURES");
            if (!folder.isEmpty())
                dialog.grab().save(QStringLiteral("%1/%2-%3.png").arg(folder, name, isDark ? QStringLiteral("dark") : QStringLiteral("light")));
            QPushButton *cancel = nullptr;
            QPushButton *danger = nullptr;
            for (QPushButton *each : dialog.findChildren<QPushButton *>())
                (each->text() == button ? danger : cancel) = each;
            QVERIFY(cancel && danger);
            QCOMPARE(cancel->text(), QStringLiteral("Cancel"));
            QVERIFY(cancel->isDefault() && cancel->hasFocus());
            const QImage image = danger->grab().toImage();
            QCOMPARE(image.pixelColor(int(6 * image.devicePixelRatio()), image.height() / 2), t.bad);
            QTest::keyClick(&dialog, Qt::Key_Return);
            QVERIFY(!dialog.isVisible());
            QCOMPARE(dialog.result(), int(QDialog::Rejected));
        };
    };
    answer(QStringLiteral("Cancel"), look(QStringLiteral("Delete post"), QStringLiteral("delete-one")));
    trigger(QStringLiteral("Delete post…"));
    chooseAll();
    answer(QStringLiteral("Cancel"), look(QStringLiteral("Delete"), QStringLiteral("delete-several")));
    trigger(QStringLiteral("Delete 2 posts…"));
    m_window.reset();
    Workspace workspace(m_path, m_clock);
    QVERIFY(finished(workspace.open()));
    QCOMPARE(finished(workspace.counts())->all, 2);
}

QTEST_MAIN(TestDeleting)
#include "test_deleting.moc"
