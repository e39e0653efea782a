// The search through all posts over a real file and a real workspace.
#include "ui/findall/findalldialog.h"
#include "ui/findall/replaceundo.h"
#include "ui/theme/deskstyle.h"
#include "ui/theme/theme.h"
#include "ui/widgets/thinbar.h"

#include <QApplication>
#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QStyleOption>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <QTimer>
#include <QTreeWidget>

using namespace galley;

namespace {

template <typename T>
T waited(QFuture<T> future)
{
    if (!QTest::qWaitFor([&] { return future.isFinished(); }, 10000))
        qFatal("The workspace did not answer.");
    return future.result();
}

class Showings : public QObject
{
public:
    int count = 0;

protected:
    bool eventFilter(QObject *, QEvent *event) override
    {
        count += event->type() == QEvent::Show ? 1 : 0;
        return false;
    }
};

} // namespace

class TestFindAll : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void findsInParts();
    void endsWhenAsked();
    void replacesWhatWasChosen();
    void dialogSaysWhatItFinds();
    void replacingIsUndoneInOneStep();
    void whatIsStoppedIsKnown();
    void anUndoThatIsStoppedGoesOnLater();
    void wordsNameWhatStayed();
    void theOldestUndoGoesFirst();
    void focusShowsOnTheAccent_data();
    void focusShowsOnTheAccent();
    void tickingReplaceGoesToItsField();
    void typingAReplacementTicksReplace();

private:
    TextSearch words(const QString &sought) const { return *TextSearch::make(sought, {}); }

    SystemClock m_clock;
    QTemporaryDir m_folder;
    std::unique_ptr<Workspace> m_workspace;
};

void TestFindAll::initTestCase()
{
    m_workspace = std::make_unique<Workspace>(m_folder.filePath(QStringLiteral("b.galley")), m_clock);
    QVERIFY(waited(m_workspace->create(QStringLiteral("b"))));
    for (int i = 0; i < 120; ++i) {
        PostFields fields;
        fields.title = QStringLiteral("post %1").arg(i);
        fields.content = i < 110 ? QStringLiteral("tide and tide") : QStringLiteral("ebb %1").arg(i);
        QVERIFY(waited(m_workspace->newPost(fields)));
    }
}

