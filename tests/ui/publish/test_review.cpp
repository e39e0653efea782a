// The review before a publish: what it says, and what its buttons ask for. GALLEY_PICTURES=DIR keeps what it looks like.
#include "ui/publish/difftext.h"
#include "ui/publish/reviewdialog.h"
#include "ui/theme/theme.h"

#include <QDateTimeEdit>
#include <QLabel>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTextDocumentFragment>

using namespace galley;

namespace {

QString text(const char *utf8)
{
    return QString::fromUtf8(utf8);
}

/// As a page of "-removed-" and "+added+" in plain text.
QString written(const QList<DiffSnippet> &snippets)
{
    QStringList lines;
    for (const DiffSnippet &snippet : snippets) {
        QString line;
        for (const DiffRun &run : snippet) {
            const QString mark = run.kind == DiffRun::Kind::Removed ? text("-") : run.kind == DiffRun::Kind::Added ? text("+") : QString();
            line += mark + run.text + mark;
        }
        lines << line;
    }
    return lines.join(text(" | "));
}

PublishReview reviewOf(const char *before, const char *after)
{
    PublishReview review;
    review.post.id = 1;
    review.post.fields.title = text("The tide tables");
    review.post.fields.slug = text("the-tide-tables");
    review.post.fields.content = text(after);
    if (before) {
        Post post;
        post.id = 1;
        post.published = true;
        post.fields = review.post.fields;
        post.fields.content = text(before);
        review.post.publicPost = post;
    } else {
        review.isFirst = true;
    }
    return review;
}

} // namespace

class TestReview : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void showsChangesWithAFewWordsAround();
    void saysWhatWillChange();
    void firstPublishSaysSo();
    void saysWhereItGoes();
    void aProblemHoldsThePublish();
    void twoVersionsAreComparedFirst();
    void longWordsLeaveTheButtonsInReach();
    void publishesAtATime();
    void aScheduledPostCanBeTakenBack();
    void asksAgainWhenTheSiteMoved();

private:
    using Destination = ReviewDialog::Destination;
    std::unique_ptr<ReviewDialog> open(const PublishReview &review, const AskedUnit *waiting = nullptr,
                                       Destination destination = Destination::Site);
    QString words() const;
    QPushButton *button(const QString &words) const;
    void picture(const QString &name);

    QTemporaryDir m_folder;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<Theme> m_theme;
    ReviewDialog *m_dialog = nullptr;
};

void TestReview::init()
{
    m_settings = std::make_unique<QSettings>(m_folder.filePath(QStringLiteral("s.ini")), QSettings::IniFormat);
    m_theme = std::make_unique<Theme>(*m_settings);
    m_theme->install();
}

std::unique_ptr<ReviewDialog> TestReview::open(const PublishReview &review, const AskedUnit *waiting, Destination destination)
{
    auto dialog = std::make_unique<ReviewDialog>(*m_theme, review, waiting, destination, nullptr);
    m_dialog = dialog.get();
    dialog->show();
    if (!QTest::qWaitForWindowActive(dialog.get()))
        qFatal("The dialog did not come up.");
    return dialog;
}

QString TestReview::words() const
{
    QStringList lines;
    for (const QLabel *label : m_dialog->findChildren<QLabel *>()) {
        if (label->isVisible())
            lines << QTextDocumentFragment::fromHtml(label->text()).toPlainText().replace(QChar::Nbsp, QLatin1Char(' '));
    }
    return lines.join(QLatin1Char('\n'));
}

QPushButton *TestReview::button(const QString &words) const
{
    for (QPushButton *button : m_dialog->findChildren<QPushButton *>()) {
        if (button->text() == words)
            return button;
    }
    return nullptr;
}

void TestReview::picture(const QString &name)
{
    const QString folder = qEnvironmentVariable("GALLEY_PICTURES");
    if (!folder.isEmpty())
        m_dialog->grab().save(QStringLiteral("%1/%2.png").arg(folder, name));
}

