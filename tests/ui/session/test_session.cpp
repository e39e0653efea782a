// The open post over a real file, a real workspace and real keys.
#include "core/workspace/workspace.h"
#include "ui/editor/findbar.h"
#include "ui/editor/markdowneditor.h"
#include "ui/images/imageintake.h"
#include "ui/session/editorpane.h"
#include "ui/session/growingfield.h"
#include "ui/session/postsession.h"
#include "ui/theme/theme.h"

#include <QBuffer>
#include <QImage>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTextBlock>
#include <QTextLayout>

using namespace galley;

namespace {

template <typename T>
T waited(QFuture<T> future)
{
    if (!QTest::qWaitFor([&] { return future.isFinished(); }, 10000))
        qFatal("The workspace did not answer.");
    return future.result();
}

PostFields titled(const QString &title, const QString &content = QStringLiteral(""))
{
    PostFields fields;
    fields.title = title;
    fields.content = content;
    return fields;
}

} // namespace

class TestSession : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void savesWhatIsTyped();
    void firstKeyMakesAPost();
    void imageOnAnEmptyPageMakesAPost();
    void leavesAPostOnlyWhenItIsSaved();
    void addressFollowsTheTitleUntilItIsKnown();
    void mergesWhatAnotherWroteElsewhere();
    void keepsBothWhenTheSameFieldChanged();
    void savesNothingWithoutAChange();
    void droppedImagesLandInOrder();
    void imagesStayOutOfCode();
    void oneImageAsksForItsDescription();
    void imagesLeaveTheSelectionAlone();
    void wordsOutliveADeletionElsewhere();
    void saysThatAnIdlePostIsGone();
    void schedulesAPost();
    void undoSurvivesASwitchOfPost();
    void imageThatComesLateIsSaved();
    void lineEndsOfOthersAreNoChange();
    void coloursAreNoChange();
    void titleFieldGrowsAndHandsOn();
    void titlesOfAnOpenedPostAreShownWhole();
    void aLongTitleLeavesTheTextItsRoom();

private:
    DroppedImage picture(const char *name, Qt::GlobalColor color)
    {
        QImage image(40, 30, QImage::Format_RGB32);
        image.fill(color);
        const QString path = m_folder->filePath(QLatin1StringView(name));
        if (!image.save(path))
            qFatal("no picture");
        return {path, QLatin1StringView(name), {}};
    }
    PostView onDisk(qint64 id) { return *waited(m_workspace->post(id)); }

    SystemClock m_clock;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<Workspace> m_workspace;
    std::unique_ptr<EditorPane> m_pane;
    std::unique_ptr<PostSession> m_session;
};

void TestSession::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_settings = std::make_unique<QSettings>(m_folder->filePath(QStringLiteral("s.ini")), QSettings::IniFormat);
    m_theme = std::make_unique<Theme>(*m_settings);
    m_workspace = std::make_unique<Workspace>(m_folder->filePath(QStringLiteral("b.galley")), m_clock);
    QVERIFY(waited(m_workspace->create(QStringLiteral("Test"))));
    m_pane = std::make_unique<EditorPane>(*m_theme);
    m_pane->resize(800, 600);
    m_pane->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_pane.get()));
    m_session = std::make_unique<PostSession>(*m_workspace, *m_pane);
}

void TestSession::cleanup()
{
    m_session.reset();
    m_pane.reset();
    m_workspace.reset();
    m_theme.reset();
}

void TestSession::savesWhatIsTyped()
{
    const PostView post = *waited(m_workspace->newPost(titled(QStringLiteral("A"))));
    m_session->show(post);
    QTest::keyClicks(&m_pane->editor(), QStringLiteral("words"));
    QVERIFY(!m_session->isSettled());
    QTRY_VERIFY_WITH_TIMEOUT(m_session->isSettled(), 10000);
    QCOMPARE(onDisk(post.id).fields.content, QStringLiteral("words"));
}

