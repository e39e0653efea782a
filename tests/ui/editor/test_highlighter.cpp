#include "ui/editor/highlighter.h"
#include "ui/editor/inlinemarks.h"
#include "ui/theme/theme.h"

#include <QGlyphRun>
#include <QPlainTextDocumentLayout>
#include <QRawFont>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>
#include <QTextBlock>
#include <QTextDocument>
#include <QTextLayout>

using namespace galley;

class TestHighlighter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void lines_data();
    void lines();
    void fencesReachOverLines();
    void closingAFenceFreesWhatFollows();
    void coloursFollowTheTheme();
    void signsStayThemselves_data();
    void signsStayThemselves();
};

namespace {

// One letter for each character: its most telling mark.
QString picture(const QString &line)
{
    QList<quint16> marks;
    markLine(line, marks);
    QString result;
    for (const quint16 m : marks) {
        result += QLatin1Char(m & MarkSyntax     ? '#'
                              : m & MarkCode     ? 'c'
                              : m & MarkLink     ? 'l'
                              : m & MarkStrike   ? '~'
                              : m & MarkHtml     ? 'h'
                              : (m & MarkStrong) && (m & MarkEmphasis) ? 'B'
                              : m & MarkStrong   ? 'b'
                              : m & MarkEmphasis ? 'i'
                              : m & MarkHeading  ? 'H'
                              : m & MarkQuote    ? 'q'
                                                 : '.');
    }
    return result;
}

struct Fixture
{
    QTemporaryDir folder;
    QSettings settings{folder.filePath(QStringLiteral("s.ini")), QSettings::IniFormat};
    Theme theme{settings};
};

} // namespace

void TestHighlighter::lines_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("marks");
    QTest::newRow("plain") << "just words" << "..........";
    QTest::newRow("emphasis") << "a *b* c" << "..#i#..";
    QTest::newRow("strong") << "**ab** c" << "##bb##..";
    QTest::newRow("both") << "***ab***" << "###BB###";
    QTest::newRow("strong in emphasis") << "*a **b** c*" << "#ii##B##ii#";
    QTest::newRow("underscore in a word") << "snake_case_name" << "...............";
    QTest::newRow("star before space") << "2 * 3 * 4" << ".........";
    QTest::newRow("unclosed") << "a *b c" << "......";
    QTest::newRow("escaped") << "\\*a\\*" << "#..#.";
    QTest::newRow("strike") << "~~ab~~" << "##~~##";
    QTest::newRow("code") << "a `b*c*` d" << "..#cccc#..";
    QTest::newRow("code in two ticks") << "``a`b``" << "##ccc##";
    QTest::newRow("link") << "[ab](/c)" << "#ll##ll#";
    QTest::newRow("link with parentheses") << "[a](b(c))" << "#l##llll#";
    QTest::newRow("image") << "![ab](/c)" << "##..##ll#";
    QTest::newRow("bare brackets") << "[a] b" << ".....";
    QTest::newRow("address") << "at https://x.org/y." << "...lllllllllllllll.";
    QTest::newRow("angle address") << "<https://x.y>" << "#lllllllllll#";
    QTest::newRow("tag") << "a<br>b" << ".hhhh.";
    QTest::newRow("less than") << "a < b" << ".....";
    QTest::newRow("heading") << "## Ab" << "###HH";
    QTest::newRow("no heading") << "##Ab" << "....";
    QTest::newRow("seven") << "####### a" << ".........";
    QTest::newRow("quote") << "> ab" << "##qq";
    QTest::newRow("item") << "- ab" << "##..";
    QTest::newRow("ordered") << "12. a" << "####.";
    QTest::newRow("task") << "- [x] a" << "######.";
    QTest::newRow("rule") << "* * *" << "#####";
    QTest::newRow("empty") << "" << "";
}

void TestHighlighter::lines()
{
    QFETCH(QString, line);
    QFETCH(QString, marks);
    QCOMPARE(picture(line), marks);
}

void TestHighlighter::fencesReachOverLines()
{
    Fixture f;
    QTextDocument document(QStringLiteral("a\n```js\n*b*\n~~~\n```\n*c*\n"));
    Highlighter highlighter(&document, f.theme);
    highlighter.rehighlight();
    const QList<bool> expected{false, true, true, true, true, false, false};
    for (int i = 0; i < expected.size(); ++i)
        QCOMPARE(Highlighter::isCode(document.findBlockByNumber(i)), expected[i]);
    QVERIFY(document.findBlockByNumber(2).layout()->formats().isEmpty()); // what is code shows no emphasis
    QVERIFY(!document.findBlockByNumber(5).layout()->formats().isEmpty());
}

void TestHighlighter::closingAFenceFreesWhatFollows()
{
    Fixture f;
    QTextDocument document;
    document.setDocumentLayout(new QPlainTextDocumentLayout(&document)); // without one it tells nobody of changes
    Highlighter highlighter(&document, f.theme);
    document.setPlainText(QStringLiteral("```\na\nb\nc"));
    QTRY_VERIFY(Highlighter::isCode(document.findBlockByNumber(3)));
    QTextCursor cursor(document.findBlockByNumber(1));
    cursor.insertText(QStringLiteral("```\n"));
    QVERIFY(!Highlighter::isCode(document.findBlockByNumber(2)));
    QVERIFY(!Highlighter::isCode(document.findBlockByNumber(4)));
}

void TestHighlighter::coloursFollowTheTheme()
{
    Fixture f;
    f.theme.setChoice(ThemeChoice::Light);
    QTextDocument document(QStringLiteral("[a](b)"));
    Highlighter highlighter(&document, f.theme);
    highlighter.rehighlight();
    const auto link = [&] { return document.firstBlock().layout()->formats().at(1).format.foreground().color(); };
    QCOMPARE(link(), lightTokens().accent);
    f.theme.setChoice(ThemeChoice::Dark);
    QCOMPARE(link(), darkTokens().accent);
}

void TestHighlighter::signsStayThemselves_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("prose") << "if a != b then b -> c.";
    QTest::newRow("code") << "```\na != b ==> c\n```";
    QTest::newRow("marks") << "### a **b** => [c](/d) ...";
}

// Glyph for glyph, in the typeface of the editor, which has one glyph for many of them.
void TestHighlighter::signsStayThemselves()
{
    QFETCH(QString, text);
    Fixture f;
    QTextDocument document;
    document.setDefaultFont(f.theme.mono(15));
    document.setDocumentLayout(new QPlainTextDocumentLayout(&document));
    Highlighter highlighter(&document, f.theme);
    QCoreApplication::sendPostedEvents(&highlighter, QEvent::MetaCall);
    document.setPlainText(text);
    for (QTextBlock block = document.firstBlock(); block.isValid(); block = block.next()) {
        document.documentLayout()->blockBoundingRect(block);
        for (int i = 0; i < block.length() - 1; ++i) {
            const QList<QGlyphRun> runs = block.layout()->glyphRuns(i, 1);
            QCOMPARE(runs.size(), 1);
            QCOMPARE(runs[0].glyphIndexes(), runs[0].rawFont().glyphIndexesForString(block.text().mid(i, 1)));
        }
    }
    // Letters are shaped: Arabic is no row of single letters.
    const QString arabic = QString::fromUtf8("سلام");
    document.setPlainText(arabic);
    QVERIFY(document.firstBlock().layout()->formats().isEmpty());
}

QTEST_MAIN(TestHighlighter)
#include "test_highlighter.moc"
