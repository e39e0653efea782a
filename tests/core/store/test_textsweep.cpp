#include "core/store/desk.h"
#include "core/store/textsweep.h"
#include "tests/support/testblog.h"

#include <QTest>

using namespace galley;
using namespace galley::test;
using Syntax = TextSearch::Syntax;

class TestTextSweep : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void findsWhatTheAuthorSees();
    void saysWhereInTheLine();
    void goesThroughAllInParts();
    void replacementBecomesADraft();
    void leavesWhatHasChangedSince();
    void undoBringsEachBack_data();
    void undoBringsEachBack();
    void undoKeepsWhatIsHereAlone();
    void undoLeavesWhatHasChangedSince_data();
    void undoLeavesWhatHasChangedSince();
    void stops();

private:
    qint64 draft(const QString &content)
    {
        PostFields fields;
        fields.title = QStringLiteral("t");
        fields.content = content;
        return m_desk->create(fields)->id;
    }
    void publicPost(qint64 id, const QString &content)
    {
        query(*m_db, QStringLiteral("INSERT INTO posts (id, title, slug, content, published, published_at, inserted_at, updated_at) "
                                    "VALUES (?, 'p', ?, ?, 1, '2026-01-01', '2026-01-01', '2026-01-01')"),
              {id, QString::number(id), content});
    }
    /// Replaces "tide" in the one post that has it.
    ReplacedPost replacedTide(const QString &with)
    {
        const auto part = sweep(*m_db, search(QStringLiteral("tide")), with, 0);
        return *replaceInPosts(*m_desk, {{part->posts.front().id, part->posts.front().mark}}, search(QStringLiteral("tide")), with)->front();
    }
    void write(qint64 id, const QString &content, const QString &publishAt = {})
    {
        const auto view = m_desk->post(id);
        DraftSave save{id, view->fields, publishAt, view->draftVersion};
        save.fields.content = content;
        QVERIFY(m_desk->save(save));
    }
    static TextSearch search(const QString &sought, Syntax syntax = Syntax::Words) { return *TextSearch::make(sought, {syntax}); }

    FixedClock m_clock;
    std::unique_ptr<SqliteDatabase> m_db;
    std::unique_ptr<Desk> m_desk;
};

void TestTextSweep::init()
{
    m_db = blogInMemory();
    m_desk = std::make_unique<Desk>(*m_db, m_clock);
}

void TestTextSweep::findsWhatTheAuthorSees()
{
    publicPost(7, QStringLiteral("old tide"));
    publicPost(8, QStringLiteral("tide"));
    auto view = m_desk->post(7);
    DraftSave save{7, view->fields, {}, view->draftVersion};
    save.fields.content = QStringLiteral("no more of it");
    QVERIFY(m_desk->save(save));
    const qint64 id = draft(QStringLiteral("Tide and tide"));
    const auto part = sweep(*m_db, search(QStringLiteral("tide")), {}, 0);
    QVERIFY(part && part->isEnd);
    QCOMPARE(part->looked, 3);
    QCOMPARE(part->posts.size(), std::size_t(2));
    QCOMPARE(part->posts[0].id, 8);
    QCOMPARE(part->posts[1].id, id);
    QCOMPARE(part->posts[1].count, 2);
}

void TestTextSweep::saysWhereInTheLine()
{
    draft(QStringLiteral("one\n\ntwo ") + QString(100, u'x') + QStringLiteral(" tide 4 ") + QString(100, u'y') + QStringLiteral("\ntide 5"));
    const auto part = sweep(*m_db, search(QStringLiteral("tide (\\d)"), Syntax::Expression), QStringLiteral("$1th tide"), 0);
    QCOMPARE(part->posts[0].hits.size(), 2);
    const TextHit first = part->posts[0].hits[0];
    QCOMPARE(first.line, 2);
    QCOMPARE(first.found, QStringLiteral("tide 4"));
    QCOMPARE(first.replacement, QStringLiteral("4th tide"));
    QVERIFY(first.before.startsWith(u'…') && first.before.endsWith(QLatin1String("x ")) && first.before.size() <= 61);
    QVERIFY(first.after.startsWith(QLatin1String(" y")) && first.after.endsWith(u'…'));
    QCOMPARE(part->posts[0].hits[1].line, 3);
    QCOMPARE(part->posts[0].hits[1].before, QString());
    // A cut is at a word's edge where one is near.
    draft(QStringLiteral("harbour ").repeated(12) + QStringLiteral("ebb 4") + QStringLiteral(" harbour").repeated(12));
    const auto words = sweep(*m_db, search(QStringLiteral("ebb"), Syntax::Words), QString(), 0);
    QCOMPARE(words->posts[0].hits[0].before, QStringLiteral("…") + QStringLiteral("harbour ").repeated(7));
    QCOMPARE(words->posts[0].hits[0].after, QStringLiteral(" 4") + QStringLiteral(" harbour").repeated(7) + QStringLiteral("…"));
}