void TestSession::firstKeyMakesAPost()
{
    QSignalSpy begun(m_session.get(), &PostSession::begun);
    // No pause between the keys: most come while the post is being made.
    QTest::keyClicks(&m_pane->title(), QStringLiteral("Tides"));
    QTest::keyClicks(&m_pane->subtitle(), QStringLiteral("in a town"));
    QTest::keyClicks(&m_pane->editor(), QStringLiteral("Twice a day"));
    m_session->saveNow();
    QTRY_VERIFY_WITH_TIMEOUT(m_session->postId() && m_session->isSettled(), 10000);
    QCOMPARE(begun.count(), 1);
    QCOMPARE(waited(m_workspace->counts())->all, 1);
    const PostFields fields = onDisk(m_session->postId()).fields;
    QCOMPARE(fields.title, QStringLiteral("Tides"));
    QCOMPARE(fields.subtitle, QStringLiteral("in a town"));
    QCOMPARE(fields.content, QStringLiteral("Twice a day"));
    QCOMPARE(fields.slug, QStringLiteral("tides"));
    // It is one of the posts: its undo is still there after another one was looked at.
    const qint64 first = m_session->postId();
    m_session->open(waited(m_workspace->newPost(titled(QStringLiteral("B"))))->id);
    QTRY_VERIFY(m_session->postId() != first);
    m_session->open(first);
    QTRY_COMPARE(m_session->postId(), first);
    m_pane->editor().undo();
    QCOMPARE(m_pane->editor().markdown(), QString());
}

void TestSession::imageOnAnEmptyPageMakesAPost()
{
    qint64 madeFor = 0;
    m_session->begin([&] { madeFor = m_session->postId(); });
    QTRY_VERIFY_WITH_TIMEOUT(madeFor != 0, 10000);
    QCOMPARE(onDisk(madeFor).fields.content, QStringLiteral(""));
    bool atOnce = false;
    m_session->begin([&] { atOnce = true; });
    QVERIFY(atOnce);
    QCOMPARE(waited(m_workspace->counts())->all, 1);
}

void TestSession::leavesAPostOnlyWhenItIsSaved()
{
    const PostView a = *waited(m_workspace->newPost(titled(QStringLiteral("A"))));
    const PostView b = *waited(m_workspace->newPost(titled(QStringLiteral("B"), QStringLiteral("text of b"))));
    m_session->show(a);
    QTest::keyClicks(&m_pane->editor(), QStringLiteral("kept"));
    m_session->open(b.id);
    QTRY_COMPARE(m_session->postId(), b.id);
    QCOMPARE(m_pane->editor().markdown(), QStringLiteral("text of b"));
    QCOMPARE(onDisk(a.id).fields.content, QStringLiteral("kept"));
}

void TestSession::addressFollowsTheTitleUntilItIsKnown()
{
    const PostView post = *waited(m_workspace->newPost(titled(QStringLiteral(""))));
    m_session->show(post);
    QTest::keyClicks(&m_pane->title(), QStringLiteral("The tide tables"));
    QTRY_VERIFY_WITH_TIMEOUT(m_session->isSettled(), 10000);
    QCOMPARE(onDisk(post.id).fields.slug, QStringLiteral("the-tide-tables"));
    QVERIFY(waited(m_workspace->publish(post.id)));
    m_session->reread();
    QTRY_VERIFY(m_session->view().publicPost.has_value());
    QTest::keyClick(&m_pane->title(), Qt::Key_End);
    QTest::keyClicks(&m_pane->title(), QStringLiteral(", again"));
    QTRY_VERIFY_WITH_TIMEOUT(m_session->isSettled(), 10000);
    QCOMPARE(onDisk(post.id).fields.title, QStringLiteral("The tide tables, again"));
    QCOMPARE(onDisk(post.id).fields.slug, QStringLiteral("the-tide-tables"));
}

void TestSession::mergesWhatAnotherWroteElsewhere()
{
    const PostView post = *waited(m_workspace->newPost(titled(QStringLiteral("A"), QStringLiteral("one"))));
    m_session->show(post);
    DraftSave other{post.id, post.fields, {}, post.draftVersion};
    other.fields.subtitle = QStringLiteral("from elsewhere");
    QVERIFY(waited(m_workspace->save(other)));
    QTest::keyClick(&m_pane->editor(), Qt::Key_End);
    QTest::keyClicks(&m_pane->editor(), QStringLiteral(" two"));
    QTRY_VERIFY_WITH_TIMEOUT(m_session->isSettled(), 10000);
    const PostView saved = onDisk(post.id);
    QCOMPARE(saved.fields.content, QStringLiteral("one two"));
    QCOMPARE(saved.fields.subtitle, QStringLiteral("from elsewhere"));
    QCOMPARE(m_pane->subtitle().text(), QStringLiteral("from elsewhere"));
    QCOMPARE(m_pane->editor().textCursor().position(), 7);
}

