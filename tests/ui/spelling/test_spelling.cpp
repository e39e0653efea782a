#include "tests/ui/editor/editorfixture.h"
#include "ui/spelling/dictionaries.h"
#include "ui/spelling/hunspelldictionary.h"
#include "ui/spelling/spellchecker.h"
#include "ui/spelling/spellwords.h"

#include <QContextMenuEvent>
#include <QFile>
#include <QMenu>
#include <QSignalSpy>

using namespace galley;

class TestSpelling : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void findsWords_data();
    void findsWords();
    void findsDictionaries();
    void knowsPackages();
    void judgesOnlyItsOwnScript();
    void readsOtherEncodings();
    void checksInTheRealDictionary();
    void remembersTheAuthorsWords();
    void languageBelongsToThePost();
    void anIgnoredWordIsLeftAlone();
    void saysWhatIsMissing();
    void menuOffersBetterWords();
    void menuKnowsTheWordUnderTheMouse();
    void nextMisspelling();

private:
    static void write(const QString &path, const QByteArray &bytes)
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    }
    std::unique_ptr<SpellChecker> checker()
    {
        return std::make_unique<SpellChecker>(*m_settings, QStringList{m_folder.path()}, m_folder.filePath(QStringLiteral("own/words.txt")));
    }
    static QStringList wrongIn(SpellChecker &checker, const QString &line)
    {
        checker.misspelled(line);
        if (checker.isAsking() && !QSignalSpy(&checker, &SpellChecker::settled).wait(10'000))
            return {QStringLiteral("(no answer)")};
        QStringList words;
        for (const TextRange &range : checker.misspelled(line))
            words += line.mid(range.from, range.to - range.from);
        return words;
    }

    QTemporaryDir m_folder;
    std::unique_ptr<QSettings> m_settings;
};

void TestSpelling::initTestCase()
{
    m_settings = std::make_unique<QSettings>(m_folder.filePath(QStringLiteral("s.ini")), QSettings::IniFormat);
    write(m_folder.filePath(QStringLiteral("en_US.aff")), "SET UTF-8\nTRY esianrtolcdugmphbyfvkwzESIANRTOLCDUGMPHBYFVKWZ'\n");
    write(m_folder.filePath(QStringLiteral("en_US.dic")), "4\nthe\ntide\ndon't\nwater\n");
    write(m_folder.filePath(QStringLiteral("pl_PL.aff")), "SET ISO8859-2\n");
    write(m_folder.filePath(QStringLiteral("pl_PL.dic")), "1\n\xbf\xf3\xb3w\n"); // żółw
    write(m_folder.filePath(QStringLiteral("alone.aff")), "SET UTF-8\n");
}

void TestSpelling::findsWords_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QStringList>("wanted");
    const auto row = [](const char *line, const QStringList &wanted) { QTest::newRow(line) << QString::fromUtf8(line) << wanted; };
    row("The tide, twice.", {QStringLiteral("The"), QStringLiteral("tide"), QStringLiteral("twice")});
    row("don't 'quoted' dogs'", {QStringLiteral("don't"), QStringLiteral("quoted"), QStringLiteral("dogs")});
    row("na\u00efve caf\u00e9", {QString::fromUtf8("naïve"), QString::fromUtf8("café")});
    row("**bold** and _slanted_ words", {QStringLiteral("bold"), QStringLiteral("and"), QStringLiteral("slanted"), QStringLiteral("words")});
    row("see `codde` here", {QStringLiteral("see"), QStringLiteral("here")});
    row("[linkk](https://exampel.org/wrod)", {QStringLiteral("linkk")});
    row("https://exampel.org/wrod and <https://exampel.org>", {QStringLiteral("and")});
    row("<spann class=\"wrod\">text</spann>", {QStringLiteral("text")});
    row("![altt](/images/5)", {QStringLiteral("altt")});
    row("snake_case notes.md /usr/share me@home #tagg", {});
    row("MP3 HTML x 3rd", {});
    row("and/or", {QStringLiteral("and"), QStringLiteral("or")});
    row("## Headding", {QStringLiteral("Headding")});
    row("| celll | two |", {QStringLiteral("celll"), QStringLiteral("two")});
    row("- [x] donne", {QStringLiteral("donne")});
    row("\u6e2f\u306e\u6f6e \U0001F642", {});
}

