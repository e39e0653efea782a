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
    static TextSearch search(const QString &sought, Syntax syntax = Syntax::Words) { return *TextSearch::make(sought, syntax); }

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
    QCOMPARE(replaceInPost(*m_desk, 7, part->posts[0].mark, what, QStringLiteral("ebb")).value(), true);
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
    QCOMPARE(replaceInPost(*m_desk, id, part->posts[0].mark, what, QStringLiteral("ebb")).value(), false);
    QCOMPARE(m_desk->post(id)->fields.content, QStringLiteral("tide!"));
    QVERIFY(m_desk->discardDraft(id));
    QCOMPARE(replaceInPost(*m_desk, id, part->posts[0].mark, what, QStringLiteral("ebb")).value(), false);
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
