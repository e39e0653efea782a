// The search through all posts over a real file and a real workspace.
#include "ui/findall/findalldialog.h"
#include "ui/theme/theme.h"

#include <QLabel>
#include <QLineEdit>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
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

private:
    TextSearch words(const QString &sought) const { return *TextSearch::make(sought, TextSearch::Syntax::Words); }

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
    job.replace({posts.begin(), posts.begin() + 4});
    QVERIFY(QTest::qWaitFor([&] { return !job.isRunning(); }, 10'000));
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
    dialog.show();
    dialog.setSearch(QStringLiteral("tide"), TextSearch::Syntax::Words, {});
    QVERIFY(says(QStringLiteral("220 places in 110 posts")));
    dialog.setSearch(QStringLiteral("(tide"), TextSearch::Syntax::Expression, {});
    QVERIFY(says(QStringLiteral("missing closing parenthesis")));
    dialog.setSearch(QStringLiteral("nowhere"), TextSearch::Syntax::Words, {});
    QVERIFY(says(QStringLiteral("No post holds this.")));
    dialog.setSearch(QStringLiteral("newly"), TextSearch::Syntax::Words, {});
    QVERIFY(says(QStringLiteral("1 place in 1 post")));
    auto *tree = dialog.findChild<QTreeWidget *>();
    Q_EMIT tree->itemActivated(tree->topLevelItem(0)->child(0), 0);
    QVERIFY(dialog.wantedPost() != 0);
    QCOMPARE(dialog.result(), int(QDialog::Accepted));
}

QTEST_MAIN(TestFindAll)
#include "test_findall.moc"
