// Writing a blog out as Markdown from its window: where it goes, what is said, and that it can be called off.
// GALLEY_PICTURES=DIR keeps what the dialog looks like.
#include "core/db/sqlite/sqlitedatabase.h"
#include "tests/ui/shell/windowtest.h"
#include "ui/exporting/exportdialog.h"
#include "ui/shell/footerbar.h"
#include "ui/widgets/notetext.h"

#include <QAction>
#include <QApplication>
#include <QDir>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QTextEdit>
#include <QTimer>
#include <QVBoxLayout>
#include <QtMath>

#include <algorithm>

using namespace galley;
using namespace galley::test;

class TestExporting : public WindowTest
{
    Q_OBJECT

private Q_SLOTS:
    void init() { begin(); }
    void cleanup() { end(); }
    void whatIsOnTheDeskIsWritten();
    void isCalledOff();
    void waitsForATextThatCannotBeSaved();
    void notesAreAsHighAsTheirWords();

private:
    struct Said
    {
        QString words;
        QString notes;
    };
    /// Chooses the test's folder, presses `button` once it is there, and returns what was said before.
    Said exportThen(const QString &button);
    QStringList files(const QString &folder) const { return QDir(m_folder->filePath(folder)).entryList(QDir::Files, QDir::Name); }
};

TestExporting::Said TestExporting::exportThen(const QString &button)
{
    Said said;
    int ticks = 0;
    QTimer timer;
    timer.setInterval(5);
    connect(&timer, &QTimer::timeout, this, [&] {
        QWidget *modal = QApplication::activeModalWidget();
        if (auto *folders = qobject_cast<QFileDialog *>(modal)) {
            folders->findChild<QLineEdit *>(QStringLiteral("fileNameEdit"))->setText(m_folder->path());
            QMetaObject::invokeMethod(folders, "accept");
        } else if (auto *dialog = qobject_cast<ExportDialog *>(modal)) {
            const QList<QPushButton *> buttons = dialog->findChildren<QPushButton *>();
            const auto pressed = std::ranges::find_if(buttons, [&](const QPushButton *one) { return one->text() == button && one->isEnabled(); });
            const bool isOver = std::ranges::any_of(buttons, [](const QPushButton *one) { return one->text() == QStringLiteral("Close"); });
            if (!isOver && pressed == buttons.end())
                return;
            QStringList labels;
            for (const QLabel *label : dialog->findChildren<QLabel *>())
                labels += label->text();
            said.words = labels.join(QLatin1Char('\n'));
            auto *notes = dialog->findChild<QTextEdit *>();
            said.notes = notes->isVisible() ? notes->toPlainText() : QString();
            if (const QString pictures = qEnvironmentVariable("GALLEY_PICTURES"); !pictures.isEmpty() && isOver) {
                if (++ticks % 20 != 0)
                    return; // until it has its size
                dialog->grab().save(QStringLiteral("%1/export-%2.png").arg(pictures).arg(said.notes.size()));
            }
            if (pressed != buttons.end())
                (*pressed)->click();
            else
                dialog->accept();
        }
    });
    timer.start();
    const QList<QAction *> actions = m_window->actions();
    (*std::ranges::find_if(actions, [](const QAction *each) { return each->text() == QStringLiteral("E&xport as Markdown…"); }))->trigger();
    // It begins when the open post is saved.
    if (!QTest::qWaitFor([&] { return !said.words.isEmpty() && !QApplication::activeModalWidget(); }, kPatience))
        qFatal("nothing was said");
    return said;
}

void TestExporting::whatIsOnTheDeskIsWritten()
{
    make(QStringLiteral("Tides"), QStringLiteral("The sea.\n"));
    const qint64 other = make(QStringLiteral("Boats"), QStringLiteral("Many.\n"));
    open({other});
    QTRY_VERIFY_WITH_TIMEOUT(editor()->isEnabled(), kPatience);
    editor()->setPlainText(QStringLiteral("Typed a moment ago. ![gone](/images/5)\n"));
    Said said = exportThen(QStringLiteral("Close"));
    QVERIFY2(said.words.contains(QStringLiteral("2 posts, as you see them here, are in “%1/b”").arg(m_folder->path())), qPrintable(said.words));
    QCOMPARE(files(QStringLiteral("b")), (QStringList{QStringLiteral("boats.md"), QStringLiteral("tides.md")}));
    QVERIFY2(said.notes.endsWith(QStringLiteral("the image /images/5 is not in this blog, so the text still names it so.")), qPrintable(said.notes));
    QByteArray all;
    for (const QString &name : files(QStringLiteral("b"))) {
        QFile file(m_folder->filePath(QStringLiteral("b/") + name));
        QVERIFY(file.open(QIODevice::ReadOnly));
        all += file.readAll();
    }
    QVERIFY2(all.contains("Typed a moment ago."), all);
    // Once more: beside the first.
    said = exportThen(QStringLiteral("Close"));
    QCOMPARE(files(QStringLiteral("b 2")).size(), 2);
    QVERIFY(said.words.contains(QStringLiteral("/b 2”")));
}