void TestSession::keepsBothWhenTheSameFieldChanged()
{
    const PostView post = *waited(m_workspace->newPost(titled(QStringLiteral("A"), QStringLiteral("one"))));
    m_session->show(post);
    DraftSave other{post.id, post.fields, {}, post.draftVersion};
    other.fields.content = QStringLiteral("theirs");
    QVERIFY(waited(m_workspace->save(other)));
    QSignalSpy noted(m_session.get(), &PostSession::conflictNoted);
    QTest::keyClicks(&m_pane->editor(), QStringLiteral("mine "));
    QTRY_VERIFY_WITH_TIMEOUT(m_session->isSettled(), 10000);
    QCOMPARE(noted.size(), 1);
    QCOMPARE(onDisk(post.id).fields.content, QStringLiteral("mine one"));
    const auto conflicts = *waited(m_workspace->conflicts(post.id));
    QCOMPARE(conflicts.size(), size_t(1));
    QCOMPARE(conflicts.front().field, PostField::Content);
    QCOMPARE(conflicts.front().theirs, QStringLiteral("theirs"));
    QCOMPARE(conflicts.front().mine, QStringLiteral("mine one"));
    QCOMPARE(conflicts.front().base, QStringLiteral("one"));
}

void TestSession::savesNothingWithoutAChange()
{
    const PostView post = *waited(m_workspace->newPost(titled(QStringLiteral("A"), QStringLiteral("one"))));
    m_session->show(post);
    QTest::keyClicks(&m_pane->editor(), QStringLiteral("x"));
    QTest::keyClick(&m_pane->editor(), Qt::Key_Backspace);
    m_session->saveNow();
    QTRY_VERIFY_WITH_TIMEOUT(m_session->isSettled(), 10000);
    QCOMPARE(onDisk(post.id).draftVersion, post.draftVersion);
}

void TestSession::droppedImagesLandInOrder()
{
    const PostView post = *waited(m_workspace->newPost(titled(QStringLiteral("A"), QStringLiteral("before\n\nafter"))));
    m_session->show(post);
    QList<DroppedImage> images{picture("low-water.png", Qt::blue), picture("gulls.png", Qt::gray)};
    images.insert(1, {m_folder->filePath(QStringLiteral("gone.png")), QStringLiteral("gone.png"), {}});
    QTextCursor place(m_pane->editor().document());
    place.setPosition(7); // the empty line
    ImageIntake intake(*m_workspace);
    QSignalSpy failed(&intake, &ImageIntake::failed);
    QSignalSpy finished(&intake, &ImageIntake::finished);
    intake.take(post.id, images, place);
    QVERIFY(finished.wait(10000));
    QCOMPARE(failed.size(), 1);
    const auto stored = *waited(m_workspace->imagesOf(post.id));
    QCOMPARE(stored.size(), size_t(2));
    const QString text = m_pane->editor().markdown();
    const QList<qint64> named = imagesNamedIn(text);
    QCOMPARE(text, QStringLiteral("before\n\n![](/images/%1)\n\n![](/images/%2)\n\nafter")
                       .arg(named.value(0)).arg(named.value(1)));
}

void TestSession::imagesStayOutOfCode()
{
    const PostView post = *waited(m_workspace->newPost(titled(QStringLiteral("A"), QStringLiteral("```sh\nls\n"))));
    m_session->show(post);
    QTextCursor place(m_pane->editor().document());
    place.setPosition(7); // within "ls"
    ImageIntake intake(*m_workspace);
    QSignalSpy finished(&intake, &ImageIntake::finished);
    intake.take(post.id, {picture("low-water.png", Qt::blue), picture("gulls.png", Qt::gray)}, place);
    QVERIFY(finished.wait(10000));
    const QString text = m_pane->editor().markdown();
    QList<qint64> stored; // in the order that they were given
    const auto images = *waited(m_workspace->imagesOf(post.id));
    for (const ImageInfo &image : images)
        stored.insert(image.filename == QLatin1String("gulls.png") ? stored.size() : 0, image.id);
    QCOMPARE(stored.size(), 2);
    QCOMPARE(text, QStringLiteral("```sh\nls\n```\n\n![](/images/%1)\n\n![](/images/%2)").arg(stored[0]).arg(stored[1]));
}