void TestSpelling::findsWords()
{
    QFETCH(QString, line);
    QFETCH(QStringList, wanted);
    QStringList found;
    for (const TextRange &range : wordsToCheck(line))
        found += line.mid(range.from, range.to - range.from);
    QCOMPARE(found, wanted);
}

void TestSpelling::findsDictionaries()
{
    const QStringList folders{QStringLiteral("/nowhere"), m_folder.path()};
    QCOMPARE(installedLanguages(folders), QStringList({QStringLiteral("en_US"), QStringLiteral("pl_PL")}));
    QCOMPARE(dictionaryPath(folders, QStringLiteral("pl_PL")), m_folder.filePath(QStringLiteral("pl_PL")));
    QCOMPARE(dictionaryPath(folders, QStringLiteral("de_DE")), QString());
    QCOMPARE(dictionaryPath(folders, QString()), QString());
    QCOMPARE(languageFor(QStringLiteral("en_GB"), installedLanguages(folders)), QStringLiteral("en_US"));
    QCOMPARE(languageFor(QStringLiteral("C"), installedLanguages(folders)), QStringLiteral("en_US"));
    QCOMPARE(languageFor(QStringLiteral("fr_FR"), installedLanguages(folders)), QString());
}

void TestSpelling::judgesOnlyItsOwnScript()
{
    const QString tide = QStringLiteral("tide"), russian = QStringLiteral("\u043c\u043e\u0440\u0435"), hebrew = QStringLiteral("\u05d9\u05dd");
    QVERIFY(isOfScript(tide, QStringLiteral("en_US")));
    QVERIFY(!isOfScript(russian, QStringLiteral("en_US")));
    QVERIFY(!isOfScript(hebrew, QStringLiteral("en_US")));
    QVERIFY(isOfScript(russian, QStringLiteral("ru_RU")));
    QVERIFY(!isOfScript(tide, QStringLiteral("ru_RU")));
    QVERIFY(isOfScript(tide, QStringLiteral("qxx"))); // not known: everything is judged
}

void TestSpelling::knowsPackages()
{
    QCOMPARE(dictionaryPackage(QStringLiteral("en_US")), QStringLiteral("hunspell-en-us"));
    QCOMPARE(dictionaryPackage(QStringLiteral("de_DE")), QStringLiteral("hunspell-de-de"));
    QCOMPARE(dictionaryPackage(QStringLiteral("fr_FR")), QStringLiteral("hunspell-fr"));
    QCOMPARE(dictionaryPackage(QStringLiteral("C")), QStringLiteral("hunspell-en-us"));
    QCOMPARE(dictionaryPackage(QStringLiteral("de")), QStringLiteral("hunspell-de-de"));
    QCOMPARE(languageName(QStringLiteral("en_US")), QStringLiteral("English (United States)"));
    QVERIFY(knownLanguages().contains(QStringLiteral("de")) && knownLanguages().size() > 200);
    for (const QString &language : knownLanguages())
        QVERIFY2(languageName(language) != language, qPrintable(language));
}

void TestSpelling::readsOtherEncodings()
{
    const auto polish = HunspellDictionary::load(m_folder.filePath(QStringLiteral("pl_PL")));
    QVERIFY(polish);
    QVERIFY((*polish)->knows(QString::fromUtf8("żółw")));
    QVERIFY(!(*polish)->knows(QString::fromUtf8("żółf")));
    QVERIFY(!(*polish)->knows(QString::fromUtf8("港")));
    QCOMPARE((*polish)->suggestions(QString::fromUtf8("żółww")), QStringList{QString::fromUtf8("żółw")});
}

