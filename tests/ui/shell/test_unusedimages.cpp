// Unused images in the window: what is listed and what is kept, by keys and by the mouse, and what is gone afterwards.
// GALLEY_PICTURES=DIR keeps what the dialog looks like.
#include "core/db/sqlite/sqlitedatabase.h"
#include "tests/ui/shell/windowtest.h"
#include "ui/images/unuseddelegate.h"
#include "ui/widgets/carddialog.h"
#include "ui/widgets/toast.h"

#include <QAction>
#include <QApplication>
#include <QBuffer>
#include <QCheckBox>
#include <QImage>
#include <QLabel>
#include <QListView>
#include <QTimer>
#include <QToolButton>

using namespace galley;
using namespace galley::test;

namespace {

QByteArray picture(int number)
{
    QImage image(60 + number % 40, 40, QImage::Format_RGB32);
    image.fill(QColor::fromHsv(number * 37 % 360, 120, 200));
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return bytes;
}

QPushButton *buttonOf(const QDialog &dialog, const QString &beginning)
{
    for (QPushButton *button : dialog.findChildren<QPushButton *>()) {
        if (button->text().startsWith(beginning))
            return button;
    }
    return nullptr;
}

bool says(const QDialog &dialog, const QString &words)
{
    for (const QLabel *label : dialog.findChildren<QLabel *>()) {
        if (label->isVisible() && label->text().contains(words))
            return true;
    }
    return false;
}

} // namespace

class TestUnusedImages : public WindowTest
{
    Q_OBJECT

private Q_SLOTS:
    void init() { begin(); }
    void cleanup() { end(); }
    void whatIsTickedGoes_data();
    void whatIsTickedGoes();
    void enterAndEscapeRemoveNothing();
    void manyGoPartByPart();
    void stoppedItLeavesTheRest();
    void nothingIsUnused();
    void whatUndoBringsBackStays();
    void outOfReachItWaitsAndCanBeTakenBack();

private:
    /// Before `open`: images that came in long ago.
    QList<qint64> addImages(qint64 post, int count);
    void addMany();
    void run(const QString &sql) const;
    QList<qint64> stored() const;
    /// Opens the dialog, and looks at it once it has found what there is.
    void unused(const std::function<void(QDialog &)> &look);
    Toast *toast() const { return m_window->findChild<Toast *>(); }
    void keep(QDialog &dialog, const QString &name) const;
};

QList<qint64> TestUnusedImages::addImages(qint64 post, int count)
{
    QList<qint64> ids;
    {
        Workspace workspace(m_path, m_clock);
        if (!finished(workspace.open()))
            qFatal("the blog does not open");
        for (int i = 0; i < count; ++i)
            ids += finished(workspace.addImage(post, picture(i), QStringLiteral("Harbour at low water %1.png").arg(i), {}))->id;
    }
    run(QStringLiteral("UPDATE galley_draft_images SET inserted_at = '2026-01-01T00:00:00Z'"));
    return ids;
}

void TestUnusedImages::run(const QString &sql) const
{
    auto file = SqliteDatabase::open(m_path, SqliteDatabase::Open::Existing);
    if (!file || !(*file)->execute({sql, {}}))
        qFatal("%s", qPrintable(sql));
}

QList<qint64> TestUnusedImages::stored() const
{
    auto file = SqliteDatabase::open(m_path, SqliteDatabase::Open::Existing);
    const auto rows = (*file)->execute({QStringLiteral("SELECT id FROM images UNION SELECT id FROM galley_draft_images"), {}});
    QList<qint64> ids;
    for (const Row &row : *rows)
        ids += row[0].integer();
    return ids;
}