void TestSession::oneImageAsksForItsDescription()
{
    const PostView post = *waited(m_workspace->newPost(titled(QStringLiteral("A"), QStringLiteral("```\nls\n```\nafter"))));
    m_session->show(post);
    MarkdownEditor &editor = m_pane->editor();
    ImageIntake intake(*m_workspace);
    QSignalSpy finished(&intake, &ImageIntake::finished);
    QSignalSpy wanted(&intake, &ImageIntake::descriptionWanted);
    connect(&intake, &ImageIntake::descriptionWanted, &editor, [&editor](const QTextCursor &place, const QTextCursor &description) {
        QCOMPARE(place.position(), editor.textCursor().position());
        editor.setTextCursor(description);
    });
    editor.moveCursor(QTextCursor::Down);
    intake.take(post.id, {picture("low-water.png", Qt::blue)}, editor.textCursor());
    QVERIFY(finished.wait(10000));
    QTest::keyClicks(&editor, QStringLiteral("The quay"));
    QVERIFY(editor.markdown().startsWith(QStringLiteral("```\nls\n```\n\n![The quay](/images/")));
    QVERIFY(editor.markdown().endsWith(QStringLiteral(")\n\nafter")));
    // Nobody who writes on meanwhile is torn away.
    intake.take(post.id, {picture("gulls.png", Qt::gray)}, editor.textCursor());
    QTest::keyClicks(&editor, QStringLiteral(" on"));
    QVERIFY(finished.wait(10000));
    QCOMPARE(wanted.size(), 1);
}

void TestSession::imagesLeaveTheSelectionAlone()
{
    const PostView post = *waited(m_workspace->newPost(titled(QStringLiteral("A"), QStringLiteral("One two.\n\nOn."))));
    m_session->show(post);
    MarkdownEditor &editor = m_pane->editor();
    ImageIntake intake(*m_workspace);
    QSignalSpy finished(&intake, &ImageIntake::finished);
    connect(&intake, &ImageIntake::descriptionWanted, &editor, [&editor](const QTextCursor &place, const QTextCursor &description) {
        QCOMPARE(place.position(), editor.textCursor().position());
        editor.setTextCursor(description);
    });
    QTextCursor selection(editor.document());
    selection.setPosition(4);
    selection.setPosition(8, QTextCursor::KeepAnchor); // "two.", where the images come too
    editor.setTextCursor(selection);
    intake.take(post.id, {picture("a.png", Qt::red), picture("b.png", Qt::green)}, editor.textCursor());
    QVERIFY(finished.wait(10000));
    QTest::keyClicks(&editor, QStringLiteral("First"));
    const QString text = editor.markdown();
    const QList<qint64> named = imagesNamedIn(text);
    QCOMPARE(text, QStringLiteral("One two.\n\n![First](/images/%1)\n\n![](/images/%2)\n\nOn.").arg(named.value(0)).arg(named.value(1)));
}

void TestSession::undoSurvivesASwitchOfPost()
{
    const PostView one = *waited(m_workspace->newPost(titled(QStringLiteral("One"), QStringLiteral("first"))));
    const PostView two = *waited(m_workspace->newPost(titled(QStringLiteral("Two"), QStringLiteral("second"))));
    QSignalSpy opened(m_session.get(), &PostSession::opened);
    const auto open = [&](qint64 id) {
        m_session->open(id);
        QVERIFY(QTest::qWaitFor([&] { return m_session->postId() == id; }));
    };
    MarkdownEditor &editor = m_pane->editor();
    open(one.id);
    editor.moveCursor(QTextCursor::End);
    QTest::keyClicks(&editor, QStringLiteral(" words"));
    open(two.id);
    QVERIFY(!editor.document()->isUndoAvailable());
    QTest::keyClicks(&editor, QStringLiteral("x"));
    open(one.id);
    QCOMPARE(editor.markdown(), QStringLiteral("first words"));
    QCOMPARE(editor.textCursor().position(), 11);
    editor.undo();
    QCOMPARE(editor.markdown(), QStringLiteral("first"));
    open(two.id);
    QCOMPARE(onDisk(one.id).fields.content, QStringLiteral("first"));
    // Written elsewhere meanwhile: shown, and a step of undo.
    const PostView now = onDisk(one.id);
    QVERIFY(waited(m_workspace->save({one.id, titled(QStringLiteral("One"), QStringLiteral("first, by another")), {}, now.draftVersion})));
    open(one.id);
    QCOMPARE(editor.markdown(), QStringLiteral("first, by another"));
    editor.undo();
    QCOMPARE(editor.markdown(), QStringLiteral("first"));
}

