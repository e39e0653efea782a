// The published examples of CommonMark and of GitHub's Markdown. What we render otherwise is listed, each with the
// reason, in exceptions.txt beside this file; an entry there that is no exception any more fails too.
#include "core/markdown/cmarkdoc.h"
#include "core/markdown/markdown.h"
#include "tests/support/markdown/examples.h"

#include <QFile>
#include <QRegularExpression>
#include <QTest>

using namespace galley;

namespace {

/// "suite number" -> why.
QHash<QString, QString> listedExceptions()
{
    QFile file(qEnvironmentVariable("GALLEY_SOURCE_DIR") + QStringLiteral("/tests/core/markdown/exceptions.txt"));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("exceptions.txt is missing");
    QHash<QString, QString> exceptions;
    for (const QString &line : QString::fromUtf8(file.readAll()).split(u'\n', Qt::SkipEmptyParts)) {
        if (line.startsWith(u'#'))
            continue;
        const QStringList parts = line.split(u'\t');
        if (parts.size() != 2 || exceptions.contains(parts[0]))
            qFatal("exceptions.txt: %s", qPrintable(line));
        exceptions.insert(parts[0], parts[1]);
    }
    return exceptions;
}

/// What we add on purpose to every heading and image, taken away; void elements written in one way.
QString bare(const QByteArray &html)
{
    QString text = QString::fromUtf8(html);
    static const std::pair<QRegularExpression, QString> changes[] = {
        {QRegularExpression(QStringLiteral("<h([1-6]) id=\"[^\"]*\">")), QStringLiteral("<h\\1>")},
        {QRegularExpression(QStringLiteral(" loading=\"lazy\" decoding=\"async\"")), QString()},
        {QRegularExpression(QStringLiteral("<figure>(.*?)(<figcaption>[^<]*</figcaption>)?</figure>")), QStringLiteral("<p>\\1</p>")},
        {QRegularExpression(QStringLiteral("<(br|hr|img|input)\\b([^>]*?) ?/?>")), QStringLiteral("<\\1\\2>")},
        {QRegularExpression(QStringLiteral("=\"\"")), QString()},
        {QRegularExpression(QStringLiteral(">\\s+<")), QStringLiteral("><")},
    };
    for (const auto &[what, with] : changes)
        text.replace(what, with);
    // The order of attributes is nobody's business.
    static const QRegularExpression box(QStringLiteral("<input([^>]*)>"));
    QRegularExpressionMatch match = box.match(text);
    while (match.hasMatch()) {
        QStringList attributes = match.captured(1).split(u' ', Qt::SkipEmptyParts);
        attributes.sort();
        const QString sorted = QStringLiteral("<input ") + attributes.join(u' ') + u'>';
        text.replace(match.capturedStart(), match.capturedLength(), sorted);
        match = box.match(text, match.capturedStart() + sorted.size());
    }
    return text.trimmed();
}

QByteArray byCmark(const QString &source)
{
    const markdown::NodePtr root = markdown::parseTree(source.toUtf8());
    return markdown::renderNode(root.get());
}

} // namespace

class TestExamples : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void examples_data();
    void examples();
    void everyExceptionIsOne();

private:
    QHash<QString, QString> m_exceptions;
    int m_found = 0;
};

void TestExamples::examples_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("published");
    m_exceptions = listedExceptions();
    const std::vector<PublishedExample> all = publishedExamples();
    QVERIFY2(all.size() > 1300, qPrintable(QString::number(all.size())));
    for (const PublishedExample &example : all)
        QTest::addRow("%s %d", qPrintable(example.suite), example.number) << example.markdown << example.html;
}

void TestExamples::examples()
{
    QFETCH(QString, source);
    QFETCH(QString, published);
    const QString why = m_exceptions.value(QString::fromLatin1(QTest::currentDataTag()));
    const QString expected = bare(published.toUtf8());
    const QString ours = bare(markdown::toHtml(markdown::parse(source, {markdown::RenderOptions::RawHtml::Keep})));
    const QString cmark = bare(byCmark(source));
    const QByteArray story = QStringLiteral("%1\n--- published\n%2\n--- ours\n%3\n--- cmark-gfm\n%4").arg(source, expected, ours, cmark).toUtf8();
    if (why.isEmpty()) {
        QVERIFY2(ours == expected, story);
        return;
    }
    ++m_found;
    QVERIFY2(ours != expected, "this is no exception any more: take it out of exceptions.txt");
    // Where we blame cmark-gfm, it must be its doing; else it must be ours.
    QVERIFY2(why.startsWith(QLatin1String("cmark-gfm")) == (ours == cmark), story);
}

void TestExamples::everyExceptionIsOne()
{
    QCOMPARE(m_found, int(m_exceptions.size()));
}

QTEST_GUILESS_MAIN(TestExamples)
#include "test_examples.moc"
