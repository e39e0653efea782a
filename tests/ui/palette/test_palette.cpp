// What a few letters find, and how the list over the window answers to keys.
#include "ui/palette/fuzzymatch.h"
#include "ui/palette/quickpick.h"
#include "ui/theme/theme.h"

#include <QLineEdit>
#include <QListView>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

using namespace galley;

class TestPalette : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsLettersInOrder_data();
    void findsLettersInOrder();
    void marksTheLettersItFound();
    void prefersStartsOfWords();
    void beginningsComeBeforeMiddles();
    void theNameThatIsTypedComesFirst();
    void whatIsTypedAsItStandsComesFirst_data();
    void whatIsTypedAsItStandsComesFirst();
    void anotherNameFindsItToo();
    void namesBeforeWhatIsBeside();
    void keysChoose();
    void whatIsTypedBeforeTheEntriesComeCounts();
    void goesAwayWithoutAWord();

private:
    QTemporaryDir m_folder;
};

void TestPalette::findsLettersInOrder_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("found");
    QTest::newRow("nothing typed") << QString() << QStringLiteral("Bold") << true;
    QTest::newRow("letters apart") << QStringLiteral("itb") << QStringLiteral("Insert table…") << true;
    QTest::newRow("other order") << QStringLiteral("bti") << QStringLiteral("Insert table…") << false;
    QTest::newRow("words in any order") << QStringLiteral("tab ins") << QStringLiteral("Insert table…") << true;
    QTest::newRow("one word missing") << QStringLiteral("tab del") << QStringLiteral("Insert table…") << false;
    QTest::newRow("a letter twice") << QStringLiteral("ll") << QStringLiteral("Bold") << false;
    QTest::newRow("capitals") << QStringLiteral("TIDE") << QStringLiteral("The tide tables") << true;
    QTest::newRow("accents") << QStringLiteral("cafe") << QStringLiteral("Café at noon") << true;
    QTest::newRow("accents typed") << QStringLiteral("é") << QStringLiteral("The sea") << true;
    QTest::newRow("longer than the name") << QStringLiteral("bolder") << QStringLiteral("Bold") << false;
    QTest::newRow("scattered from within a word") << QStringLiteral("fn") << QStringLiteral("Confine") << false;
    QTest::newRow("empty name") << QStringLiteral("a") << QString() << false;
}

void TestPalette::findsLettersInOrder()
{
    QFETCH(QString, typed);
    QFETCH(QString, name);
    QFETCH(bool, found);
    QCOMPARE(fuzzyMatch(typed, name).has_value(), found);
}

void TestPalette::marksTheLettersItFound()
{
    QCOMPARE(fuzzyMatch(u"it", u"Insert table")->places, (QList<int>{0, 7})); // starts of words, not the t of Insert
    QCOMPARE(fuzzyMatch(u"tab", u"Insert table")->places, (QList<int>{7, 8, 9}));
    QCOMPARE(fuzzyMatch(u"tab ins", u"Insert table")->places, (QList<int>{0, 1, 2, 7, 8, 9}));
    QCOMPARE(fuzzyMatch(u"e", u"Café")->places, QList<int>{3});
}

void TestPalette::prefersStartsOfWords()
{
    const auto is = [](QStringView typed, QStringView name) {
        const auto match = fuzzyMatch(typed, name);
        return std::pair(match->fit, match->score);
    };
    QCOMPARE(is(u"foot", u"Add a footnote").first, Fit::Start);
    QCOMPARE(is(u"foot", u"Barefoot").first, Fit::Within);
    QCOMPARE(is(u"foot", u"Focus on the paragraph").first, Fit::Scattered);
    QCOMPARE(is(u"foot bar", u"Footer bar").first, Fit::Start);
    QCOMPARE(is(u"foot ar", u"Footer bar").first, Fit::Within); // the worst of them
    QVERIFY(is(u"row", u"Row above") > is(u"row", u"Delete row"));
    QVERIFY(is(u"row", u"Delete row") > is(u"row", u"Delete rowboat")); // a whole word
    QVERIFY(is(u"new", u"New post") > is(u"new", u"Renew"));
    QVERIFY(is(u"fn", u"Find next") > is(u"fn", u"Fasten"));
}

void TestPalette::beginningsComeBeforeMiddles()
{
    PickList list;
    std::vector<PickEntry> entries;
    for (const char *name : {"Focus on the paragraph", "Barefoot on the pier", "Add a footnote", "Footer", "A foot of water"})
        entries.push_back({QString::fromUtf8(name), {}, {}});
    entries.push_back({QStringLiteral("Bold"), QStringLiteral("Footing"), {}});
    list.setEntries(std::move(entries));
    list.narrow(QStringLiteral("foot"));
    QStringList names;
    for (int row = 0; row < list.rowCount(); ++row)
        names += list.index(row).data().toString();
    QCOMPARE(names, (QStringList{QStringLiteral("Footer"), QStringLiteral("A foot of water"), QStringLiteral("Add a footnote"),
                                 QStringLiteral("Barefoot on the pier"), QStringLiteral("Bold"),
                                 QStringLiteral("Focus on the paragraph")}));
}