// The package hunspell-en-us is among those that Galley runs with.
void TestSpelling::checksInTheRealDictionary()
{
    const QString path = dictionaryPath(dictionaryFolders(), QStringLiteral("en_US"));
    QVERIFY2(!path.isEmpty(), "hunspell-en-us is not installed; packaging/packages.txt names it");
    const auto english = HunspellDictionary::load(path);
    QVERIFY(english);
    QVERIFY((*english)->knows(QStringLiteral("harbor")));
    QVERIFY((*english)->knows(QString::fromUtf8("don’t")));
    QVERIFY(!(*english)->knows(QStringLiteral("harborr")));
    QVERIFY((*english)->suggestions(QStringLiteral("recieve")).contains(QStringLiteral("receive")));
}

void TestSpelling::remembersTheAuthorsWords()
{
    {
        auto spelling = checker();
        QCOMPARE(wrongIn(*spelling, QStringLiteral("the ebbtide")), QStringList{QStringLiteral("ebbtide")});
        spelling->addToDictionary(QStringLiteral("ebbtide"));
        QCOMPARE(wrongIn(*spelling, QStringLiteral("the ebbtide")), QStringList());
    }
    auto again = checker();
    QCOMPARE(wrongIn(*again, QStringLiteral("the ebbtide wattter")), QStringList{QStringLiteral("wattter")});
}

void TestSpelling::languageBelongsToThePost()
{
    auto spelling = checker();
    QCOMPARE(spelling->language(), QStringLiteral("en_US"));
    spelling->openPost(5);
    spelling->chooseLanguage(QStringLiteral("pl_PL"));
    QCOMPARE(wrongIn(*spelling, QString::fromUtf8("żółw tide")), QStringList{QStringLiteral("tide")});
    spelling->openPost(6);
    QCOMPARE(spelling->language(), QStringLiteral("en_US"));
    QCOMPARE(wrongIn(*spelling, QString::fromUtf8("żółw tide")), QStringList{QString::fromUtf8("żółw")});
    auto again = checker();
    again->openPost(5);
    QCOMPARE(again->language(), QStringLiteral("pl_PL"));
    again->setOn(false);
    QVERIFY(again->misspelled(u"wattter").isEmpty());
    again->setOn(true);
    // A language without a dictionary is one too: then its words are not held against another's.
    again->openPost(7);
    again->chooseLanguage(QStringLiteral("de"));
    QCOMPARE(wrongIn(*again, QStringLiteral("der wattter")), QStringList());
    QCOMPARE(again->trouble(), QStringLiteral("This post is not checked, for no dictionary for German is installed. Debian's package hunspell-de-de brings one."));
    again->openPost(5);
    QCOMPARE(again->trouble(), QString());
    again->openPost(7);
    QCOMPARE(again->language(), QStringLiteral("de"));
    again->chooseLanguage(QStringLiteral("en")); // of any country
    QCOMPARE(wrongIn(*again, QStringLiteral("the wattter")), QStringList{QStringLiteral("wattter")});
}

void TestSpelling::anIgnoredWordIsLeftAlone()
{
    auto spelling = checker();
    QCOMPARE(wrongIn(*spelling, QStringLiteral("the flottsam wattter")), (QStringList{QStringLiteral("flottsam"), QStringLiteral("wattter")}));
    spelling->ignore(QStringLiteral("flottsam"));
    QCOMPARE(wrongIn(*spelling, QStringLiteral("the flottsam wattter")), QStringList{QStringLiteral("wattter")});
    spelling->openPost(8);
    QCOMPARE(wrongIn(*spelling, QStringLiteral("flottsam")), QStringList());
    QCOMPARE(wrongIn(*checker(), QStringLiteral("flottsam")), QStringList{QStringLiteral("flottsam")}); // the next start knows nothing of it
}

