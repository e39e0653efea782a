// Two versions of a post cut into places, and put together again.
#include "ui/sync/places.h"

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

View withContent(const QString &content)
{
    View view;
    view.fields.title = QStringLiteral("Slack water");
    view.fields.content = content;
    return view;
}

std::vector<Stretch> inText(const QString &base, const QString &mine, const QString &theirs)
{
    const auto stretches = stretchesOf({inField(PostField::Content, base, theirs)}, withContent(mine));
    return stretches ? *stretches : std::vector<Stretch>();
}

std::vector<Stretch *> placesOf(std::vector<Stretch> &stretches)
{
    std::vector<Stretch *> places;
    for (Stretch &stretch : stretches) {
        if (stretch.isPlace())
            places.push_back(&stretch);
    }
    return places;
}

QString contentOf(const std::vector<Stretch> &stretches, const QString &mine)
{
    return settled(stretches, withContent(mine)).fields.content;
}

} // namespace

class TestPlaces : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsTheWholeParagraphOfAClash();
    void joinsTheResultsExactly_data();
    void joinsTheResultsExactly();
    void keepsEachSideAsItIs();
    void joinsBothWordByWord();
    void putsBothOneAfterTheOther();
    void takesWhatOnlyTheOtherChanged();
    void countsWhatWasWrittenSince();
    void comparesWithoutABase();
    void otherFieldsDifferAsAWhole();
    void newestOfOneFieldDecides();
    void nothingIsLeftWhereBothAgreeByNow();
};

void TestPlaces::showsTheWholeParagraphOfAClash()
{
    const QString base = text("One.\n\nThe sea is flat. The wind is low.\n\nThree.\n");
    const QString mine = text("One.\n\nThe sea is grey. The wind is low.\n\nThree.\n");
    const QString theirs = text("One.\n\nThe sea is green. The wind is low.\n\nThree.\n");
    std::vector<Stretch> stretches = inText(base, mine, theirs);
    QCOMPARE(stretches.size(), std::size_t(3));
    QCOMPARE(stretches[0].merged, text("One.\n\n"));
    QCOMPARE(stretches[1].mine, text("The sea is grey. The wind is low."));
    QCOMPARE(stretches[1].theirs, text("The sea is green. The wind is low."));
    QCOMPARE(stretches[1].base, text("The sea is flat. The wind is low."));
    QVERIFY(stretches[1].isOpen());
    QCOMPARE(stretches[2].merged, text("\n\nThree.\n"));
}

void TestPlaces::joinsTheResultsExactly_data()
{
    QTest::addColumn<QString>("base");
    QTest::addColumn<QString>("mine");
    QTest::addColumn<QString>("theirs");
    QTest::newRow("one paragraph") << text("A b c.") << text("A b d.") << text("A b e.");
    QTest::newRow("both append") << text("A.\n") << text("A.\n\nMine.\n") << text("A.\n\nTheirs, longer. And more.\n");
    QTest::newRow("deleted there") << text("A.\n\nB.\n\nC.\n") << text("A.\n\nB, and more.\n\nC.\n") << text("A.\n\nC.\n");
    QTest::newRow("deleted here") << text("A.\n\nB.\n\nC.\n") << text("A.\n\nC.\n") << text("A.\n\nB, and more.\n\nC.\n");
    QTest::newRow("no end of line") << text("A.\nB.") << text("A.\nB!") << text("A.\nB?");
    QTest::newRow("at the start") << text("A.\n\nB.") << text("M.\n\nB.") << text("T.\n\nB.");
    QTest::newRow("two places") << text("A.\n\nB.\n\nC.") << text("A1.\n\nB.\n\nC1.") << text("A2.\n\nB.\n\nC2.");
    QTest::newRow("neighbouring lines") << text("a\nb\nc\n") << text("a\nb1\nc1\n") << text("a\nb2\nc2\n");
    QTest::newRow("empty before") << text("") << text("Mine.") << text("Theirs.");
    QTest::newRow("emptied there") << text("A.") << text("B.") << text("");
    QTest::newRow("wide characters") << text("海は静かだ。風もない。") << text("海は荒い。風もない。") << text("海は青い。風もない。");
}

void TestPlaces::joinsTheResultsExactly()
{
    QFETCH(QString, base);
    QFETCH(QString, mine);
    QFETCH(QString, theirs);
    std::vector<Stretch> stretches = inText(base, mine, theirs);
    QVERIFY(!placesOf(stretches).empty());
    for (const auto &[choice, wanted] : {std::pair(Stretch::Choice::Mine, mine), std::pair(Stretch::Choice::Theirs, theirs)}) {
        for (Stretch *place : placesOf(stretches))
            place->choose(choice);
        QCOMPARE(contentOf(stretches, mine), wanted);
    }
    for (const Stretch *place : placesOf(stretches))
        QVERIFY(!place->isOpen());
}

void TestPlaces::keepsEachSideAsItIs()
{
    const QString base = text("A.\n\nB.\n\nC.");
    const QString mine = text("A here.\n\nB.\n\nC here.");
    std::vector<Stretch> stretches = inText(base, mine, text("A there.\n\nB.\n\nC there."));
    const auto places = placesOf(stretches);
    QCOMPARE(places.size(), std::size_t(2));
    places[0]->choose(Stretch::Choice::Mine);
    places[1]->choose(Stretch::Choice::Theirs);
    QCOMPARE(contentOf(stretches, mine), text("A here.\n\nB.\n\nC there."));
    places[1]->result = text("C of my own.");
    places[1]->choose(Stretch::Choice::Own);
    QCOMPARE(contentOf(stretches, mine), text("A here.\n\nB.\n\nC of my own."));
}

