// The two versions side by side, used with real keys. GALLEY_PICTURES=DIR keeps what it looks like.
#include "ui/sync/conflictdialog.h"
#include "ui/sync/placerow.h"
#include "ui/sync/placetext.h"
#include "ui/theme/theme.h"

#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

using namespace galley;

namespace {

QString text(const char *utf8)
{
    return QString::fromUtf8(utf8);
}

Conflict inField(PostField field, const QString &base, const QString &theirs)
{
    Conflict conflict;
    conflict.id = 1;
    conflict.field = field;
    conflict.base = base;
    conflict.theirs = theirs;
    return conflict;
}

const char *const Before = "There is a quarter of an hour, when nothing moves. Boats turn on their chains.\n\n"
                           "Then the ebb begins.\n\nThe harbour master writes it down.\n";
const char *const Mine = "There is a quarter of an hour, twice a day, when nothing moves. Boats turn on their chains.\n\n"
                         "Then the ebb begins.\n\nThe harbour master writes the hour down.\n";
const char *const Theirs = "There is a quarter of an hour when nothing at all moves. Boats turn on their chains.\n\n"
                           "Then the ebb begins.\n\nThe harbour master notes it in ink.\n";

} // namespace

class TestConflictDialog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void settlesEachPlaceByKeys();
    void theAuthorsOwnWordsCount();
    void goesOnToWhatIsOpen();
    void readOnlyVersionsStayAsTheyAre();
    void otherFieldsHaveRowsToo();
    void aLongTextShowsItsPlaces();
    void aHugeTextOpens();

private:
    std::unique_ptr<ConflictDialog> open(const std::vector<Conflict> &conflicts, const View &draft);
    std::unique_ptr<ConflictDialog> openText(const char *before, const char *mine, const char *theirs);
    QPushButton *button(const QString &words) const;
    void press(Qt::Key key);
    QString content() const { return m_dialog->settledView().fields.content; }
    void picture(const QString &name);

    QTemporaryDir m_folder;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<Theme> m_theme;
    ConflictDialog *m_dialog = nullptr;
};

void TestConflictDialog::init()
{
    m_settings = std::make_unique<QSettings>(m_folder.filePath(QStringLiteral("s.ini")), QSettings::IniFormat);
    m_theme = std::make_unique<Theme>(*m_settings);
    m_theme->install();
}

std::unique_ptr<ConflictDialog> TestConflictDialog::open(const std::vector<Conflict> &conflicts, const View &draft)
{
    TwoVersions versions;
    versions.title = text("Slack water");
    versions.draft = draft;
    versions.since = text("an hour ago");
    versions.stretches = stretchesOf(conflicts, draft).value_or(std::vector<Stretch>());
    versions.seriesTitles = {{7, text("The coast")}};
    auto dialog = std::make_unique<ConflictDialog>(*m_theme, std::move(versions), nullptr);
    m_dialog = dialog.get();
    dialog->show();
    if (!QTest::qWaitForWindowActive(dialog.get()))
        qFatal("The dialog did not come up.");
    return dialog;
}

std::unique_ptr<ConflictDialog> TestConflictDialog::openText(const char *before, const char *mine, const char *theirs)
{
    View draft;
    draft.fields.title = text("Slack water");
    draft.fields.content = text(mine);
    return open({inField(PostField::Content, text(before), text(theirs))}, draft);
}

QPushButton *TestConflictDialog::button(const QString &words) const
{
    for (QPushButton *button : m_dialog->findChildren<QPushButton *>()) {
        if (button->text().remove(QLatin1Char('&')) == words)
            return button;
    }
    qFatal("There is no button %s.", qPrintable(words));
}

// A button that its letter presses is down for a moment before it acts.
void TestConflictDialog::press(Qt::Key key)
{
    QTest::keyClick(m_dialog, key, Qt::AltModifier);
    const auto isUp = [this] {
        const auto buttons = m_dialog->findChildren<QPushButton *>();
        return std::none_of(buttons.begin(), buttons.end(), [](const QPushButton *each) { return each->isDown(); });
    };
    if (!QTest::qWaitFor(isUp))
        qFatal("A button stayed down.");
}

void TestConflictDialog::picture(const QString &name)
{
    const QString folder = qEnvironmentVariable("GALLEY_PICTURES");
    if (folder.isEmpty())
        return;
    for (const auto &[choice, suffix] : {std::pair(ThemeChoice::Light, "light"), std::pair(ThemeChoice::Dark, "dark")}) {
        m_theme->setChoice(choice);
        QTest::qWait(50);
        m_dialog->grab().save(QStringLiteral("%1/%2-%3.png").arg(folder, name, QLatin1String(suffix)));
    }
    m_theme->setChoice(ThemeChoice::Light);
}

void TestConflictDialog::settlesEachPlaceByKeys()
{
    const auto dialog = openText(Before, Mine, Theirs);
    picture(QStringLiteral("conflict"));
    QVERIFY(!button(text("Use this result"))->isEnabled());
    press(Qt::Key_M);
    QVERIFY(!button(text("Use this result"))->isEnabled());
    press(Qt::Key_T); // the next place by itself
    QVERIFY(button(text("Use this result"))->isEnabled());
    picture(QStringLiteral("conflict-decided"));
    QCOMPARE(content(), text("There is a quarter of an hour, twice a day, when nothing moves. Boats turn on their chains.\n\n"
                             "Then the ebb begins.\n\nThe harbour master notes it in ink.\n"));
    QTest::keyClick(dialog.get(), Qt::Key_Return);
    QCOMPARE(dialog->result(), int(QDialog::Accepted));
}