void TestExporting::isCalledOff()
{
    for (int i = 0; i < 60; ++i)
        make(QStringLiteral("Post %1").arg(i), QStringLiteral("words\n").repeated(200));
    open();
    const Said said = exportThen(QStringLiteral("Cancel"));
    const bool isStopped = said.words.contains(QStringLiteral("Stopped. Nothing was exported."));
    QCOMPARE(files(QStringLiteral("b")).size(), isStopped ? 0 : 60); // it may be done before a button can be pressed
    QCOMPARE(QFileInfo::exists(m_folder->filePath(QStringLiteral("b"))), !isStopped);
}

void TestExporting::waitsForATextThatCannotBeSaved()
{
    make(QStringLiteral("Tides"), QStringLiteral("The sea.\n"));
    open();
    auto file = SqliteDatabase::open(m_path, SqliteDatabase::Open::Existing);
    for (const char *what : {"INSERT", "UPDATE"}) {
        const QString sql = QStringLiteral("CREATE TRIGGER no_%1 BEFORE %1 ON galley_drafts BEGIN SELECT RAISE(ABORT, 'no room'); END").arg(QLatin1String(what));
        QVERIFY((*file)->execute({sql, {}}));
    }
    editor()->setPlainText(QStringLiteral("Typed a moment ago.\n"));
    bool isExporting = false;
    QTimer timer;
    timer.setInterval(5);
    connect(&timer, &QTimer::timeout, this, [&] {
        QWidget *modal = QApplication::activeModalWidget();
        if (auto *folders = qobject_cast<QFileDialog *>(modal)) {
            folders->findChild<QLineEdit *>(QStringLiteral("fileNameEdit"))->setText(m_folder->path());
            QMetaObject::invokeMethod(folders, "accept");
        } else if (auto *dialog = qobject_cast<ExportDialog *>(modal)) {
            isExporting = true;
            dialog->reject();
        } else if (modal) {
            modal->close();
        }
    });
    timer.start();
    const QList<QAction *> actions = m_window->actions();
    (*std::ranges::find_if(actions, [](const QAction *each) { return each->text() == QStringLiteral("E&xport as Markdown…"); }))->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(m_window->findChild<FooterBar *>()->accessibleName().startsWith(QStringLiteral("Not saved")), kPatience);
    QVERIFY(!isExporting);
    QVERIFY(!QFileInfo::exists(m_folder->filePath(QStringLiteral("b"))));
    for (const char *what : {"INSERT", "UPDATE"})
        QVERIFY((*file)->execute({QStringLiteral("DROP TRIGGER no_") + QLatin1String(what), {}}));
}

// Where their width comes after their words, as in a dialog that is not seen yet.
void TestExporting::notesAreAsHighAsTheirWords()
{
    QWidget window;
    auto *row = new QWidget(&window);
    auto *column = new QVBoxLayout(&window);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(row);
    column->addStretch();
    auto *line = new QVBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    auto *notes = new NoteText(QStringLiteral("Notes"), row);
    line->addWidget(notes);
    row->hide();
    window.resize(200, 600);
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    column->setEnabled(false);
    notes->showParagraphs({QStringLiteral("boats.md: the image /images/5 is not in this blog, so the text still names it so.")});
    column->setEnabled(true);
    int before = 0;
    for (const int width : {200, 300, 490}) {
        window.resize(width, 600);
        column->activate();
        QTRY_COMPARE(notes->width(), width);
        QTRY_COMPARE(notes->viewport()->height(), qCeil(notes->document()->size().height()));
        QVERIFY(before == 0 || notes->height() < before);
        before = notes->height();
    }
    notes->showParagraphs(QStringList(20, QStringLiteral("One line."))); // these are scrolled
    QVERIFY(notes->height() < notes->document()->size().height());
    QCOMPARE(notes->verticalScrollBarPolicy(), Qt::ScrollBarAsNeeded);
}

QTEST_MAIN(TestExporting)
#include "test_exporting.moc"