void TestPalette::theNameThatIsTypedComesFirst()
{
    PickList list;
    std::vector<PickEntry> entries;
    for (const char *name : {"Letter pier light", "Pier clock letter", "Pier letter gull light", "The pier letter", "Pier letters", "Pier létter"})
        entries.push_back({QString::fromUtf8(name), {}, {}});
    list.setEntries(std::move(entries));
    list.narrow(QStringLiteral(" pier  letter "));
    QStringList names;
    for (int row = 0; row < list.rowCount(); ++row)
        names += list.index(row).data().toString();
    QCOMPARE(names.size(), 6);
    QCOMPARE(names.mid(0, 3), (QStringList{QString::fromUtf8("Pier létter"), QStringLiteral("Pier letter gull light"), QStringLiteral("Pier letters")}));
}

void TestPalette::whatIsTypedAsItStandsComesFirst_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("first");
    const std::pair<const char *, const char *> cases[] = {
        {"new", "New post"},          {"new b", "New blog…"},      {"next", "Next misspelled word"}, {"find n", "Find next"}, {"nm", "Next misspelled word"},
        {"word", "Next misspelled word"}, {"post", "Posts"}, {"pos go", "Go to post…"}, {"table", "Insert table…"},
        {"it", "Italic"},             {"row", "Row above"},        {"rb", "Row below"},      {"del", "Delete row"},
        {"dark", "Dark"},             {"list", "Bulleted list"},   {"pub", "Publish"},       {"find", "Find…"},
        {"sea", "Search posts"},      {"cod", "Code"},             {"bld", "Bold"},          {"title", "By title"},
    };
    for (const auto &[typed, first] : cases)
        QTest::newRow(typed) << QString::fromUtf8(typed) << QString::fromUtf8(first);
}

// Commands in the order of the menus, where many words are alike.
void TestPalette::whatIsTypedAsItStandsComesFirst()
{
    QFETCH(QString, typed);
    std::vector<PickEntry> entries;
    for (const char *name :
         {"New post", "New blog…", "Open…", "Look around the sample", "Save now", "Name of the blog…", "Connect to Turso…", "Find…",
          "Find next", "Find previous", "Replace…", "Search posts", "Find in all posts…", "Next misspelled word", "Settings…", "Bold",
          "Italic", "Strike through", "Code", "Link", "Heading 1", "Quote", "Bulleted list", "Numbered list", "Task", "Insert table…",
          "Row above", "Row below", "Delete row", "Delete column", "Go to post…", "Publish", "Review and publish…",
          "Open proof in the browser", "Unpublish…", "Delete post…", "Add a tag…", "Take a tag away…", "Publish all…", "Delete all…",
          "Posts", "By publication date", "By last change", "By title", "Posts with a tag…", "As the system", "Light", "Dark", "Next pane", "Full screen"})
        entries.push_back({QString::fromUtf8(name), {}, {}});
    PickList list;
    list.setEntries(std::move(entries));
    list.narrow(typed);
    QVERIFY(list.rowCount() > 0);
    QTEST(list.index(0).data().toString(), "first");
}

void TestPalette::anotherNameFindsItToo()
{
    PickList list;
    list.setEntries({{QStringLiteral("Unpublish…"), {}, {}}, {QStringLiteral("Update"), {}, {}, QStringLiteral("Publish")}});
    for (const char *typed : {"publish", "pub", "upd"}) {
        list.narrow(QString::fromLatin1(typed));
        QVERIFY2(list.rowCount() > 0 && list.index(0).data().toString() == QStringLiteral("Update"), typed);
    }
    list.narrow(QStringLiteral("unp"));
    QCOMPARE(list.index(0).data().toString(), QStringLiteral("Unpublish…"));
}

void TestPalette::namesBeforeWhatIsBeside()
{
    PickList list;
    list.setEntries({{QStringLiteral("Sync now"), QStringLiteral("File"), {}},
                     {QStringLiteral("Bold"), QStringLiteral("Format"), QStringLiteral("Ctrl+B")},
                     {QStringLiteral("Find file"), QStringLiteral("Edit"), {}}});
    QCOMPARE(list.rowCount(), 3);
    QCOMPARE(list.entryAt(0), 0);
    list.narrow(QStringLiteral("file"));
    QCOMPARE(list.rowCount(), 2);
    QCOMPARE(list.entryAt(0), 2);
    QCOMPARE(list.index(1).data(PickList::AsidePlacesRole).value<QList<int>>(), (QList<int>{0, 1, 2, 3}));
    list.narrow(QStringLiteral("form bol"));
    QCOMPARE(list.rowCount(), 1);
    QCOMPARE(list.index(0).data(PickList::NamePlacesRole).value<QList<int>>(), (QList<int>{0, 1, 2}));
    QCOMPARE(list.index(0).data(PickList::AsidePlacesRole).value<QList<int>>(), (QList<int>{0, 1, 2, 3}));
    QCOMPARE(list.index(0).data(Qt::AccessibleTextRole).toString(), QStringLiteral("Bold, Format, Ctrl+B"));
    list.narrow(QStringLiteral("zz"));
    QCOMPARE(list.rowCount(), 0);
}

