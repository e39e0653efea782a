#include "ui/session/postsession.h"

#include "core/base/text.h"
#include "core/model/derived.h"
#include "core/sync/conflicts.h"
#include "ui/base/whendone.h"
#include "ui/editor/markdowneditor.h"
#include "ui/editor/minimaledit.h"
#include "ui/session/editorpane.h"
#include "ui/session/growingfield.h"

#include <QSignalBlocker>

namespace galley {

namespace {

View seen(const PostView &view)
{
    return {view.fields, view.draft ? view.draft->publishAt : QString()};
}

} // namespace

PostSession::PostSession(Workspace &workspace, EditorPane &pane, QObject *parent)
    : QObject(parent),
      m_workspace(workspace),
      m_pane(pane)
{
    connect(&m_pane.title(), &GrowingField::textChanged, this, &PostSession::touched);
    connect(&m_pane.subtitle(), &GrowingField::textChanged, this, &PostSession::touched);
    connect(&m_pane.editor(), &QPlainTextEdit::textChanged, this, &PostSession::touched);
    connect(&m_saver, &AutoSaver::due, this, &PostSession::save);
    connect(&m_saver, &AutoSaver::stateChanged, this, [this](AutoSaver::State state) {
        Q_EMIT stateChanged(state, m_trouble);
        resume();
    });
    connect(&m_workspace, &Workspace::changedElsewhere, this, &PostSession::reread);
}

PostFields PostSession::fields() const
{
    PostFields fields = m_others;
    const auto typed = [](const QString &text, const QString &before) {
        // A column that held NULL stays NULL until something is written there.
        return text.isEmpty() && before.isNull() ? QString() : text.isNull() ? QStringLiteral("") : text;
    };
    fields.title = typed(m_pane.title().text(), m_view.fields.title);
    fields.subtitle = typed(m_pane.subtitle().text(), m_view.fields.subtitle);
    fields.content = typed(m_pane.editor().markdown(), m_view.fields.content);
    return fields;
}

void PostSession::open(qint64 id)
{
    m_wanted = id;
    if (m_saver.isPending())
        m_saver.flush();
    else
        resume();
}

void PostSession::settle(std::function<void()> then)
{
    m_then = std::move(then);
    if (m_saver.isPending())
        m_saver.flush();
    else
        resume();
}

void PostSession::saveNow()
{
    m_saver.flush();
}

// Goes on with what waited for a save.
void PostSession::resume()
{
    switch (m_saver.state()) {
    case AutoSaver::State::Saving: return;
    case AutoSaver::State::Waiting:
        if (m_wanted || m_then)
            QMetaObject::invokeMethod(&m_saver, &AutoSaver::flush, Qt::QueuedConnection);
        return;
    case AutoSaver::State::Failed: m_wanted = 0; break; // stay with what is not saved
    case AutoSaver::State::Saved: break;
    }
    if (const qint64 id = std::exchange(m_wanted, 0))
        load(id);
    if (const auto then = std::exchange(m_then, nullptr))
        then();
}

void PostSession::load(qint64 id)
{
    whenDone(m_workspace.post(id), this, [this](const Result<PostView> &view) {
        if (!view)
            Q_EMIT failed(view.error());
        else if (!m_saver.isPending())
            show(*view);
    });
}

void PostSession::show(const PostView &view)
{
    m_saver.reset();
    m_view = view;
    takeOthers(view.fields);
    m_publishAt = seen(view).publishAt;
    m_loading = true;
    m_pane.title().setText(view.fields.title);
    m_pane.title().document()->clearUndoRedoStacks();
    m_pane.subtitle().setText(view.fields.subtitle);
    m_pane.subtitle().document()->clearUndoRedoStacks();
    const auto loaded = m_pane.editor().load(view.fields.content, view.id);
    m_loading = false;
    Q_EMIT opened(view);
    if (loaded == MarkdownEditor::Loaded::GrownMeanwhile)
        touched();
}

// A post that was taken back from readers has brought along the excerpt that was made of its text for them. It is made anew at
// the next publish, and until then nobody has written one.
void PostSession::takeOthers(const PostFields &fields)
{
    m_others = fields;
    if (!m_view.publicPost && isDerived(fields.excerpt, fields.content))
        m_others.excerpt = QString();
}

void PostSession::leave()
{
    show({});
}

void PostSession::begin(std::function<void()> then)
{
    if (postId()) {
        then();
        return;
    }
    m_saver.touch();
    settle([this, then = std::move(then)] {
        if (postId())
            then();
    });
}

void PostSession::putOnScreen(const View &view)
{
    m_loading = true;
    m_pane.title().setText(view.fields.title);
    m_pane.subtitle().setText(view.fields.subtitle);
    applyMinimalEdit(m_pane.editor().document(), view.fields.content);
    takeOthers(view.fields);
    m_publishAt = view.publishAt;
    m_loading = false;
}

void PostSession::edit(const std::function<void(PostFields &)> &change)
{
    PostFields before = fields();
    PostFields after = before;
    change(after);
    if (after == before || !postId())
        return;
    putOnScreen({after, m_publishAt});
    touched();
}

void PostSession::schedule(const QString &publishAt)
{
    if (publishAt == m_publishAt || !postId())
        return;
    m_publishAt = publishAt;
    touched();
}

void PostSession::touched()
{
    if (m_loading)
        return;
    m_saver.touch();
    if (!postId())
        m_saver.flush();
    Q_EMIT edited();
}

// As long as nobody knows its address, a post's address follows its title.
bool PostSession::followsTitle(const PostFields &fields) const
{
    if (m_view.publicPost || fields.title == m_view.fields.title || fields.slug != m_view.fields.slug)
        return false;
    const QString made = slugify(m_view.fields.title);
    const QString slug = fields.slug;
    if (slug.isEmpty() || slug == made || slug.startsWith(QStringLiteral("post-")))
        return true;
    return !made.isEmpty() && slug.startsWith(made + QLatin1Char('-'));
}

// Keys that come while it is made are saved by the next save, as any others.
void PostSession::makePost()
{
    PostFields written = fields();
    for (QString *text : {&written.title, &written.content}) {
        if (text->isNull())
            *text = QStringLiteral("");
    }
    whenDone(m_workspace.newPost(written), this, [this](const Result<PostView> &view) {
        if (!view) {
            giveUp(view.error());
            return;
        }
        m_trouble.clear();
        m_view = *view;
        m_others = view->fields;
        m_pane.editor().belongTo(view->id);
        Q_EMIT opened(*view);
        Q_EMIT begun();
        Q_EMIT edited();
        m_saver.finished(AutoSaver::Outcome::Done);
    });
}

void PostSession::save()
{
    if (!postId()) {
        makePost();
        return;
    }
    const View now = onScreen();
    if (now == seen(m_view)) {
        m_saver.finished(AutoSaver::Outcome::Done);
        return;
    }
    if (!followsTitle(now.fields)) {
        sendSave(now);
        return;
    }
    whenDone(m_workspace.freeSlug(now.fields.title, postId()), this, [this, now](const Result<QString> &slug) {
        View named = now;
        if (slug) {
            named.fields.slug = *slug;
            m_others.slug = *slug;
        }
        sendSave(named);
    });
}

void PostSession::sendSave(const View &view)
{
    const DraftSave save{postId(), view.fields, view.publishAt, m_view.draftVersion};
    whenDone(m_workspace.save(save), this, [this, view](const Result<SaveResult> &result) { saveDone(view, result); });
}

void PostSession::giveUp(const Error &error)
{
    m_trouble = error.message;
    m_saver.finished(AutoSaver::Outcome::Failed);
}

void PostSession::saveDone(const View &view, const Result<SaveResult> &result)
{
    if (!result) {
        if (result.error().code == ErrorCode::NotFound)
            keepAsNewDraft();
        else
            giveUp(result.error());
        return;
    }
    m_trouble.clear();
    if (result->kind == SaveResult::Kind::Moved) {
        whenDone(m_workspace.post(postId()), this, [this](const Result<PostView> &theirs) {
            if (theirs)
                reconcile(*theirs);
            else if (theirs.error().code == ErrorCode::NotFound)
                keepAsNewDraft();
            else
                giveUp(theirs.error());
        });
        return;
    }
    m_view.fields = view.fields;
    m_view.draftVersion = result->draftVersion;
    const bool cleared = result->kind == SaveResult::Kind::Cleared;
    if (cleared) {
        m_view.draft.reset();
    } else {
        if (!m_view.draft)
            m_view.draft.emplace().postId = postId();
        m_view.draft->fields = view.fields;
        m_view.draft->publishAt = view.publishAt;
    }
    const bool isPublic = m_view.publicPost && m_view.publicPost->published;
    m_view.status = !view.publishAt.isEmpty() ? PostStatus::Scheduled
                  : !isPublic                 ? PostStatus::Draft
                  : cleared                   ? PostStatus::Published
                                              : PostStatus::Edited;
    m_saver.finished(AutoSaver::Outcome::Done);
    Q_EMIT saved();
}

void PostSession::reread()
{
    if (!postId() || m_saver.isPending())
        return; // the next save finds out that the draft has moved
    whenDone(m_workspace.post(postId()), this, [this, id = postId()](const Result<PostView> &theirs) {
        if (id != postId() || m_saver.isPending())
            return;
        if (!theirs) {
            if (theirs.error().code == ErrorCode::NotFound)
                Q_EMIT gone();
            return;
        }
        m_view = *theirs;
        putOnScreen(seen(*theirs));
        Q_EMIT saved();
        Q_EMIT edited();
    });
}

// What stands on screen is merged with what another wrote, as a small edit that keeps cursor and undo. Where both
// wrote in one place the screen keeps mine, and theirs rests beside it before anything is saved over it.
void PostSession::reconcile(const PostView &theirs)
{
    const View base = seen(m_view);
    const View mine = onScreen();
    const auto merge = mergeViews(base, mine, seen(theirs));
    if (!merge) {
        giveUp(merge.error());
        return;
    }
    std::vector<FieldClash> clashes;
    for (const PostField field : merge->clashes)
        clashes.push_back({field, fieldText(base, field), fieldText(mine, field), fieldText(seen(theirs), field)});
    m_view = theirs;
    putOnScreen(merge->view);
    Q_EMIT edited();
    if (clashes.empty()) {
        save();
        return;
    }
    whenDone(m_workspace.noteConflicts(postId(), clashes), this, [this](const Status &noted) {
        if (!noted) {
            giveUp(noted.error());
            return;
        }
        Q_EMIT conflictNoted();
        save();
    });
}

// Deleted elsewhere while the author wrote on: an edit beats a deletion.
void PostSession::keepAsNewDraft()
{
    PostFields kept = fields();
    kept.slug = QString(); // made from the title: the old one may lead elsewhere by now
    whenDone(m_workspace.newPost(kept), this, [this, kept](const Result<PostView> &view) {
        if (!view) {
            giveUp(view.error());
            return;
        }
        m_view = *view;
        m_others.slug = view->fields.slug;
        m_publishAt = QString();
        Q_EMIT notice(tr("This post was deleted elsewhere. What you wrote is kept as a draft."));
        save(); // what was typed meanwhile
    });
}

} // namespace galley

#include "moc_postsession.cpp"