void TestReview::showsChangesWithAFewWordsAround()
{
    const auto shown = [](const char *before, const char *after, int most = 3) {
        return written(snippetsOf(wordDiff(text(before), text(after)), most));
    };
    QCOMPARE(shown("The sea keeps its promise.", "The sea keeps the appointment."), text("The sea keeps -its promise-+the appointment+."));
    QCOMPARE(shown("a", "a"), QString());
    QCOMPARE(shown("", "New."), text("+New.+"));
    QCOMPARE(shown("One line.\nSecond line stays as it is here.\nThird.", "A line.\nSecond line stays as it is here.\nFourth.", 1),
             text("-One-+A+ line."));
    const QString far = shown("Alpha stays where it is and goes on for quite a while before it ends, as long texts do, with omega.",
                              "Beta stays where it is and goes on for quite a while before it ends, as long texts do, with psi.");
    QVERIFY2(far.count(text(" | ")) == 1 && far.contains(text("…")), qPrintable(far));
    const QString longOne = text("word ").repeated(200);
    QVERIFY(shown("", longOne.toUtf8().constData()).size() < 200);
}

void TestReview::saysWhatWillChange()
{
    PublishReview review = reviewOf("The sea keeps its promise. It is never late.", "The sea keeps the appointment. It is never late.");
    review.addressChanges = true;
    review.formerAddress = text("tides");
    review.linkingPosts = 4;
    review.images = {1, 2, 3, 4, 5};
    review.newImages = {1, 2, 3};
    review.newImageBytes = 1'800'000;
    review.links = 2;
    review.lacksDescription = true;
    review.warnings = {text("An image has no description.")};
    const auto dialog = open(review);
    picture(text("review-light"));
    QCOMPARE(dialog->windowTitle(), text("Update “The tide tables”"));
    QVERIFY(button(text("Update now")));
    const QString said = words();
    for (const char *part : {"its promise the appointment", "+ 2 words, − 2", "3 new · 1.8 MB", "2 already there", "/blog/tides /blog/the-tide-tables",
                             "the old address will lead here; links in 4 other posts follow", "✓ links resolve",
                             "✓ no location in photographs", "! An image has no description. add"})
        QVERIFY2(said.contains(text(part)), qPrintable(text(part) + text(" is not in:\n") + said));
    m_theme->setChoice(ThemeChoice::Dark);
    const auto dark = open(review);
    picture(text("review-dark"));
    m_theme->setChoice(ThemeChoice::Light);
    QSignalSpy accepted(dark.get(), &QDialog::accepted);
    QTest::keyClick(dark.get(), Qt::Key_Return);
    QCOMPARE(accepted.size(), 1);
    QVERIFY(!dark->moment().isValid());
}

void TestReview::firstPublishSaysSo()
{
    const auto dialog = open(reviewOf(nullptr, "Three words here."));
    QVERIFY(words().contains(text("3 words")));
    QVERIFY(words().contains(text("for the first time")));
    QCOMPARE(dialog->windowTitle(), text("Publish “The tide tables”"));
    QVERIFY(button(text("Publish now")));
}

void TestReview::saysWhereItGoes()
{
    const PublishReview review = reviewOf(nullptr, "Words.");
    const QString unconnected = text("Only in this file; no site is connected yet.");
    {
        const auto toSite = open(review);
        QVERIFY(words().contains(text("Readers will see this at /blog/the-tide-tables")));
        QVERIFY(!words().contains(unconnected));
        QCOMPARE(words().count(text("/blog/the-tide-tables")), 1);
    }
    const auto dialog = open(review, nullptr, Destination::File);
    picture(text("review-file"));
    QVERIFY2(words().contains(unconnected), qPrintable(words()));
    QVERIFY(!words().contains(text("Readers")));
    QCOMPARE(words().count(text("/blog/the-tide-tables")), 1);
    QSignalSpy connectWanted(dialog.get(), &ReviewDialog::connectWanted);
    for (QLabel *label : dialog->findChildren<QLabel *>()) {
        if (label->text().contains(unconnected))
            Q_EMIT label->linkActivated(text("connect"));
    }
    QCOMPARE(connectWanted.size(), 1);
    QVERIFY(!dialog->isVisible());
}

void TestReview::aProblemHoldsThePublish()
{
    PublishReview review = reviewOf(nullptr, "Words.");
    review.problems = {text("The post has no title; give it one first.")};
    const auto dialog = open(review);
    QVERIFY(!button(text("Publish now"))->isEnabled());
    QVERIFY(words().contains(text("✗ The post has no title")));
}