void TestPlaces::joinsBothWordByWord()
{
    const QString mine = text("There is a quarter of an hour, twice a day, when nothing moves.");
    std::vector<Stretch> stretches = inText(text("There is a quarter of an hour, when nothing moves."), mine,
                                            text("There is a quarter of an hour, when nothing at all moves."));
    Stretch *place = placesOf(stretches).front();
    const QString both = text("There is a quarter of an hour, twice a day, when nothing at all moves.");
    QCOMPARE(place->both, both);
    QCOMPARE(place->result, both); // a proposal
    QVERIFY(place->isOpen());
}

void TestPlaces::putsBothOneAfterTheOther()
{
    std::vector<Stretch> sentences = inText(text("Old. End."), text("Mine. End."), text("Theirs. End."));
    placesOf(sentences).front()->choose(Stretch::Choice::Both);
    QCOMPARE(contentOf(sentences, {}), text("Mine. Theirs. End."));

    std::vector<Stretch> paragraphs = inText(text("A."), text("A.\n\nMine."), text("A.\n\nTheirs."));
    placesOf(paragraphs).front()->choose(Stretch::Choice::Both);
    QCOMPARE(contentOf(paragraphs, {}), text("A.\n\nMine.\n\nTheirs."));

    std::vector<Stretch> items = inText(text("- a\n- b\n"), text("- a\n- mine\n"), text("- a\n- theirs\n"));
    placesOf(items).front()->choose(Stretch::Choice::Both);
    QCOMPARE(contentOf(items, {}), text("- a\n- mine\n- theirs\n"));
}

void TestPlaces::takesWhatOnlyTheOtherChanged()
{
    const QString mine = text("A here.\n\nB.");
    std::vector<Stretch> stretches = inText(text("A.\n\nB."), mine, text("A there.\n\nB there."));
    const auto places = placesOf(stretches);
    QCOMPARE(places.size(), std::size_t(2));
    QVERIFY(places[0]->isOpen());
    QVERIFY(!places[1]->isOpen());
    QCOMPARE(places[1]->result, text("B there."));
}

void TestPlaces::countsWhatWasWrittenSince()
{
    // The draft has taken what merged and was written on since; only the clash is left to decide.
    const QString now = text("A here, still.\n\nB there.\n\nC.\n\nD, and more.");
    std::vector<Stretch> stretches = inText(text("A.\n\nB.\n\nC.\n\nD."), now, text("A there.\n\nB there.\n\nC.\n\nD."));
    const auto places = placesOf(stretches);
    QCOMPARE(places.size(), std::size_t(1));
    places[0]->choose(Stretch::Choice::Theirs);
    QCOMPARE(contentOf(stretches, now), text("A there.\n\nB there.\n\nC.\n\nD, and more."));
}

void TestPlaces::comparesWithoutABase()
{
    const QString mine = text("Same.\n\nMine.\n\nEnd.");
    std::vector<Stretch> stretches = inText(QString(), mine, text("Same.\n\nTheirs.\n\nEnd."));
    const auto places = placesOf(stretches);
    QCOMPARE(places.size(), std::size_t(1));
    QVERIFY(places[0]->isOpen());
    QVERIFY(places[0]->base.isNull());
    QCOMPARE(places[0]->mine, text("Mine."));
    QCOMPARE(places[0]->theirs, text("Theirs."));
    QCOMPARE(contentOf(stretches, mine), mine);
}

void TestPlaces::otherFieldsDifferAsAWhole()
{
    View draft = withContent(text("x"));
    draft.fields.slug = text("tides");
    draft.fields.seriesId = 7;
    draft.fields.seriesPosition = 2;
    View there = draft;
    there.fields.title = text("High water");
    there.fields.slug = text("high-water");
    there.fields.seriesPosition = 3;
    std::vector<Conflict> conflicts;
    for (const PostField field : {PostField::Series, PostField::Title, PostField::Slug})
        conflicts.push_back(inField(field, QString(), fieldText(there, field)));
    auto stretches = stretchesOf(conflicts, draft);
    QVERIFY(stretches);
    QCOMPARE(stretches->size(), std::size_t(3));
    QCOMPARE(stretches->front().field, PostField::Title);
    QVERIFY(stretches->front().both.isNull());
    for (Stretch &place : *stretches)
        place.choose(Stretch::Choice::Theirs);
    QCOMPARE(settled(*stretches, draft), there);
}

void TestPlaces::newestOfOneFieldDecides()
{
    Conflict older = inField(PostField::Title, text("Base"), text("First"));
    Conflict newer = inField(PostField::Title, text("Base"), text("Second"));
    newer.id = 2;
    const auto stretches = stretchesOf({newer, older}, withContent({}));
    QVERIFY(stretches);
    QCOMPARE(stretches->size(), std::size_t(1));
    QCOMPARE(stretches->front().theirs, text("Second"));
}

void TestPlaces::nothingIsLeftWhereBothAgreeByNow()
{
    const QString same = text("As the other computer has it.");
    QVERIFY(inText(text("Base."), same, same).empty());
}

QTEST_GUILESS_MAIN(TestPlaces)
#include "test_places.moc"
