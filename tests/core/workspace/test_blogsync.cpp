// What an author asks of a blog and its site, over databases in memory: with the site there, and with it out of reach.
#include "core/workspace/blogsync.h"

#include "core/store/desk.h"
#include "tests/support/testblog.h"

#include <QTest>

using namespace galley;
using namespace galley::test;

namespace {

const QString Key = QStringLiteral("https://blog.example");

/// One computer: its file, and the way to the site while there is one.
struct Computer
{
    explicit Computer(Database &site) : sync(*file, &site, Key, clock), offline(*file, nullptr, Key, clock)
    {
        query(*file, QStringLiteral("INSERT INTO galley_settings VALUES ('remote.url', '%1')").arg(Key));
    }

    qint64 write(const QString &title, const QString &content)
    {
        PostFields fields;
        fields.title = title;
        fields.content = content;
        return desk.create(fields).value().id;
    }
    void setContent(qint64 id, const QString &content)
    {
        const auto view = desk.post(id);
        PostFields fields = view->fields;
        fields.content = content;
        QVERIFY(desk.save({id, fields, {}, view->draftVersion}));
    }
    View seen(qint64 id)
    {
        const auto view = desk.post(id);
        return {view->fields, view->draft ? view->draft->publishAt : QString()};
    }
    SyncStanding standing() { return standingOf(*file, clock).value(); }

    std::unique_ptr<SqliteDatabase> file = blogInMemory(Schema::Local);
    FixedClock clock;
    Desk desk{*file, clock};
    BlogSync sync;
    BlogSync offline;
};

/// A site that is asked when the program ends.
class Deserted final : public Database
{
public:
    std::stop_source ending = {};

    std::vector<Result<Outcome>> transactions(std::span<const Transaction> list, const CallOptions &) override
    {
        ending.request_stop();
        return std::vector<Result<Outcome>>(list.size(), fail(ErrorCode::Cancelled, QStringLiteral("Cancelled.")));
    }
    QString location() const override { return Key; }

protected:
    Result<Rows> executeOne(const Statement &, const CallOptions &) override
    {
        ending.request_stop();
        return fail(ErrorCode::Cancelled, QStringLiteral("Cancelled."));
    }
};

} // namespace

class TestBlogSync : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsAskedForOfflineWaitsAndGoes();
    void callingItOffWithdrawsIt();
    void theEndOfTheProgramDoesNot();
    void undoBringsTheFormerTextBack();
    void deletionsAtTheSiteAreListedUntilTheyAreUndone();
    void aFileAloneIsItsOwnPublicSide();
    void aFileAloneBringsBackWhatItDeleted();
    void aDeletedDraftComesBackOnEveryComputer();
    void settlingKeepsWhatCameMeanwhile();
    void settlingOverAnotherEditIsRefused();
    void twoVersionsInTheBufferAreKept();
    void scheduledPostsGoWhenTheyAreDue();

private:
    QString contentAtSite() { return query(*m_site, QStringLiteral("SELECT content FROM posts")).front().front().text(); }

    std::unique_ptr<SqliteDatabase> m_site = blogInMemory(Schema::Shared);
};

void TestBlogSync::whatIsAskedForOfflineWaitsAndGoes()
{
    m_site = blogInMemory(Schema::Shared);
    Computer here(*m_site);
    const qint64 id = here.write(QStringLiteral("Tides"), QStringLiteral("words"));
    const auto answer = here.offline.publish(id, {});
    QVERIFY2(answer, answer ? "" : qPrintable(answer.error().message));
    QCOMPARE(answer->held->code, ErrorCode::Network);
    QCOMPARE(here.standing().waiting.size(), std::size_t(1));
    QCOMPARE(number(*m_site, QStringLiteral("SELECT count(*) FROM posts")), 0);
    const auto report = here.sync.sync({});
    QVERIFY2(report, report ? "" : qPrintable(report.error().message));
    QCOMPARE(report->ended.size(), std::size_t(1));
    QCOMPARE(report->ended.front().state, AskedUnit::State::Landed);
    QVERIFY(here.standing().waiting.empty());
    QCOMPARE(contentAtSite(), QStringLiteral("words"));
}

void TestBlogSync::callingItOffWithdrawsIt()
{
    m_site = blogInMemory(Schema::Shared);
    Computer here(*m_site);
    const qint64 id = here.write(QStringLiteral("Tides"), QStringLiteral("words"));
    std::stop_source stop;
    CallOptions options;
    options.stop = stop.get_token();
    // Called off between the asking and the sending: asked without the token, as the file's work is.
    QVERIFY(here.offline.publish(id, {})->held);
    stop.request_stop();
    const auto answer = here.sync.confirm(here.standing().waiting.front().id, options);
    QVERIFY(!answer);
    QCOMPARE(answer.error().code, ErrorCode::Cancelled);
    QCOMPARE(number(*m_site, QStringLiteral("SELECT count(*) FROM posts")), 0);
}

