#include "tests/ui/editor/editorfixture.h"

#include <QApplication>
#include <QClipboard>
#include <QMimeData>

using namespace galley;

class TestPasting : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void html_data();
    void html();
    void isOneStepOfUndo();
    void ownTextComesBackAsItWas();
    void copyBringsHtmlToOthers();
    void asPlainText();
    void codeEditorsGiveTheirText();
    void textWithoutHtml();
    void inACell_data();
    void inACell();
    void paragraphsInACell();
    void copiesForOtherPrograms();

private:
    void copyHtml(const QString &html, const QString &text = QStringLiteral("the plain text"))
    {
        auto *data = new QMimeData;
        data->setHtml(html);
        data->setText(text);
        QApplication::clipboard()->setMimeData(data);
    }

    EditorFixture m_desk;
};

void TestPasting::html_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("html");
    QTest::addColumn<QString>("after");
    QTest::newRow("in a sentence") << "a | c" << "<b>b</b>" << "a **b**| c";
    QTest::newRow("over a selection") << QString::fromUtf8("a ‹x› c") << "<i>b</i>" << "a *b*| c";
    QTest::newRow("paragraphs in a sentence") << "a | d" << "<p>b<p>c" << "a b\n\nc| d";
    QTest::newRow("a heading in a sentence") << "a| d" << "<h2>b</h2>" << "a\n\n## b\n\n| d";
    QTest::newRow("on an empty line") << "a\n\n|" << "<h2>b</h2><ul><li>c</ul>" << "a\n\n## b\n\n- c|";
    QTest::newRow("into a quotation") << "> a |" << "<p>b<p>c" << "> a b\n> \n> c|";
    QTest::newRow("into a list item") << "- a |" << "<p>b<p>c" << "- a b\n  \n  c|";
    QTest::newRow("an empty item") << "- |" << "<p>b</p>" << "- b|";
    QTest::newRow("in code nothing is converted") << "```\n|\n```" << "<b>b</b>" << "```\nthe plain text|\n```";
    QTest::newRow("nothing worth converting") << "|" << "<meta charset=utf-8>" << "the plain text|";
}

void TestPasting::html()
{
    QFETCH(QString, before);
    QFETCH(QString, html);
    QFETCH(QString, after);
    m_desk.give(before);
    copyHtml(html);
    m_desk.press(Qt::Key_V, Qt::ControlModifier);
    QCOMPARE(m_desk.withCursor(), after);
}

void TestPasting::isOneStepOfUndo()
{
    m_desk.give(QString::fromUtf8("a ‹x› c"));
    copyHtml(QStringLiteral("<h1>b</h1><p>c"));
    m_desk.press(Qt::Key_V, Qt::ControlModifier);
    m_desk.editor().undo();
    QCOMPARE(m_desk.editor().markdown(), QStringLiteral("a x c"));
}

void TestPasting::ownTextComesBackAsItWas()
{
    const QString text = QStringLiteral("## a_b\n\n*  loose   * and [x]\n\n\n1) b");
    m_desk.editor().load(text);
    m_desk.editor().selectAll();
    m_desk.editor().copy();
    m_desk.give(QStringLiteral("|"));
    m_desk.editor().paste();
    QCOMPARE(m_desk.editor().markdown(), text);
}

void TestPasting::copyBringsHtmlToOthers()
{
    m_desk.give(QString::fromUtf8("‹a **b**\n\n- c›"));
    m_desk.editor().copy();
    const QMimeData *data = QApplication::clipboard()->mimeData();
    QCOMPARE(data->text(), QStringLiteral("a **b**\n\n- c"));
    QVERIFY2(data->html().contains(QLatin1String("<p>a <strong>b</strong></p>")), qPrintable(data->html()));
    m_desk.give(QString::fromUtf8("```\n‹a *b*›\n```"));
    m_desk.editor().copy();
    QVERIFY(!QApplication::clipboard()->mimeData()->hasHtml());
}

void TestPasting::asPlainText()
{
    m_desk.give(QStringLiteral("a |"));
    copyHtml(QStringLiteral("<b>b</b>"), QStringLiteral("b\r\nc\rd"));
    m_desk.editor().pasteAsPlainText();
    QCOMPARE(m_desk.withCursor(), QStringLiteral("a b\nc\nd|"));
}