void TestReview::twoVersionsAreComparedFirst()
{
    PublishReview review = reviewOf("Old words.", "My words.");
    review.hasTwoVersions = true;
    review.problems = {text("Two versions wait to be settled first.")};
    const auto dialog = open(review);
    picture(text("review-two-versions"));
    QVERIFY(!button(text("Update now"))->isEnabled());
    QSignalSpy compareWanted(dialog.get(), &ReviewDialog::compareWanted);
    for (QLabel *label : dialog->findChildren<QLabel *>()) {
        if (label->text().contains(text("✗ ")) && label->text().contains(text("\"compare\"")))
            Q_EMIT label->linkActivated(text("compare"));
    }
    QCOMPARE(compareWanted.size(), 1);
    QVERIFY(!dialog->isVisible());
}

void TestReview::longWordsLeaveTheButtonsInReach()
{
    const QString word = text("Donaudampfschifffahrt").repeated(10);
    PublishReview review = reviewOf("Words.", "Words.");
    review.post.fields.title = word;
    review.post.fields.slug = word.toLower().left(80);
    review.addressChanges = true;
    review.formerAddress = word.toLower().left(79);
    review.post.fields.content = word;
    review.warnings = {text("The link /blog/%1 leads to no post.").arg(word)};
    AskedUnit unit;
    unit.state = AskedUnit::State::NeedsConfirmation;
    for (const int width : {900, 500}) {
        QWidget owner;
        owner.resize(width, 600);
        owner.show();
        ReviewDialog dialog(*m_theme, review, width == 900 ? nullptr : &unit, Destination::Site, &owner);
        m_dialog = &dialog;
        dialog.show();
        QVERIFY(QTest::qWaitForWindowExposed(&dialog));
        picture(text("review-long-%1").arg(width));
        QVERIFY2(dialog.width() <= qMin(width, 560), qPrintable(QString::number(dialog.width())));
        for (const QWidget *each : dialog.findChildren<QWidget *>()) {
            const QRect place(each->mapTo(&dialog, QPoint()), each->size());
            QVERIFY2(!each->isVisible() || (dialog.rect().contains(place) && each->minimumSizeHint().width() <= each->width()),
                     qPrintable(text("%1 of %2 is cut off").arg(each->accessibleName(), text(each->metaObject()->className()))));
        }
    }
}

void TestReview::publishesAtATime()
{
    const auto dialog = open(reviewOf(nullptr, "Words."));
    auto *moment = dialog->findChild<QDateTimeEdit *>();
    QVERIFY(!moment->isVisible());
    for (QLabel *label : dialog->findChildren<QLabel *>()) {
        if (label->text().contains(text("or at a time")))
            Q_EMIT label->linkActivated(text("when"));
    }
    QVERIFY(moment->isVisible());
    picture(text("review-schedule"));
    const QDateTime wanted(QDate(2030, 5, 6), QTime(7, 30));
    moment->setDateTime(wanted);
    QSignalSpy scheduled(dialog.get(), &ReviewDialog::scheduled);
    button(text("Schedule"))->click();
    QCOMPARE(scheduled.size(), 1);
    QCOMPARE(scheduled.front().front().toDateTime(), wanted.toUTC());
}

void TestReview::aScheduledPostCanBeTakenBack()
{
    PublishReview review = reviewOf(nullptr, "Words.");
    review.post.draft.emplace().publishAt = text("2030-05-06T07:30:00Z");
    const auto dialog = open(review);
    QVERIFY(dialog->findChild<QDateTimeEdit *>()->isVisible());
    QSignalSpy scheduled(dialog.get(), &ReviewDialog::scheduled);
    button(text("Don't schedule"))->click();
    QCOMPARE(scheduled.size(), 1);
    QVERIFY(!scheduled.front().front().toDateTime().isValid());
}

void TestReview::asksAgainWhenTheSiteMoved()
{
    PublishReview review = reviewOf("Old words.", "My words. And a line of the site.");
    AskedUnit unit;
    unit.state = AskedUnit::State::NeedsConfirmation;
    unit.seen.fields = review.post.fields;
    unit.seen.fields.content = text("My words.");
    const auto dialog = open(review, &unit);
    picture(text("review-again"));
    QVERIFY(words().contains(text("New in it")));
    QVERIFY(words().contains(text("And a line of the site")));
    QVERIFY(!dialog->findChild<QDateTimeEdit *>());
    QSignalSpy withdrawn(dialog.get(), &ReviewDialog::withdrawn);
    button(text("Don't update"))->click();
    QCOMPARE(withdrawn.size(), 1);
}

QTEST_MAIN(TestReview)
#include "test_review.moc"