void TestBlogSync::theEndOfTheProgramDoesNot()
{
    m_site = blogInMemory(Schema::Shared);
    Computer here(*m_site);
    const qint64 id = here.write(QStringLiteral("Tides"), QStringLiteral("words"));
    QVERIFY(here.offline.publish(id, {})->held);
    Deserted site;
    BlogSync closing(*here.file, &site, Key, here.clock, site.ending.get_token());
    const auto answer = closing.confirm(here.standing().waiting.front().id, {});
    QVERIFY(answer);
    QVERIFY(answer->held);
    QCOMPARE(here.standing().waiting.size(), std::size_t(1));
    const auto report = here.sync.sync({});
    QVERIFY(report);
    QCOMPARE(report->ended.size(), std::size_t(1));
    QCOMPARE(contentAtSite(), QStringLiteral("words"));
}

void TestBlogSync::undoBringsTheFormerTextBack()
{
    m_site = blogInMemory(Schema::Shared);
    Computer here(*m_site);
    const qint64 id = here.write(QStringLiteral("Tides"), QStringLiteral("first"));
    QVERIFY(here.sync.publish(id, {}));
    here.setContent(id, QStringLiteral("second"));
    const auto second = here.sync.publish(id, {});
    QVERIFY(second);
    QCOMPARE(contentAtSite(), QStringLiteral("second"));
    const auto undone = here.sync.undo(second->unit.id, {});
    QVERIFY2(undone, undone ? "" : qPrintable(undone.error().message));
    QCOMPARE(undone->unit.state, AskedUnit::State::Landed);
    QCOMPARE(contentAtSite(), QStringLiteral("first"));
    QCOMPARE(here.desk.post(id)->fields.content, QStringLiteral("second"));
    QCOMPARE(here.desk.post(id)->status, PostStatus::Edited);
}

void TestBlogSync::deletionsAtTheSiteAreListedUntilTheyAreUndone()
{
    m_site = blogInMemory(Schema::Shared);
    Computer here(*m_site);
    const qint64 tides = here.write(QStringLiteral("Tides"), QStringLiteral("words"));
    const qint64 waves = here.write(QStringLiteral("Waves"), QStringLiteral("words"));
    QVERIFY(here.sync.publish(tides, {}));
    const auto listed = [&here] {
        QStringList titles;
        const auto posts = deletedPosts(*here.file, here.clock).value();
        for (const TrashEntry &post : posts)
            titles += post.title + (post.wasPublic ? QStringLiteral(", seen") : QString());
        return titles;
    };
    QVERIFY(listed().isEmpty());
    QVERIFY(here.sync.remove(tides, {}));
    here.clock.moment = here.clock.moment.addSecs(60);
    QVERIFY(here.sync.remove(waves, {})); // nobody saw it: the site is not asked
    QCOMPARE(listed(), (QStringList{QStringLiteral("Waves"), QStringLiteral("Tides, seen")}));
    const QString tidesId = deletedPosts(*here.file, here.clock)->back().id;
    QVERIFY(here.sync.undo(tidesId, {}));
    QCOMPARE(contentAtSite(), QStringLiteral("words"));
    QCOMPARE(listed(), QStringList{QStringLiteral("Waves")});
    here.clock.moment = here.clock.moment.addSecs(60);
    QVERIFY(here.sync.remove(tides, {})); // once more: it is listed once
    QCOMPARE(listed(), (QStringList{QStringLiteral("Tides, seen"), QStringLiteral("Waves")}));
    here.clock.moment = here.clock.moment.addDays(Trash::DaysKept + 1);
    QVERIFY(!listed().contains(QStringLiteral("Tides, seen")));
}

void TestBlogSync::aFileAloneIsItsOwnPublicSide()
{
    auto file = blogInMemory(Schema::Local);
    const FixedClock clock;
    Desk desk(*file, clock);
    PostFields fields;
    fields.title = QStringLiteral("Alone");
    fields.content = QStringLiteral("words");
    const qint64 id = desk.create(fields)->id;
    BlogSync alone(*file, nullptr, {}, clock);
    const auto answer = alone.publish(id, {});
    QVERIFY(answer);
    QVERIFY(answer->unit.id.isEmpty());
    QVERIFY(!answer->held);
    QCOMPARE(desk.post(id)->status, PostStatus::Published);
    QCOMPARE(alone.sync({}).error().code, ErrorCode::InvalidInput);
    QVERIFY(alone.remove(id, {}));
    QCOMPARE(desk.post(id).error().code, ErrorCode::NotFound);
}