void TestSession::imageThatComesLateIsSaved()
{
    const PostView one = *waited(m_workspace->newPost(titled(QStringLiteral("One"), QStringLiteral("first"))));
    const PostView two = *waited(m_workspace->newPost(titled(QStringLiteral("Two"), QStringLiteral("second"))));
    m_session->show(one);
    QTextCursor place = m_pane->editor().textCursor();
    m_session->show(two);
    place.insertText(QStringLiteral("![](/images/5)"));
    QCOMPARE(m_pane->editor().markdown(), QStringLiteral("second"));
    m_session->show(one);
    QCOMPARE(m_pane->editor().markdown(), QStringLiteral("![](/images/5)first"));
    QVERIFY(QTest::qWaitFor([&] { return onDisk(one.id).fields.content.startsWith(QLatin1String("![")); }));
}

void TestSession::lineEndsOfOthersAreNoChange()
{
    const PostView one = *waited(m_workspace->newPost(titled(QStringLiteral("One"), QStringLiteral("a\r\nb"))));
    const PostView two = *waited(m_workspace->newPost(titled(QStringLiteral("Two"), QStringLiteral("second"))));
    for (const PostView &view : {one, two, one})
        m_session->show(view);
    QVERIFY(m_session->isSettled());
    QVERIFY(!m_pane->editor().document()->isUndoAvailable());
}

void TestSession::coloursAreNoChange()
{
    const QString text = QStringLiteral("# Tides\n\n*The* **sea**, `low` [water](https://example.org).");
    const PostView one = *waited(m_workspace->newPost(titled(QStringLiteral("One"), text)));
    const PostView two = *waited(m_workspace->newPost(titled(QStringLiteral("Two"), text)));
    m_session->show(one);
    m_session->show(two);
    QSignalSpy edited(m_session.get(), &PostSession::edited);
    const auto inkOfTheMark = [this] { return m_pane->editor().document()->firstBlock().layout()->formats().value(0).format.foreground(); };
    const QBrush before = inkOfTheMark();
    m_theme->setChoice(m_theme->tokens().dark ? ThemeChoice::Light : ThemeChoice::Dark);
    QVERIFY(inkOfTheMark() != before);
    m_session->show(one); // was coloured anew while another was shown
    QVERIFY(m_session->isSettled());
    QCOMPARE(edited.size(), 0);
}

void TestSession::wordsOutliveADeletionElsewhere()
{
    const PostView post = *waited(m_workspace->newPost(titled(QStringLiteral("A"), QStringLiteral("one"))));
    m_session->show(post);
    QVERIFY(waited(m_workspace->discardDraft(post.id)));
    QSignalSpy notice(m_session.get(), &PostSession::notice);
    QTest::keyClicks(&m_pane->editor(), QStringLiteral("more than "));
    QTRY_VERIFY_WITH_TIMEOUT(m_session->isSettled(), 10000);
    QCOMPARE(notice.size(), 1);
    QVERIFY(m_session->postId() != post.id);
    QCOMPARE(onDisk(m_session->postId()).fields.content, QStringLiteral("more than one"));
}

void TestSession::saysThatAnIdlePostIsGone()
{
    const PostView post = *waited(m_workspace->newPost(titled(QStringLiteral("A"), QStringLiteral("one"))));
    m_session->show(post);
    QSignalSpy gone(m_session.get(), &PostSession::gone);
    QVERIFY(waited(m_workspace->discardDraft(post.id)));
    m_session->reread();
    QTRY_COMPARE(gone.size(), 1);
}