void TestUnusedImages::unused(const std::function<void(QDialog &)> &look)
{
    bool isSeen = false;
    auto *timer = new QTimer(this);
    timer->setInterval(20);
    connect(timer, &QTimer::timeout, this, [&, timer] {
        auto *dialog = qobject_cast<CardDialog *>(QApplication::activeModalWidget());
        if (!dialog || !dialog->isActiveWindow() || says(*dialog, QStringLiteral("Looking through")))
            return;
        timer->stop();
        timer->deleteLater();
        look(*dialog);
        isSeen = true;
        if (QTest::currentTestFailed())
            dialog->reject();
        else if (dialog->isVisible())
            QTRY_VERIFY_WITH_TIMEOUT(!dialog->isVisible(), kPatience);
    });
    timer->start();
    for (QAction *action : m_window->findChildren<QAction *>()) {
        if (QString(action->text()).remove(QLatin1Char('&')) == QStringLiteral("Unused images…")) {
            QTRY_VERIFY_WITH_TIMEOUT(action->isEnabled(), kPatience);
            action->trigger();
        }
    }
    QTRY_VERIFY_WITH_TIMEOUT(isSeen, kPatience);
}

void TestUnusedImages::keep(QDialog &dialog, const QString &name) const
{
    if (const QString folder = qEnvironmentVariable("GALLEY_PICTURES"); !folder.isEmpty())
        dialog.grab().save(QStringLiteral("%1/%2.png").arg(folder, name));
}

void TestUnusedImages::whatIsTickedGoes_data()
{
    QTest::addColumn<bool>("isDark");
    QTest::newRow("light") << false;
    QTest::newRow("dark") << true;
}

void TestUnusedImages::whatIsTickedGoes()
{
    QFETCH(bool, isDark);
    m_theme->setChoice(isDark ? ThemeChoice::Dark : ThemeChoice::Light);
    const qint64 post = make(QStringLiteral("The tide tables"), QStringLiteral("The sea."));
    const QList<qint64> ids = addImages(post, 4);
    run(QStringLiteral("UPDATE galley_draft_images SET filename = '' WHERE id = %1").arg(ids[0]));
    open();
    qint64 kept = 0;
    unused([&](QDialog &dialog) {
        auto *list = dialog.findChild<QListView *>();
        auto *all = dialog.findChild<QCheckBox *>();
        QCOMPARE(list->model()->rowCount(), 4);
        QVERIFY(says(dialog, QStringLiteral("that no post, draft or deleted post names. Removed images cannot be brought back.")));
        QVERIFY(list->hasFocus());
        QCOMPARE(list->accessibleName(), QStringLiteral("Unused images"));
        for (int row = 0; row < 4; ++row) {
            const QModelIndex index = list->model()->index(row, 0);
            const QString spoken = index.data(Qt::AccessibleTextRole).toString();
            QVERIFY2(spoken.startsWith(index.data().toString() + QStringLiteral(", ")), qPrintable(spoken));
            QVERIFY(spoken.contains(QStringLiteral("From “The tide tables”")));
        }
        QVERIFY(buttonOf(dialog, QStringLiteral("Remove 4 images, ")));
        for (int row = 0; row < 4; ++row)
            QTRY_VERIFY_WITH_TIMEOUT(!list->model()->index(row, 0).data(Qt::DecorationRole).value<QImage>().isNull(), kPatience);
        keep(dialog, QStringLiteral("unused-%1").arg(isDark ? QStringLiteral("dark") : QStringLiteral("light")));

        QCOMPARE(all->checkState(), Qt::Checked);
        QTest::keyClick(list, Qt::Key_Down);
        QTest::keyClick(list, Qt::Key_Space);
        QCOMPARE(all->checkState(), Qt::PartiallyChecked);
        QVERIFY(buttonOf(dialog, QStringLiteral("Remove 3 images, ")));
        kept = list->model()->index(1, 0).data(Qt::ToolTipRole).toString().section(QLatin1Char('/'), -1).toLongLong();
        all->click(); // the rest too
        QVERIFY(buttonOf(dialog, QStringLiteral("Remove 4 images, ")));
        all->click();
        QVERIFY(!buttonOf(dialog, QStringLiteral("Remove"))->isEnabled());
        for (const int row : {0, 2, 3})
            QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualRect(list->model()->index(row, 0)).center());
        QCOMPARE(all->checkState(), Qt::PartiallyChecked);
        buttonOf(dialog, QStringLiteral("Remove 3 images, "))->click();
    });
    QTRY_VERIFY_WITH_TIMEOUT(toast()->accessibleName().startsWith(QStringLiteral("3 images removed, ")), kPatience);
    QVERIFY(ids.contains(kept));
    QCOMPARE(stored(), QList<qint64>{kept});
}