void TestBlogSync::aFileAloneBringsBackWhatItDeleted()
{
    auto file = blogInMemory(Schema::Local);
    const FixedClock clock;
    Desk desk(*file, clock);
    PostFields fields;
    fields.title = QStringLiteral("Alone");
    fields.content = QStringLiteral("words");
    BlogSync alone(*file, nullptr, {}, clock);
    for (const bool isPublic : {false, true}) {
        const qint64 id = desk.create(fields)->id;
        if (isPublic)
            QVERIFY(alone.publish(id, {}));
        const auto removed = alone.remove(id, {});
        QVERIFY(removed);
        QCOMPARE(removed->unit.kind, PublishUnit::Kind::Delete);
        QVERIFY(!removed->unit.id.isEmpty());
        QVERIFY(!removed->hasSynced);
        const auto kept = deletedPosts(*file, clock).value();
        QCOMPARE(kept.front().id, removed->unit.id);
        QCOMPARE(kept.front().title, QStringLiteral("Alone"));
        QCOMPARE(kept.front().wasPublic, isPublic);
        const auto undone = BlogSync(*file, nullptr, {}, clock).undo(removed->unit.id, {});
        QVERIFY2(undone, undone ? "" : qPrintable(undone.error().message));
        QCOMPARE(undone->unit.state, AskedUnit::State::Landed);
        QCOMPARE(undone->unit.postId, id);
        QVERIFY(undone->unit.id.isEmpty()); // an undo is not undone
        QVERIFY(undone->report.notices.isEmpty());
        QCOMPARE(deletedPosts(*file, clock)->size(), kept.size() - 1);
        QCOMPARE(desk.post(id)->status, isPublic ? PostStatus::Published : PostStatus::Draft);
        QCOMPARE(alone.undo(removed->unit.id, {}).error().code, ErrorCode::NotFound);
        QVERIFY(alone.remove(id, {}));
    }
}

// It was never public, so no unit of it goes to the site; the draft itself travels.
void TestBlogSync::aDeletedDraftComesBackOnEveryComputer()
{
    for (const bool isKnownThere : {false, true}) {
        m_site = blogInMemory(Schema::Shared);
        Computer here(*m_site);
        Computer there(*m_site);
        const qint64 id = here.write(QStringLiteral("Tides"), QStringLiteral("words"));
        Image image;
        image.data = "PNG bytes";
        image.thumbnail = "small";
        image.info.filename = QStringLiteral("a.png");
        image.info.contentType = QStringLiteral("image/png");
        const qint64 shown = here.desk.addImage(id, image)->id;
        here.setContent(id, QStringLiteral("![low](/images/%1)").arg(shown));
        QVERIFY(here.sync.sync({}));
        QVERIFY(there.sync.sync({}));
        const PostFields before = here.desk.post(id)->fields;
        const auto removed = here.sync.remove(id, {});
        QVERIFY(removed);
        QVERIFY(!removed->held);
        QVERIFY(!removed->unit.id.isEmpty());
        if (isKnownThere) {
            QVERIFY(here.sync.sync({}));
            QVERIFY(there.sync.sync({}));
            QCOMPARE(there.desk.post(id).error().code, ErrorCode::NotFound);
        }
        const auto undone = here.offline.undo(removed->unit.id, {}); // it needs no network
        QVERIFY2(undone, undone ? "" : qPrintable(undone.error().message));
        QVERIFY(!undone->held);
        QVERIFY(here.sync.sync({}));
        QVERIFY(there.sync.sync({}));
        for (Computer *computer : {&here, &there}) {
            const auto view = computer->desk.post(id);
            QVERIFY(view);
            QVERIFY(view->fields == before);
            QCOMPARE(view->status, PostStatus::Draft);
            QCOMPARE(computer->desk.image(shown)->data, image.data);
            QCOMPARE(computer->desk.image(shown)->thumbnail, image.thumbnail);
        }
        QCOMPARE(number(*m_site, QStringLiteral("SELECT count(*) FROM posts")), 0);
        QCOMPARE(number(*m_site, QStringLiteral("SELECT count(*) FROM galley_drafts")), 1);
    }
}