void TestTextSweep::goesThroughAllInParts()
{
    for (int i = 1; i <= 120; ++i)
        publicPost(i, i % 2 ? QStringLiteral("tide") : QStringLiteral("no"));
    int found = 0;
    int parts = 0;
    qint64 after = 0;
    for (bool end = false; !end; ++parts) {
        const auto part = sweep(*m_db, search(QStringLiteral("tide")), {}, after);
        QVERIFY(part);
        found += int(part->posts.size());
        after = part->last;
        end = part->isEnd;
    }
    QCOMPARE(found, 60);
    QVERIFY(parts > 1);
}

void TestTextSweep::replacementBecomesADraft()
{
    publicPost(7, QStringLiteral("tide, Tide"));
    const TextSearch what = search(QStringLiteral("tide"));
    const auto part = sweep(*m_db, what, QStringLiteral("ebb"), 0);
    QVERIFY(replaceInPosts(*m_desk, {{7, part->posts[0].mark}}, what, QStringLiteral("ebb"))->front());
    const auto view = m_desk->post(7);
    QCOMPARE(view->fields.content, QStringLiteral("ebb, ebb"));
    QCOMPARE(view->status, PostStatus::Edited);
    QCOMPARE(view->publicPost->fields.content, QStringLiteral("tide, Tide"));
}

void TestTextSweep::leavesWhatHasChangedSince()
{
    const qint64 id = draft(QStringLiteral("tide"));
    const TextSearch what = search(QStringLiteral("tide"));
    const auto part = sweep(*m_db, what, QStringLiteral("ebb"), 0);
    auto view = m_desk->post(id);
    DraftSave save{id, view->fields, {}, view->draftVersion};
    save.fields.content = QStringLiteral("tide!");
    QVERIFY(m_desk->save(save));
    QVERIFY(!replaceInPosts(*m_desk, {{id, part->posts[0].mark}}, what, QStringLiteral("ebb"))->front());
    QCOMPARE(m_desk->post(id)->fields.content, QStringLiteral("tide!"));
    // Beside it, others are changed, and brought back.
    publicPost(7, QStringLiteral("tide, tide"));
    const auto both = replaceInPosts(*m_desk, {{id, part->posts[0].mark}, {7, sweep(*m_db, what, {}, 0)->posts[0].mark}}, what, QStringLiteral("ebb"));
    QCOMPARE(both->size(), std::size_t(2));
    QVERIFY(!both->front());
    QCOMPARE(both->back()->places, 2);
    QCOMPARE(m_desk->post(7)->fields.content, QStringLiteral("ebb, ebb"));
    QCOMPARE(m_desk->post(id)->fields.content, QStringLiteral("tide!"));
    ReplacedPost another = *both->back();
    another.id = id;
    QCOMPARE(*undoReplacements(*m_desk, {another, *both->back()}), (std::vector<bool>{false, true}));
    QVERIFY(!m_desk->post(7)->draft);
    QVERIFY(m_desk->discardDraft(id));
    QVERIFY(!replaceInPosts(*m_desk, {{id, part->posts[0].mark}}, what, QStringLiteral("ebb"))->front());
}