void TestPasting::codeEditorsGiveTheirText()
{
    m_desk.give(QStringLiteral("|"));
    copyHtml(QStringLiteral("<div style='white-space:pre;font-family:monospace'><div>## a</div><div>*b*</div></div>"), QStringLiteral("## a\n*b*"));
    m_desk.press(Qt::Key_V, Qt::ControlModifier);
    QCOMPARE(m_desk.withCursor(), QStringLiteral("## a\n*b*|"));
}

void TestPasting::textWithoutHtml()
{
    m_desk.give(QStringLiteral("|"));
    QApplication::clipboard()->setText(QStringLiteral("*a*\n_b_"));
    m_desk.press(Qt::Key_V, Qt::ControlModifier);
    QCOMPARE(m_desk.withCursor(), QStringLiteral("*a*\n_b_|"));
}

void TestPasting::inACell_data()
{
    QTest::addColumn<QString>("table"); // with a cursor
    QTest::addColumn<QString>("pasted");
    QTest::addColumn<QString>("result");
    const QString head = QStringLiteral("| a | b |\n|---|---|\n");
    QTest::newRow("a word") << head + QStringLiteral("| ^ | y |\n") << QStringLiteral("one") << head + QStringLiteral("| one^ | y |\n");
    QTest::newRow("lines") << head + QStringLiteral("| ^ | y |\n") << QStringLiteral("one\ntwo\n") << head + QStringLiteral("| one two^ | y |\n");
    QTest::newRow("a bar") << head + QStringLiteral("| x | ^ |\n") << QStringLiteral("a|b \\| c") << head + QStringLiteral("| x | a\\|b \\| c^ |\n");
    QTest::newRow("rows") << head + QStringLiteral("| x | y |^\n") << QStringLiteral("\n| 1 | 2 |\n| 3 | 4 |")
                          << head + QStringLiteral("| x | y |\n| 1 | 2 |\n| 3 | 4 |^\n");
    QTest::newRow("in the head") << QStringLiteral("| a^ | b |\n|---|---|\n") << QStringLiteral("|") << QStringLiteral("| a\\|^ | b |\n|---|---|\n");
    QTest::newRow("outside of a table") << QStringLiteral("a | b^") << QStringLiteral("|\nc") << QStringLiteral("a | b|\nc^");
}

void TestPasting::inACell()
{
    QFETCH(QString, table);
    QFETCH(QString, pasted);
    m_desk.give(table, u'^');
    QApplication::clipboard()->setText(pasted);
    m_desk.press(Qt::Key_V, Qt::ControlModifier);
    QTEST(m_desk.withCursor(u'^'), "result");
    m_desk.give(table, u'^');
    m_desk.editor().pasteAsPlainText();
    QTEST(m_desk.withCursor(u'^'), "result");
}

void TestPasting::paragraphsInACell()
{
    const QString head = QStringLiteral("| a | b |\n|---|---|\n");
    m_desk.give(head + QStringLiteral("| ^ | y |\n"), u'^');
    copyHtml(QStringLiteral("<p>One <b>bold</b></p><p>two</p>"));
    m_desk.press(Qt::Key_V, Qt::ControlModifier);
    QCOMPARE(m_desk.withCursor(u'^'), head + QStringLiteral("| One **bold** two^ | y |\n"));
}

void TestPasting::copiesForOtherPrograms()
{
    m_desk.give(QStringLiteral("# A\n\n**b** and <script>x</script>c|"));
    m_desk.editor().copyAs(MarkdownEditor::Form::HtmlSource);
    const QMimeData *held = QApplication::clipboard()->mimeData();
    QCOMPARE(held->text(), QStringLiteral("<h1 id=\"a\">A</h1>\n<p><strong>b</strong> and c</p>\n"));
    QVERIFY(!held->hasHtml()); // a source is text
    m_desk.give(QString::fromUtf8("# A\n\n‹**b**› c"));
    m_desk.editor().copyAs(MarkdownEditor::Form::FormattedText);
    held = QApplication::clipboard()->mimeData();
    QVERIFY(held->html().contains(QLatin1String("<p><strong>b</strong></p>")));
    QCOMPARE(held->text().trimmed(), QStringLiteral("b"));
}

QTEST_MAIN(TestPasting)
#include "test_pasting.moc"