void TestUnusedImages::enterAndEscapeRemoveNothing()
{
    const qint64 post = make(QStringLiteral("Waves"), QStringLiteral("The sand."));
    addImages(post, 2);
    open();
    for (const Qt::Key key : {Qt::Key_Return, Qt::Key_Escape}) {
        unused([&](QDialog &dialog) {
            QVERIFY(buttonOf(dialog, QStringLiteral("Close"))->isDefault());
            QTest::keyClick(dialog.focusWidget(), key);
            QCOMPARE(dialog.result(), int(QDialog::Rejected));
        });
    }
    QCOMPARE(stored().size(), 2);
}

void TestUnusedImages::addMany()
{
    const qint64 post = make(QStringLiteral("Waves"), QStringLiteral("The sand."));
    addImages(post, 1);
    run(QStringLiteral("INSERT INTO galley_draft_images (id, post_id, filename, content_type, image_data, file_size, inserted_at, updated_at) "
                       "SELECT a.n + 16 * b.n, 7, 'many.png', 'image/png', x'00', 1, '2026-01-01T00:00:00Z', 'u' "
                       "FROM (SELECT row_number() OVER () AS n FROM galley_migrations CROSS JOIN sqlite_master LIMIT 16) a, "
                       "(SELECT row_number() OVER () AS n FROM galley_migrations CROSS JOIN sqlite_master LIMIT 16) b"));
}

void TestUnusedImages::manyGoPartByPart()
{
    addMany();
    open();
    unused([&](QDialog &dialog) {
        auto *list = dialog.findChild<QListView *>();
        QCOMPARE(list->model()->rowCount(), 257);
        QVERIFY(list->model()->index(5, 0).data(Qt::AccessibleTextRole).toString().contains(QStringLiteral("From a post that is gone")));
        buttonOf(dialog, QStringLiteral("Remove 257 images, "))->click();
        QCOMPARE(buttonOf(dialog, QStringLiteral("Stop"))->isEnabled(), true);
        QVERIFY(says(dialog, QStringLiteral("Removing 257 images…")));
        QVERIFY(!list->isEnabled());
    });
    QTRY_VERIFY_WITH_TIMEOUT(toast()->accessibleName().startsWith(QStringLiteral("257 images removed, ")), kPatience);
    QVERIFY(stored().isEmpty());
}

void TestUnusedImages::stoppedItLeavesTheRest()
{
    addMany();
    open();
    unused([&](QDialog &dialog) {
        buttonOf(dialog, QStringLiteral("Remove 257 images, "))->click();
        QTest::keyClick(&dialog, Qt::Key_Escape);
        QVERIFY(dialog.isVisible()); // until what is under way has ended
        QVERIFY(!buttonOf(dialog, QStringLiteral("Stop"))->isEnabled());
    });
    QTRY_VERIFY_WITH_TIMEOUT(toast()->accessibleName().contains(QStringLiteral("Stopped: ")), kPatience);
    const qsizetype left = stored().size();
    QVERIFY(left >= 157 && left <= 257);
    QVERIFY2(toast()->accessibleName().endsWith(QStringLiteral("Stopped: %1 images left.").arg(left)), qPrintable(toast()->accessibleName()));
}

void TestUnusedImages::nothingIsUnused()
{
    make(QStringLiteral("Waves"), QStringLiteral("The sand."));
    open();
    unused([&](QDialog &dialog) {
        QVERIFY(says(dialog, QStringLiteral("Every image is in use")));
        QVERIFY(!buttonOf(dialog, QStringLiteral("Remove"))->isVisible());
        QVERIFY(!dialog.findChild<QCheckBox *>()->isVisible());
        keep(dialog, QStringLiteral("unused-none"));
        buttonOf(dialog, QStringLiteral("Close"))->click();
    });
}