void TestBlogSync::settlingKeepsWhatCameMeanwhile()
{
    m_site = blogInMemory(Schema::Shared);
    Computer here(*m_site);
    const qint64 id = here.write(QStringLiteral("Tides"), QStringLiteral("Mine.\n\nEnd."));
    QVERIFY(noteConflicts(*here.file, id, {{PostField::Content, QStringLiteral("Base.\n\nEnd."), QStringLiteral("Mine.\n\nEnd."),
                                            QStringLiteral("Theirs.\n\nEnd.")}}, here.clock));
    QCOMPARE(here.standing().conflicted, QList<qint64>{id});
    const auto review = reviewOf(*here.file, id, here.clock);
    QVERIFY(review->hasTwoVersions);
    QCOMPARE(review->problems, QStringList{QStringLiteral("Two versions wait to be settled first.")});
    const View seen = here.seen(id);
    here.setContent(id, QStringLiteral("Mine.\n\nEnd, and more.")); // while the author looks at the two versions
    View result = seen;
    result.fields.content = QStringLiteral("Theirs.\n\nEnd.");
    QVERIFY(settleConflict(*here.file, id, seen, result, here.clock));
    QCOMPARE(here.desk.post(id)->fields.content, QStringLiteral("Theirs.\n\nEnd, and more."));
    QVERIFY(here.standing().conflicted.isEmpty());
    QVERIFY(reviewOf(*here.file, id, here.clock)->problems.isEmpty());
}

void TestBlogSync::settlingOverAnotherEditIsRefused()
{
    m_site = blogInMemory(Schema::Shared);
    Computer here(*m_site);
    const qint64 id = here.write(QStringLiteral("Tides"), QStringLiteral("Mine."));
    QVERIFY(noteConflicts(*here.file, id, {{PostField::Content, QStringLiteral("Base."), QStringLiteral("Mine."), QStringLiteral("Theirs.")}},
                          here.clock));
    const View seen = here.seen(id);
    here.setContent(id, QStringLiteral("Mine, once more."));
    View result = seen;
    result.fields.content = QStringLiteral("Theirs.");
    QCOMPARE(settleConflict(*here.file, id, seen, result, here.clock).error().code, ErrorCode::Conflict);
    QCOMPARE(here.desk.post(id)->fields.content, QStringLiteral("Mine, once more."));
    QCOMPARE(here.standing().conflicted, QList<qint64>{id});
}

void TestBlogSync::twoVersionsInTheBufferAreKept()
{
    m_site = blogInMemory(Schema::Shared);
    Computer here(*m_site);
    const qint64 id = here.write(QStringLiteral("Tides"), QStringLiteral("Mine."));
    const std::vector<FieldClash> clashes{
        {PostField::Content, QStringLiteral("Base."), QStringLiteral("Mine."), QStringLiteral("Theirs.")}};
    QVERIFY(noteConflicts(*here.file, id, clashes, here.clock));
    QVERIFY(noteConflicts(*here.file, id, clashes, here.clock)); // the same again is one
    QCOMPARE(Conflicts(*here.file, here.clock).open(id)->size(), std::size_t(1));
    QCOMPARE(here.sync.publish(id, {}).error().code, ErrorCode::InvalidInput);
    QVERIFY(here.sync.sync({}));
    QCOMPARE(number(*m_site, QStringLiteral("SELECT count(*) FROM galley_drafts")), 0); // not sent before it is settled
}

void TestBlogSync::scheduledPostsGoWhenTheyAreDue()
{
    m_site = blogInMemory(Schema::Shared);
    Computer here(*m_site);
    const qint64 due = here.write(QStringLiteral("Due"), QStringLiteral("words"));
    const qint64 later = here.write(QStringLiteral("Later"), QStringLiteral("words"));
    for (const auto &[id, when] : {std::pair(due, "2020-01-01T08:00:00Z"), std::pair(later, "2999-01-01T08:00:00Z")}) {
        const auto view = here.desk.post(id);
        QVERIFY(here.desk.save({id, view->fields, QLatin1String(when), view->draftVersion}));
    }
    QVERIFY(here.offline.publishDue({})->ended.empty()); // the site's clock decides
    const auto report = here.sync.publishDue({});
    QVERIFY2(report, report ? "" : qPrintable(report.error().message));
    QCOMPARE(report->ended.size(), std::size_t(1));
    QCOMPARE(here.desk.post(due)->status, PostStatus::Published);
    QCOMPARE(here.desk.post(later)->status, PostStatus::Scheduled);
}

QTEST_GUILESS_MAIN(TestBlogSync)
#include "test_blogsync.moc"
