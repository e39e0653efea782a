#include "ui/session/postsession.h"

#include "core/base/text.h"
#include "ui/editor/markdowneditor.h"
#include "ui/editor/minimaledit.h"
#include "ui/session/editorpane.h"
#include "ui/session/growingfield.h"

#include <QSignalBlocker>

namespace galley {

PostSession::PostSession(Workspace &workspace, EditorPane &pane, QObject *parent)
    : QObject(parent),
      m_workspace(workspace),
      m_pane(pane)
{
    connect(&m_pane.title(), &GrowingField::textChanged, this, &PostSession::touched);
    connect(&m_pane.subtitle(), &GrowingField::textChanged, this, &PostSession::touched);
    connect(m_pane.editor().document(), &QTextDocument::contentsChanged, this, &PostSession::touched);
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
    m_workspace.post(id).then(this, [this](const Result<PostView> &view) {
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
    m_others = view.fields;
    m_loading = true;
    m_pane.title().setText(view.fields.title);
    m_pane.title().document()->clearUndoRedoStacks();
    m_pane.subtitle().setText(view.fields.subtitle);
    m_pane.subtitle().document()->clearUndoRedoStacks();
    m_pane.editor().load(view.fields.content);
    m_loading = false;
    Q_EMIT opened(view);
}

void PostSession::leave()
{
    show({});
}

void PostSession::putOnScreen(const PostFields &fields)
{
    m_loading = true;
    m_pane.title().setText(fields.title);
    m_pane.subtitle().setText(fields.subtitle);
    applyMinimalEdit(m_pane.editor().document(), fields.content);
    m_others = fields;
    m_loading = false;
}

void PostSession::edit(const std::function<void(PostFields &)> &change)
{
    PostFields before = fields();
    PostFields after = before;
    change(after);
    if (after == before || !postId())
        return;
    putOnScreen(after);
    touched();
}

void PostSession::touched()
{
    if (m_loading || !postId())
        return;
    m_saver.touch();
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

void PostSession::save()
{
    const PostFields now = fields();
    if (now == m_view.fields) {
        m_saver.finished(AutoSaver::Outcome::Done);
        return;
    }
    if (!followsTitle(now)) {
        sendSave(now);
        return;
    }
    m_workspace.freeSlug(now.title, postId()).then(this, [this, now](const Result<QString> &slug) {
        PostFields named = now;
        if (slug) {
            named.slug = *slug;
            m_others.slug = *slug;
        }
        sendSave(named);
    });
}

void PostSession::sendSave(const PostFields &fields)
{
    const DraftSave save{postId(), fields, m_view.draft ? m_view.draft->publishAt : QString(), m_view.draftVersion};
    m_workspace.save(save).then(this, [this, fields](const Result<SaveResult> &result) { saveDone(fields, result); });
}

void PostSession::saveDone(const PostFields &fields, const Result<SaveResult> &result)
{
    if (!result) {
        m_trouble = result.error().message;
        m_saver.finished(AutoSaver::Outcome::Failed);
        return;
    }
    m_trouble.clear();
    if (result->kind == SaveResult::Kind::Moved) {
        m_workspace.post(postId()).then(this, [this](const Result<PostView> &theirs) {
            if (theirs) {
                reconcile(*theirs);
                return;
            }
            m_trouble = theirs.error().message;
            m_saver.finished(AutoSaver::Outcome::Failed);
        });
        return;
    }
    m_view.fields = fields;
    m_view.draftVersion = result->draftVersion;
    const bool cleared = result->kind == SaveResult::Kind::Cleared;
    const bool isPublic = m_view.publicPost && m_view.publicPost->published;
    m_view.status = !isPublic ? m_view.status : cleared ? PostStatus::Published : PostStatus::Edited;
    m_saver.finished(AutoSaver::Outcome::Done);
    Q_EMIT saved();
}

void PostSession::reread()
{
    if (!postId() || m_saver.isPending())
        return; // the next save finds out that the draft has moved
    m_workspace.post(postId()).then(this, [this](const Result<PostView> &theirs) {
        if (!theirs || theirs->id != postId() || m_saver.isPending())
            return;
        m_view = *theirs;
        putOnScreen(theirs->fields);
        Q_EMIT saved();
        Q_EMIT edited();
    });
}

void PostSession::reconcile(const PostView &theirs)
{
    const FieldMerge merge = mergeFields(m_view.fields, fields(), theirs.fields);
    m_view = theirs;
    const auto goOn = [this, fields = merge.fields] {
        putOnScreen(fields);
        Q_EMIT edited();
        save();
    };
    if (merge.clashes == 0) {
        goOn();
        return;
    }
    // Both wrote the same field: the screen keeps mine, and theirs becomes a draft of its own. Nothing is lost.
    PostFields copy = theirs.fields;
    copy.title = tr("%1 (the other version)").arg(theirs.fields.title);
    copy.slug = QString();
    copy.seriesId.reset();
    copy.seriesPosition.reset();
    m_workspace.newPost(copy).then(this, [this, goOn](const Result<PostView> &kept) {
        if (!kept) {
            m_trouble = kept.error().message;
            m_saver.finished(AutoSaver::Outcome::Failed);
            return;
        }
        goOn();
        Q_EMIT notice(tr("This post was changed elsewhere too. The other version is kept as “%1”.")
                          .arg(kept->fields.title));
    });
}

} // namespace galley