void TestUnusedImages::whatUndoBringsBackStays()
{
    const qint64 post = make(QStringLiteral("Waves"), QStringLiteral("The sand."));
    const QList<qint64> ids = addImages(post, 2);
    const QString text = QStringLiteral("The sand. ![](/images/%1)").arg(ids[0]);
    run(QStringLiteral("UPDATE galley_drafts SET content = '%1'").arg(text));
    open();
    QTRY_COMPARE_WITH_TIMEOUT(editor()->markdown(), text, kPatience);
    editor()->setFocus();
    editor()->selectAll();
    QTest::keyClicks(editor(), QStringLiteral("Nothing but the sea."));
    unused([&](QDialog &dialog) { // saves it first
        QCOMPARE(dialog.findChild<QListView *>()->model()->rowCount(), 1);
        QVERIFY(says(dialog, QStringLiteral("Kept for now: 1 image ")));
        keep(dialog, QStringLiteral("unused-kept"));
        buttonOf(dialog, QStringLiteral("Remove 1 image, "))->click();
    });
    QTRY_VERIFY_WITH_TIMEOUT(toast()->accessibleName().startsWith(QStringLiteral("1 image removed, ")), kPatience);
    QCOMPARE(stored(), QList<qint64>{ids[0]});
    while (editor()->document()->isUndoAvailable())
        editor()->undo();
    QCOMPARE(editor()->markdown(), text); // with its image
    while (editor()->document()->isRedoAvailable())
        editor()->redo();
    unused([&](QDialog &dialog) {
        QVERIFY(says(dialog, QStringLiteral("Nothing to remove now")));
        QVERIFY(says(dialog, QStringLiteral("Kept for now: 1 image ")));
        QTest::keyClick(&dialog, Qt::Key_Escape);
    });
    // Undo goes with the window.
    m_window.reset();
    open();
    unused([&](QDialog &dialog) {
        QCOMPARE(dialog.findChild<QListView *>()->model()->rowCount(), 1);
        QTest::keyClick(&dialog, Qt::Key_Escape);
    });
}

void TestUnusedImages::outOfReachItWaitsAndCanBeTakenBack()
{
    const qint64 post = make(QStringLiteral("Waves"), QStringLiteral("The sand."));
    addImages(post, 2);
    run(QStringLiteral("INSERT INTO galley_settings VALUES ('remote.url', 'http://127.0.0.1:9')"));
    open();
    unused([&](QDialog &dialog) { buttonOf(dialog, QStringLiteral("Remove 2 images, "))->click(); });
    QTRY_COMPARE_WITH_TIMEOUT(toast()->accessibleName(), QStringLiteral("2 images go with the next sync."), kPatience);
    QCOMPARE(stored().size(), 2);
    QToolButton *back = nullptr;
    for (QToolButton *each : toast()->findChildren<QToolButton *>()) {
        if (each->text() == QStringLiteral("Take back"))
            back = each;
    }
    QVERIFY(back);
    unused([&](QDialog &dialog) {
        QVERIFY(says(dialog, QStringLiteral("Nothing to remove now")));
        QVERIFY(says(dialog, QStringLiteral("2 images go with the next sync.")));
        keep(dialog, QStringLiteral("unused-waiting"));
        QTest::keyClick(&dialog, Qt::Key_Escape);
    });
    back->click();
    QTRY_COMPARE_WITH_TIMEOUT(toast()->accessibleName(), QStringLiteral("Taken back. The images stay."), kPatience);
    unused([&](QDialog &dialog) {
        QCOMPARE(dialog.findChild<QListView *>()->model()->rowCount(), 2);
        QTest::keyClick(&dialog, Qt::Key_Escape);
    });
}

QTEST_MAIN(TestUnusedImages)
#include "test_unusedimages.moc"