void TestTextSweep::undoBringsEachBack_data()
{
    QTest::addColumn<QString>("publicText");
    QTest::addColumn<bool>("published");
    QTest::addColumn<QString>("draftText");
    QTest::addColumn<QString>("publishAt");
    QTest::newRow("readers see it, no draft") << "tide, Tide" << true << QString() << QString();
    QTest::newRow("a row that readers don't see, no draft") << "tide" << false << QString() << QString();
    QTest::newRow("a draft on a public post") << "low water" << true << "tide" << QString();
    QTest::newRow("a scheduled draft on a public post") << "low water" << true << "tide" << "2027-01-01T00:00:00Z";
    QTest::newRow("replacing made it what readers see") << "the ebb" << true << "the tide" << QString();
    QTest::newRow("a draft alone") << QString() << false << "tide" << QString();
}

void TestTextSweep::undoBringsEachBack()
{
    QFETCH(QString, publicText);
    QFETCH(bool, published);
    QFETCH(QString, draftText);
    QFETCH(QString, publishAt);
    qint64 id = 7;
    if (publicText.isEmpty())
        id = draft(draftText);
    else
        publicPost(id, publicText);
    query(*m_db, QStringLiteral("UPDATE posts SET published = ?"), {qint64(published)});
    if (!publicText.isEmpty() && !draftText.isEmpty())
        write(id, draftText, publishAt);
    const auto before = m_desk->post(id);
    const ReplacedPost replaced = replacedTide(QStringLiteral("ebb"));
    QVERIFY(!m_desk->post(id)->fields.content.contains(QLatin1String("tide"), Qt::CaseInsensitive));
    QVERIFY(undoReplacements(*m_desk, {replaced})->front());
    const auto after = m_desk->post(id);
    QVERIFY(after->fields == before->fields);
    QCOMPARE(after->status, before->status);
    QCOMPARE(after->draft.has_value(), before->draft.has_value());
    if (after->draft) {
        QVERIFY(after->draft->fork == before->draft->fork);
        QCOMPARE(after->draft->publishAt, before->draft->publishAt);
    }
    QVERIFY(!undoReplacements(*m_desk, {replaced})->front()); // once
}

// The site has deleted it meanwhile: its draft is the only copy.
void TestTextSweep::undoKeepsWhatIsHereAlone()
{
    publicPost(7, QStringLiteral("tide"));
    const ReplacedPost replaced = replacedTide(QStringLiteral("ebb"));
    query(*m_db, QStringLiteral("DELETE FROM posts"));
    QVERIFY(undoReplacements(*m_desk, {replaced})->front());
    QCOMPARE(m_desk->post(7)->fields.content, QStringLiteral("tide"));
}

void TestTextSweep::undoLeavesWhatHasChangedSince_data()
{
    QTest::addColumn<QString>("change");
    QTest::newRow("text") << "UPDATE galley_drafts SET content = 'ebb and more'";
    QTest::newRow("title") << "UPDATE galley_drafts SET title = 'another'";
    QTest::newRow("scheduled") << "UPDATE galley_drafts SET publish_at = '2027-01-01T00:00:00Z'";
    QTest::newRow("published") << "UPDATE posts SET content = 'ebb'; DELETE FROM galley_drafts";
    QTest::newRow("gone") << "DELETE FROM posts; DELETE FROM galley_drafts";
}

void TestTextSweep::undoLeavesWhatHasChangedSince()
{
    QFETCH(QString, change);
    publicPost(7, QStringLiteral("tide"));
    const ReplacedPost replaced = replacedTide(QStringLiteral("ebb"));
    QCOMPARE(m_desk->post(7)->fields.content, QStringLiteral("ebb"));
    for (const QString &statement : change.split(QLatin1Char(';')))
        query(*m_db, statement);
    const auto before = m_desk->post(7);
    QVERIFY(!undoReplacements(*m_desk, {replaced})->front());
    const auto after = m_desk->post(7);
    QCOMPARE(after.has_value(), before.has_value());
    if (after) {
        QVERIFY(after->fields == before->fields);
        QCOMPARE(after->draftVersion, before->draftVersion);
    }
}

void TestTextSweep::stops()
{
    draft(QStringLiteral("tide"));
    std::stop_source source;
    source.request_stop();
    const auto part = sweep(*m_db, search(QStringLiteral("tide")), {}, 0, {.stop = source.get_token()});
    QVERIFY(!part);
    QCOMPARE(part.error().code, ErrorCode::Cancelled);
}

QTEST_MAIN(TestTextSweep)
#include "test_textsweep.moc"