namespace {

struct Desk
{
    explicit Desk(const QTemporaryDir &folder)
        : settings(folder.filePath(QStringLiteral("s.ini")), QSettings::IniFormat),
          theme(settings)
    {
        window.resize(900, 600);
        text = new QLineEdit(&window);
        pick = new QuickPick(theme, &window);
        window.show();
        window.activateWindow();
        if (!QTest::qWaitForWindowActive(&window))
            qFatal("the window does not come to the front");
        text->setFocus();
    }

    void open()
    {
        pick->open({QStringLiteral("What?"), QStringLiteral("Nothing."),
                    {{QStringLiteral("Bold"), {}, {}}, {QStringLiteral("Italic"), {}, {}}, {QStringLiteral("Code"), {}, {}}},
                    [this](int entry) {
                        picked = entry;
                        hadFocus = text->hasFocus();
                    }});
    }

    QLineEdit *field() const { return pick->findChild<QLineEdit *>(); }

    QSettings settings;
    Theme theme;
    QWidget window;
    QLineEdit *text;
    QuickPick *pick;
    int picked = -1;
    bool hadFocus = false;
};

} // namespace

void TestPalette::keysChoose()
{
    Desk desk(m_folder);
    desk.open();
    QVERIFY(desk.field()->hasFocus());
    QTest::keyClicks(desk.field(), QStringLiteral("o"));
    QCOMPARE(desk.pick->findChild<QListView *>()->model()->rowCount(), 2);
    QCOMPARE(desk.field()->accessibleDescription(), QStringLiteral("Bold"));
    QTest::keyClick(desk.field(), Qt::Key_Down);
    QCOMPARE(desk.field()->accessibleDescription(), QStringLiteral("Code"));
    QTest::keyClick(desk.field(), Qt::Key_Down); // round to the first
    QTest::keyClick(desk.field(), Qt::Key_Up);
    QTest::keyClick(desk.field(), Qt::Key_Return);
    QTRY_COMPARE(desk.picked, 2);
    QVERIFY(desk.hadFocus);
    QVERIFY(!desk.pick->isVisible());
    // It begins anew each time.
    desk.open();
    QVERIFY(desk.field()->text().isEmpty());
    QTest::keyClicks(desk.field(), QStringLiteral("zz"));
    QTest::keyClick(desk.field(), Qt::Key_Return); // nothing to take
    QVERIFY(desk.pick->isVisible());
    QCOMPARE(desk.picked, 2);
}

void TestPalette::whatIsTypedBeforeTheEntriesComeCounts()
{
    Desk desk(m_folder);
    const auto entries = [&desk] {
        return QuickPick::Offer{QStringLiteral("Which?"), QStringLiteral("Nothing."),
                                {{QStringLiteral("Bold"), {}, {}}, {QStringLiteral("Code"), {}, {}}},
                                [&desk](int entry) { desk.picked = entry; }};
    };
    const int first = desk.pick->openEmpty(QStringLiteral("Which?"));
    QVERIFY(desk.field()->hasFocus());
    QTest::keyClicks(desk.field(), QStringLiteral("co"));
    desk.pick->fill(first, entries());
    QCOMPARE(desk.field()->accessibleDescription(), QStringLiteral("Code"));
    const int second = desk.pick->openEmpty(QStringLiteral("Which?"));
    desk.pick->fill(first, entries()); // late
    QCOMPARE(desk.pick->findChild<QListView *>()->model()->rowCount(), 0);
    QTest::keyClicks(desk.field(), QStringLiteral("co"));
    QTest::keyClick(desk.field(), Qt::Key_Return);
    QVERIFY(desk.pick->isVisible());
    desk.pick->fill(second, entries());
    QTRY_COMPARE(desk.picked, 1);
    QVERIFY(!desk.pick->isVisible());
    const int third = desk.pick->openEmpty(QStringLiteral("Which?"));
    QTest::keyClick(desk.field(), Qt::Key_Escape);
    desk.pick->fill(third, entries());
    QVERIFY(!desk.pick->isVisible());
}

void TestPalette::goesAwayWithoutAWord()
{
    Desk desk(m_folder);
    desk.open();
    QTest::keyClick(desk.field(), Qt::Key_Escape);
    QVERIFY(!desk.pick->isVisible());
    QVERIFY(desk.text->hasFocus());
    desk.open();
    QTest::mouseClick(&desk.window, Qt::LeftButton, {}, QPoint(5, 590));
    QVERIFY(!desk.pick->isVisible());
    desk.open();
    QTest::mouseClick(desk.field(), Qt::LeftButton);
    QVERIFY(desk.pick->isVisible());
    desk.text->setFocus();
    QVERIFY(!desk.pick->isVisible());
    QCOMPARE(desk.picked, -1);
}

QTEST_MAIN(TestPalette)
#include "test_palette.moc"