void TestSpelling::saysWhatIsMissing()
{
    SpellChecker none(*m_settings, {QStringLiteral("/nowhere")}, m_folder.filePath(QStringLiteral("w")));
    QVERIFY(!none.isReady());
    QVERIFY2(none.trouble().contains(QLatin1String("hunspell-")), qPrintable(none.trouble()));
    QVERIFY(none.misspelled(u"wattter").isEmpty());
    QCOMPARE(checker()->trouble(), QString());
}

void TestSpelling::menuOffersBetterWords()
{
    EditorFixture desk;
    auto spelling = checker();
    desk.editor().setSpelling(spelling.get());
    desk.give(QStringLiteral("the wa|tter and `wattter`"));
    wrongIn(*spelling, desk.editor().markdown());
    QContextMenuEvent wanted(QContextMenuEvent::Keyboard, QPoint(5, 5), QPoint(5, 5));
    QApplication::sendEvent(&desk.editor(), &wanted);
    auto *menu = desk.editor().findChild<QMenu *>();
    QVERIFY(menu);
    const auto action = [menu](const QString &text) {
        for (QAction *each : menu->actions()) {
            if (each->text().contains(text))
                return each;
        }
        return static_cast<QAction *>(nullptr);
    };
    QVERIFY(action(QStringLiteral("to the dictionary")));
    QVERIFY(action(QStringLiteral("Ignore “watter” for now")));
    QVERIFY(QTest::qWaitFor([&] { return action(QStringLiteral("water")) != nullptr; }, 10'000));
    action(QStringLiteral("water"))->trigger();
    QCOMPARE(desk.editor().markdown(), QStringLiteral("the water and `wattter`"));
    menu->close();
    desk.editor().setSpelling(nullptr);
}

void TestSpelling::menuKnowsTheWordUnderTheMouse()
{
    EditorFixture desk;
    auto spelling = checker();
    MarkdownEditor &editor = desk.editor();
    editor.setSpelling(spelling.get());
    desk.give(QStringLiteral("|the\n\na long way to the wattter"));
    QVERIFY(editor.viewport()->x() > 20); // the text stands in the middle of the window
    wrongIn(*spelling, editor.markdown());
    QTextCursor word(editor.document());
    word.setPosition(int(editor.markdown().size()) - 3);
    const QPoint place = editor.cursorRect(word).center();
    QContextMenuEvent wanted(QContextMenuEvent::Mouse, place, editor.viewport()->mapToGlobal(place));
    QApplication::sendEvent(editor.viewport(), &wanted);
    auto *menu = editor.findChild<QMenu *>();
    QVERIFY(menu);
    const QList<QAction *> actions = menu->actions();
    QVERIFY(std::any_of(actions.begin(), actions.end(),
                        [](const QAction *action) { return action->text().contains(QStringLiteral("wattter")); }));
    menu->close();
    editor.setSpelling(nullptr);
}

void TestSpelling::nextMisspelling()
{
    using From = MarkdownEditor::MisspellingFrom;
    EditorFixture desk;
    auto spelling = checker();
    desk.editor().setSpelling(spelling.get());
    desk.give(QStringLiteral("|the tidde\n```\ncodde\n```\nwattter"));
    QVERIFY(!desk.editor().selectMisspelling(From::Cursor));
    QVERIFY(spelling->isAsking());
    QVERIFY(QSignalSpy(spelling.get(), &SpellChecker::settled).wait(10'000));
    QVERIFY(desk.editor().selectMisspelling(From::Cursor));
    QCOMPARE(desk.editor().textCursor().selectedText(), QStringLiteral("tidde"));
    QVERIFY(desk.editor().selectMisspelling(From::Cursor));
    QCOMPARE(desk.editor().textCursor().selectedText(), QStringLiteral("wattter"));
    QVERIFY(!desk.editor().selectMisspelling(From::Cursor));
    QVERIFY(desk.editor().selectMisspelling(From::Top));
    QCOMPARE(desk.editor().textCursor().selectedText(), QStringLiteral("tidde"));
    desk.editor().setSpelling(nullptr);
}

QTEST_MAIN(TestSpelling)
#include "test_spelling.moc"