void TestSession::schedulesAPost()
{
    const PostView post = *waited(m_workspace->newPost(titled(QStringLiteral("A"), QStringLiteral("one"))));
    m_session->show(post);
    m_session->schedule(QStringLiteral("2030-01-01T08:00:00Z"));
    QTRY_VERIFY_WITH_TIMEOUT(m_session->isSettled(), 10000);
    QCOMPARE(onDisk(post.id).status, PostStatus::Scheduled);
    QCOMPARE(m_session->view().status, PostStatus::Scheduled);
    m_session->schedule({});
    QTRY_VERIFY_WITH_TIMEOUT(m_session->isSettled(), 10000);
    QCOMPARE(onDisk(post.id).status, PostStatus::Draft);
}

void TestSession::titleFieldGrowsAndHandsOn()
{
    GrowingField &title = m_pane->title();
    title.setText(QStringLiteral("short"));
    const int one = title.sizeHint().height();
    title.setText(QStringLiteral("a title so long that it has to be set in more than one line of this column, twice"));
    QTRY_VERIFY(title.sizeHint().height() > one);
    title.setFocus();
    QTest::keyClick(&title, Qt::Key_Return);
    QCOMPARE(QApplication::focusWidget(), &m_pane->subtitle());
    QTest::keyClick(&m_pane->subtitle(), Qt::Key_Return);
    QCOMPARE(QApplication::focusWidget(), &m_pane->editor());
    QVERIFY(!title.text().contains(QLatin1Char('\n')));
}

// By what stands on the screen: asking for the lines would lay them out.
void TestSession::titlesOfAnOpenedPostAreShownWhole()
{
    m_session->show(*waited(m_workspace->newPost(titled(QStringLiteral("short")))));
    const auto rows = [](const GrowingField &field) { return field.height() / field.fontMetrics().lineSpacing(); };
    QTRY_COMPARE(rows(m_pane->title()), 1);
    PostFields fields = titled(QStringLiteral("A lens that is a good deal older than my father and than his brothers, too"));
    fields.subtitle = QStringLiteral("Repairing it with patience and with a toothpick. ").repeated(4);
    m_session->show(*waited(m_workspace->newPost(fields)));
    for (const GrowingField *field : {&m_pane->title(), &m_pane->subtitle()}) {
        QTRY_VERIFY(rows(*field) > 1);
        QTRY_COMPARE(rows(*field), field->document()->firstBlock().layout()->lineCount());
    }
    m_session->show(*waited(m_workspace->newPost(titled(QStringLiteral("short")))));
    QTRY_COMPARE(rows(m_pane->title()), 1);
}

void TestSession::aLongTitleLeavesTheTextItsRoom()
{
    const QSize before = m_pane->size();
    GrowingField &title = m_pane->title();
    m_session->show(*waited(m_workspace->newPost(titled(QStringLiteral("short")))));
    const int large = title.font().pixelSize();
    title.setText(QStringLiteral("On the long correspondence between the keeper and the woman who wound the clocks ").repeated(3).trimmed());
    QTRY_VERIFY(title.font().pixelSize() < large);
    m_pane->resize(420, 560);
    const auto spacing = [&title] { return qRound(title.document()->firstBlock().layout()->lineAt(0).height()); };
    QTRY_VERIFY(title.height() > 5 * spacing());
    // All of each line is within it, whatever size the font has.
    for (const int size : {19, 21, 22, 23, 25}) {
        QFont font = title.font();
        font.setPixelSize(size);
        title.setFont(font);
        title.updateGeometry();
        const QTextLayout *layout = title.document()->firstBlock().layout();
        QTRY_VERIFY(title.height() >= layout->lineAt(layout->lineCount() - 1).naturalTextRect().bottom());
    }
    m_pane->resize(420, 330);
    QTRY_VERIFY(m_pane->editor().height() >= 90);
    QTRY_COMPARE((title.height() - 2) % spacing(), 0); // no line of it is cut
    QVERIFY(title.height() > spacing());
    m_pane->findBar().open(FindBar::Mode::Find);
    QTRY_COMPARE((title.height() - 2) % spacing(), 0);
    m_pane->findBar().close();
    title.setText(QStringLiteral("short"));
    QTRY_COMPARE(title.font().pixelSize(), large);
    m_pane->resize(before);
}

QTEST_MAIN(TestSession)
#include "test_session.moc"