void TestConflictDialog::theAuthorsOwnWordsCount()
{
    const auto dialog = openText("Old.", "Mine.", "Theirs.");
    PlaceText *result = nullptr;
    for (PlaceText *cell : dialog->findChildren<PlaceText *>()) {
        if (!cell->isReadOnly())
            result = cell;
    }
    QVERIFY(result);
    QTest::mouseClick(result->viewport(), Qt::LeftButton);
    QTest::keyClick(result, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClicks(result, text("Neither of them."));
    QVERIFY(button(text("Use this result"))->isEnabled());
    QCOMPARE(content(), text("Neither of them."));
    press(Qt::Key_B);
    QCOMPARE(content(), text("Mine.\n\nTheirs."));
    QCOMPARE(result->text(), text("Mine.\n\nTheirs."));
    QTest::keyClick(result, Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(content(), text("Neither of them."));
}

void TestConflictDialog::goesOnToWhatIsOpen()
{
    const auto dialog = openText(Before, Mine, Theirs);
    const auto where = [&] {
        for (const QLabel *label : dialog->findChildren<QLabel *>()) {
            if (label->text().contains(text("places")))
                return label->text().section(text(" ·"), 0, 0);
        }
        return QString();
    };
    QCOMPARE(where(), text("1 of 2 places"));
    press(Qt::Key_Down);
    QCOMPARE(where(), text("2 of 2 places"));
    press(Qt::Key_T);
    QCOMPARE(where(), text("1 of 2 places")); // the one that is left
    press(Qt::Key_M);
    QCOMPARE(where(), text("1 of 2 places"));
    press(Qt::Key_Down);
    press(Qt::Key_M); // a change of mind
    QCOMPARE(content(), text(Mine));
}

void TestConflictDialog::readOnlyVersionsStayAsTheyAre()
{
    const auto dialog = openText("Old.", "Mine.", "Theirs.");
    for (PlaceText *cell : dialog->findChildren<PlaceText *>()) {
        if (!cell->isReadOnly())
            continue;
        const QString before = cell->text();
        QTest::keyClicks(cell, text("xyz"));
        QCOMPARE(cell->text(), before);
    }
}

void TestConflictDialog::otherFieldsHaveRowsToo()
{
    View draft;
    draft.fields.title = text("Slack water");
    draft.fields.slug = text("slack-water");
    draft.fields.content = text("Mine.");
    draft.fields.seriesId = 7;
    draft.fields.seriesPosition = 1;
    draft.publishAt = text("2026-12-01T08:00:00Z");
    View there = draft;
    there.fields.title = text("Slack water, twice a day");
    there.fields.slug = text("twice-a-day");
    there.fields.seriesId.reset();
    there.fields.seriesPosition.reset();
    there.fields.content = text("Theirs.");
    there.publishAt = text("2026-12-02T08:00:00Z");
    std::vector<Conflict> conflicts;
    for (const PostField field : {PostField::Title, PostField::Slug, PostField::Series, PostField::PublishAt})
        conflicts.push_back(inField(field, fieldText(draft, field), fieldText(there, field)));
    conflicts.push_back(inField(PostField::Content, text("Old."), text("Theirs.")));
    const auto dialog = open(conflicts, draft);
    picture(QStringLiteral("conflict-fields"));
    for (int i = 0; i < 5; ++i)
        press(Qt::Key_T);
    QCOMPARE(dialog->settledView(), there);
}

void TestConflictDialog::aLongTextShowsItsPlaces()
{
    QStringList lines;
    for (int i = 0; i < 300; ++i)
        lines << text("Paragraph %1 says what it says, and says it at some length, so that it wraps.").arg(i);
    const QString before = lines.join(text("\n\n"));
    lines[40] = text("Written anew here.");
    lines[250] = text("And here too.");
    const QString mine = lines.join(text("\n\n"));
    lines[40] = text("Written anew there.");
    lines[250] = text("And there too.");
    const QString theirs = lines.join(text("\n\n"));
    const auto dialog = openText(before.toUtf8().constData(), mine.toUtf8().constData(), theirs.toUtf8().constData());
    picture(QStringLiteral("conflict-long"));
    const QScrollArea *area = dialog->findChild<QScrollArea *>();
    QVERIFY(area->widget()->height() < 1500); // what is alike is folded
    press(Qt::Key_T);
    press(Qt::Key_T);
    QCOMPARE(content(), theirs);
}

void TestConflictDialog::aHugeTextOpens()
{
    QString mine;
    QString theirs;
    for (int i = 0; i < 6000; ++i) {
        mine += text("Here a line of some length, with number %1 in it.\n").arg(i);
        theirs += text("There one that is quite different: %1, so to say.\n").arg(i);
    }
    const auto dialog = openText("", mine.toUtf8().constData(), theirs.toUtf8().constData());
    const auto *area = dialog->findChild<QScrollArea *>();
    const auto *place = dialog->findChild<PlaceRow *>();
    QTRY_VERIFY_WITH_TIMEOUT(place->height() > area->viewport()->height(), 60'000);
    QTRY_COMPARE_WITH_TIMEOUT(area->verticalScrollBar()->value(), place->y(), 60'000); // its beginning shows
    press(Qt::Key_T);
    QCOMPARE(content(), theirs);
}

QTEST_MAIN(TestConflictDialog)
#include "test_conflictdialog.moc"