void TestFindAll::findsInParts()
{
    SweepJob job(*m_workspace);
    QSignalSpy found(&job, &SweepJob::found);
    QSignalSpy looked(&job, &SweepJob::looked);
    QSignalSpy finished(&job, &SweepJob::finished);
    job.find(words(QStringLiteral("tide")), {});
    QVERIFY(finished.wait(10'000));
    QCOMPARE(found.size(), 110);
    QVERIFY(looked.size() > 1);
    QCOMPARE(looked.last()[0].toInt(), 120);
    QVERIFY(!job.isRunning());
}

void TestFindAll::endsWhenAsked()
{
    SweepJob job(*m_workspace);
    QSignalSpy found(&job, &SweepJob::found);
    QSignalSpy finished(&job, &SweepJob::finished);
    job.find(words(QStringLiteral("tide")), {});
    job.cancel();
    QCOMPARE(finished.size(), 1);
    QVERIFY(waited(m_workspace->counts())); // whatever was asked before has been answered
    QCoreApplication::processEvents();
    QCOMPARE(found.size(), 0);
    QCOMPARE(finished.size(), 1);
    // A new question counts alone.
    job.find(words(QStringLiteral("tide")), {});
    job.find(words(QStringLiteral("ebb")), {});
    QVERIFY(QTest::qWaitFor([&] { return !job.isRunning(); }, 10'000));
    QCOMPARE(found.size(), 10);
}

void TestFindAll::replacesWhatWasChosen()
{
    SweepJob job(*m_workspace);
    std::vector<PostHits> posts;
    connect(&job, &SweepJob::found, this, [&posts](const PostHits &post) { posts.push_back(post); });
    job.find(words(QStringLiteral("ebb")), QStringLiteral("flow"));
    QVERIFY(QTest::qWaitFor([&] { return !job.isRunning(); }, 10'000));
    QCOMPARE(posts.size(), std::size_t(10));
    // One is written meanwhile.
    const PostView view = *waited(m_workspace->post(posts[0].id));
    DraftSave save{view.id, view.fields, {}, view.draftVersion};
    save.fields.content = QStringLiteral("ebb, newly");
    QVERIFY(waited(m_workspace->save(save)));
    QSignalSpy replaced(&job, &SweepJob::replacedIn);
    QSignalSpy left(&job, &SweepJob::leftAlone);
    QSignalSpy wentOn(&job, &SweepJob::wentOn);
    job.replace({posts.begin(), posts.begin() + 4});
    QVERIFY(QTest::qWaitFor([&] { return !job.isRunning(); }, 10'000));
    QCOMPARE(wentOn.last()[0].toInt(), 4);
    QCOMPARE(replaced.size(), 3);
    QCOMPARE(left.size(), 1);
    QCOMPARE(waited(m_workspace->post(posts[0].id))->fields.content, QStringLiteral("ebb, newly"));
    QVERIFY(waited(m_workspace->post(posts[1].id))->fields.content.startsWith(QLatin1String("flow 1")));
    QVERIFY(waited(m_workspace->post(posts[5].id))->fields.content.startsWith(QLatin1String("ebb 1")));
}

void TestFindAll::dialogSaysWhatItFinds()
{
    QSettings settings(m_folder.filePath(QStringLiteral("s.ini")), QSettings::IniFormat);
    Theme theme(settings);
    FindAllDialog dialog(theme, *m_workspace, nullptr);
    const auto says = [&dialog](const QString &wanted) {
        return QTest::qWaitFor([&] {
            for (const QLabel *label : dialog.findChildren<QLabel *>()) {
                if (label->text().contains(wanted))
                    return true;
            }
            return false;
        }, 10'000);
    };
    auto *bar = dialog.findChild<ThinBar *>();
    Showings showings;
    bar->installEventFilter(&showings);
    dialog.show();
    dialog.setSearch(QStringLiteral("tide"), {TextSearch::Syntax::Words}, {});
    QVERIFY(says(QStringLiteral("220 places in 110 posts")));
    QTRY_VERIFY_WITH_TIMEOUT(!bar->isVisible(), 10'000);
    QVERIFY(showings.count > 0); // while it looked through the others
    dialog.setSearch(QStringLiteral("(tide"), {TextSearch::Syntax::Expression}, {});
    QVERIFY(says(QStringLiteral("missing closing parenthesis")));
    dialog.setSearch(QStringLiteral("nowhere"), {TextSearch::Syntax::Words}, {});
    QVERIFY(says(QStringLiteral("No post's text holds this.")));
    dialog.setSearch(QStringLiteral("newly"), {TextSearch::Syntax::Words}, {});
    QVERIFY(says(QStringLiteral("1 place in 1 post")));
    auto *tree = dialog.findChild<QTreeWidget *>();
    Q_EMIT tree->itemActivated(tree->topLevelItem(0)->child(0), 0);
    QVERIFY(dialog.wantedPost() != 0);
    QCOMPARE(dialog.result(), int(QDialog::Accepted));
}

// A post that readers see, a draft, and a draft that is written once more before the undo.
void TestFindAll::replacingIsUndoneInOneStep()
{
    const auto make = [this](const QString &title, const QString &content) {
        PostFields fields;
        fields.title = title;
        fields.content = content;
        return waited(m_workspace->newPost(fields))->id;
    };
    const qint64 seen = make(QStringLiteral("seen"), QStringLiteral("rope and rope"));
    QVERIFY(waited(m_workspace->publish(seen)));
    const qint64 draft = make(QStringLiteral("draft"), QStringLiteral("rope"));
    const qint64 written = make(QStringLiteral("written"), QStringLiteral("Rope"));

    QSettings settings(m_folder.filePath(QStringLiteral("s.ini")), QSettings::IniFormat);
    Theme theme(settings);
    FindAllDialog dialog(theme, *m_workspace, nullptr);
    dialog.show();
    dialog.setSearch(QStringLiteral("rope"), {TextSearch::Syntax::Words}, QStringLiteral("line"));
    auto *replace = [&dialog] {
        for (auto *button : dialog.findChildren<QPushButton *>()) {
            if (button->text().startsWith(QLatin1String("Replace")))
                return button;
        }
        return static_cast<QPushButton *>(nullptr);
    }();
    QVERIFY(replace);
    QTRY_COMPARE_WITH_TIMEOUT(replace->text(), QStringLiteral("Replace in 3 posts…"), 10'000);
    QTRY_VERIFY_WITH_TIMEOUT(replace->isEnabled(), 10'000);
    auto *with = dialog.findChildren<QLineEdit *>().value(1);
    QVERIFY(with);
    bool wasAsked = false;
    QTimer early;
    connect(&early, &QTimer::timeout, this, [&] {
        if (auto *asked = qobject_cast<CardDialog *>(QApplication::activeModalWidget())) {
            wasAsked = true;
            asked->reject();
        }
    });
    early.start(10);
    with->setText(QStringLiteral("wire"));
    replace->click(); // what is listed is still to be replaced with the former word
    QVERIFY(!wasAsked);
    early.stop();
    dialog.setSearch(QStringLiteral("rope"), {TextSearch::Syntax::Words}, QStringLiteral("line"));
    QTRY_COMPARE_WITH_TIMEOUT(replace->text(), QStringLiteral("Replace in 3 posts…"), 10'000);
    QTRY_VERIFY_WITH_TIMEOUT(replace->isEnabled(), 10'000);
    QString question;
    QTimer answer;
    connect(&answer, &QTimer::timeout, this, [&] {
        auto *asked = qobject_cast<CardDialog *>(QApplication::activeModalWidget());
        if (!asked || asked == &dialog)
            return;
        answer.stop();
        question = asked->windowTitle();
        for (auto *button : asked->findChildren<QPushButton *>()) {
            if (button->text() == QLatin1String("Replace"))
                button->click();
        }
    });
    answer.start(10);
    replace->click();
    QCOMPARE(question, QStringLiteral("Replace 4 places in 3 posts?"));
    QTRY_COMPARE_WITH_TIMEOUT(dialog.result(), int(QDialog::Accepted), 10'000);
    QVERIFY(dialog.hasReplaced());
    QCOMPARE(wordsFor(dialog.outcome()), QStringLiteral("4 places changed in 3 posts. Readers see it when you publish."));
    QCOMPARE(waited(m_workspace->post(seen))->status, PostStatus::Edited);
    QCOMPARE(waited(m_workspace->post(draft))->fields.content, QStringLiteral("line"));

    const PostView view = *waited(m_workspace->post(written));
    DraftSave save{written, view.fields, {}, view.draftVersion};
    save.fields.content = QStringLiteral("line and more");
    QVERIFY(waited(m_workspace->save(save)));
    ReplaceUndo undo(*m_workspace);
    QSignalSpy finished(&undo, &ReplaceUndo::finished);
    QSignalSpy progressed(&undo, &ReplaceUndo::progressed);
    undo.start(dialog.outcome().replaced);
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 10'000);
    QCOMPARE(progressed.front(), (QVariantList{0, 3}));
    QCOMPARE(wordsFor(finished[0][0].value<UndoneOutcome>()),
             QStringLiteral("Undone: 2 posts are as they were before. “written” was changed since and stays as it is."));
    const PostView after = *waited(m_workspace->post(seen));
    QCOMPARE(after.fields.content, QStringLiteral("rope and rope"));
    QCOMPARE(after.status, PostStatus::Published);
    QVERIFY(!after.draft);
    QCOMPARE(waited(m_workspace->post(draft))->fields.content, QStringLiteral("rope"));
    QCOMPARE(waited(m_workspace->post(written))->fields.content, QStringLiteral("line and more"));
}

// All that was replaced can be undone, the post under way too.
void TestFindAll::whatIsStoppedIsKnown()
{
    SweepJob job(*m_workspace);
    std::vector<PostHits> posts;
    connect(&job, &SweepJob::found, this, [&posts](const PostHits &post) { posts.push_back(post); });
    job.find(words(QStringLiteral("tide")), QStringLiteral("sea"));
    QVERIFY(QTest::qWaitFor([&] { return !job.isRunning(); }, 10'000));
    QSignalSpy replaced(&job, &SweepJob::replacedIn);
    QSignalSpy finished(&job, &SweepJob::finished);
    job.replace(posts);
    job.cancel();
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 10'000);
    QVERIFY(replaced.size() < qsizetype(posts.size()));
    QSignalSpy found(&job, &SweepJob::found);
    job.find(words(QStringLiteral("sea")), {});
    QVERIFY(QTest::qWaitFor([&] { return !job.isRunning(); }, 10'000));
    QCOMPARE(found.size(), replaced.size());
}

void TestFindAll::anUndoThatIsStoppedGoesOnLater()
{
    SweepJob job(*m_workspace);
    std::vector<PostHits> posts;
    std::vector<ReplacedPost> replaced;
    connect(&job, &SweepJob::found, this, [&posts](const PostHits &post) { posts.push_back(post); });
    connect(&job, &SweepJob::replacedIn, this, [&replaced](const ReplacedPost &post) { replaced.push_back(post); });
    job.find(words(QStringLiteral("tide")), QStringLiteral("brine"));
    QVERIFY(QTest::qWaitFor([&] { return !job.isRunning(); }, 10'000));
    job.replace(posts);
    QVERIFY(QTest::qWaitFor([&] { return !job.isRunning(); }, 10'000));
    QVERIFY(replaced.size() > SweepJob::PostsAtATime);
    const auto undone = [this](const std::vector<ReplacedPost> &those, bool isStopped) {
        ReplaceUndo undo(*m_workspace);
        QSignalSpy finished(&undo, &ReplaceUndo::finished);
        undo.start(those);
        if (isStopped)
            undo.cancel();
        if (!QTest::qWaitFor([&] { return finished.size() == 1; }, 10'000))
            qFatal("the undo does not end");
        return finished.at(0).at(0).value<UndoneOutcome>();
    };
    const UndoneOutcome first = undone(replaced, true);
    QCOMPARE(first.restored, int(SweepJob::PostsAtATime)); // those under way
    QVERIFY(first.isStopped);
    QCOMPARE(first.rest.size(), replaced.size() - SweepJob::PostsAtATime);
    QCOMPARE(wordsFor(first), QStringLiteral("Undone: 25 posts are as they were before. Stopped; the Edit menu undoes the rest."));
    const UndoneOutcome second = undone(first.rest, false);
    QCOMPARE(second.restored, int(first.rest.size()));
    QVERIFY(second.rest.empty() && !second.isStopped);
    for (const ReplacedPost &post : replaced)
        QCOMPARE(waited(m_workspace->post(post.id))->fields.content, post.before.content);
}

void TestFindAll::wordsNameWhatStayed()
{
    ReplaceOutcome outcome;
    outcome.replaced.emplace_back().places = 1;
    outcome.left = {QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c"), QStringLiteral("d")};
    outcome.isStopped = true;
    QCOMPARE(wordsFor(outcome), QStringLiteral("1 place changed in 1 post. Readers see it when you publish. “a”, “b”, “c” and 1 more had "
                                               "changed meanwhile and stayed as they were. Stopped; the others stayed as they were."));
    UndoneOutcome undone;
    undone.left = {QStringLiteral("a"), titleForReading({})};
    QCOMPARE(wordsFor(undone), QStringLiteral("“a” and “Untitled draft” were changed since and stay as they are."));
}

void TestFindAll::focusShowsOnTheAccent_data()
{
    QTest::addColumn<int>("choice");
    QTest::newRow("light") << int(ThemeChoice::Light);
    QTest::newRow("dark") << int(ThemeChoice::Dark);
}

void TestFindAll::focusShowsOnTheAccent()
{
    QFETCH(int, choice);
    QSettings settings(m_folder.filePath(QStringLiteral("s.ini")), QSettings::IniFormat);
    Theme theme(settings);
    theme.setChoice(ThemeChoice(choice));
    DeskStyle style(theme);
    QPushButton button(QStringLiteral("Replace"));
    button.setStyle(&style);
    button.setProperty("primary", true);
    button.resize(120, 34);
    QStyleOptionButton option;
    option.initFrom(&button);
    option.state |= QStyle::State_HasFocus | QStyle::State_KeyboardFocusChange;
    QImage picture(button.size(), QImage::Format_RGB32);
    picture.fill(Qt::black);
    QPainter painter(&picture);
    style.drawControl(QStyle::CE_PushButtonBevel, &option, &painter, &button);
    painter.end();
    int ring = 0;
    for (int y = 0; y < picture.height() / 2; ++y)
        ring += picture.pixelColor(picture.width() / 2, y) == theme.tokens().accentInk ? 1 : 0;
    QCOMPARE(ring, 2);
}

void TestFindAll::theOldestUndoGoesFirst()
{
    const auto replaced = [](qint64 id, int characters) {
        ReplacedPost post;
        post.id = id;
        post.before.content = QString(characters, u'x');
        return post;
    };
    std::vector<std::vector<ReplacedPost>> all{{replaced(1, 10)}, {replaced(2, 20), replaced(3, 20)}, {replaced(4, 10)}};
    dropOldest(all, 120); // bytes
    QCOMPARE(all.size(), size_t(3));
    dropOldest(all, 119);
    QCOMPARE(all.size(), size_t(2));
    QCOMPARE(all.front().front().id, 2);
    dropOldest(all, 1);
    QCOMPARE(all.size(), size_t(1));
    QCOMPARE(all.front().front().id, 4);
}

void TestFindAll::tickingReplaceGoesToItsField()
{
    QSettings settings(m_folder.filePath(QStringLiteral("s.ini")), QSettings::IniFormat);
    Theme theme(settings);
    FindAllDialog dialog(theme, *m_workspace, nullptr);
    dialog.show();
    QVERIFY(QTest::qWaitForWindowActive(&dialog));
    for (auto *box : dialog.findChildren<QCheckBox *>()) {
        if (box->text() == QLatin1String("Re&place with"))
            box->click();
    }
    QVERIFY(QApplication::focusWidget());
    QCOMPARE(QApplication::focusWidget()->accessibleName(), QStringLiteral("Replace with"));
}

void TestFindAll::typingAReplacementTicksReplace()
{
    QSettings settings(m_folder.filePath(QStringLiteral("s.ini")), QSettings::IniFormat);
    Theme theme(settings);
    FindAllDialog dialog(theme, *m_workspace, nullptr);
    dialog.show();
    QVERIFY(QTest::qWaitForWindowActive(&dialog));
    const QList<QCheckBox *> boxes = dialog.findChildren<QCheckBox *>();
    const auto box = std::ranges::find_if(boxes, [](const QCheckBox *one) { return one->text() == QLatin1String("Re&place with"); });
    QVERIFY(box != boxes.end() && !(*box)->isChecked());
    for (auto *field : dialog.findChildren<QLineEdit *>()) {
        if (field->accessibleName() == QLatin1String("Replace with"))
            QTest::keyClicks(field, QStringLiteral("ebb"));
    }
    QVERIFY((*box)->isChecked());
}

QTEST_MAIN(TestFindAll)
#include "test_findall.moc"
