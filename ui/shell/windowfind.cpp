// Finding and replacing in all posts, and the way back.
#include "core/base/text.h"
#include "ui/editor/findbar.h"
#include "ui/editor/markdowneditor.h"
#include "ui/findall/findalldialog.h"
#include "ui/findall/replaceundo.h"
#include "ui/session/editorpane.h"
#include "ui/shell/blog.h"
#include "ui/shell/mainwindow.h"
#include "ui/widgets/toast.h"

#include <QTextBlock>

namespace galley {

namespace {

constexpr qsizetype kMostToUndo = 100'000'000; // bytes of texts

} // namespace

// What is typed is saved first, so that it is searched too, and taken in again afterwards.
void MainWindow::findInAll(const QString &sought, const TextSearch::Way &way, const QString &with)
{
    m_blog->session().settle([this, sought, way, with] {
        FindAllDialog dialog(m_services.theme, m_blog->workspace(), this);
        dialog.setSearch(sought, way, with);
        dialog.exec();
        m_pane->findBar().setWay(dialog.way());
        if (dialog.hasReplaced())
            replacedInAll(std::move(dialog.outcome()));
        if (dialog.wantedPost())
            goTo(dialog.wantedPost(), dialog.wantedLine());
    });
}

void MainWindow::replacedInAll(ReplaceOutcome outcome)
{
    textsChanged();
    const QString words = wordsFor(outcome);
    const bool isWhole = outcome.left.isEmpty() && outcome.trouble.isEmpty();
    QList<ToastAction> ways;
    if (!outcome.replaced.empty()) {
        m_replacements.push_back(std::move(outcome.replaced));
        dropOldest(m_replacements, kMostToUndo);
        ways.append({tr("Undo"), [this] { undoReplacing(); }});
    }
    offerUndoReplacing();
    m_toast->say(words, ways, isWhole ? Toast::Tone::Quiet : Toast::Tone::Trouble);
}

void MainWindow::offerUndoReplacing()
{
    QAction *action = m_actions.undoReplacing;
    action->setVisible(!m_replacements.empty());
    if (!m_replacements.empty())
        action->setText(tr("Undo the replacement &in %1").arg(counted(qint64(m_replacements.back().size()), tr("post"), tr("posts"))));
}

// What is typed is saved first, so that a post that has changed since is known as such.
void MainWindow::undoReplacing()
{
    if (!m_blog || m_replacements.empty())
        return;
    m_toast->hide(); // what it offers is under way
    m_blog->session().settle([this] {
        if (!m_blog->session().isSettled() || m_replacements.empty())
            return;
        std::vector<ReplacedPost> posts = std::move(m_replacements.back());
        m_replacements.pop_back();
        m_actions.undoReplacing->setVisible(false); // until this one has ended
        auto *undo = new ReplaceUndo(m_blog->workspace(), m_blog.get());
        connect(undo, &ReplaceUndo::progressed, m_blog.get(), [blog = m_blog.get()](int done, int of) {
            blog->sync().setWork(tr("Undoing… %L1 of %L2 · Cancel").arg(done).arg(of));
            blog->sync().setWorkProgress(double(done) / of);
        });
        connect(&m_blog->sync(), &SyncFlow::workCancelled, undo, &ReplaceUndo::cancel);
        connect(undo, &ReplaceUndo::finished, this, [this, undo](const UndoneOutcome &outcome) {
            undo->deleteLater();
            if (!outcome.rest.empty())
                m_replacements.push_back(outcome.rest);
            offerUndoReplacing();
            m_blog->sync().setWork({});
            textsChanged();
            const bool isWhole = outcome.left.isEmpty() && outcome.trouble.isEmpty();
            m_toast->say(wordsFor(outcome), {}, isWhole ? Toast::Tone::Quiet : Toast::Tone::Trouble);
        });
        undo->start(std::move(posts));
    });
}

// Drafts were written beside the editor.
void MainWindow::textsChanged()
{
    m_blog->session().reread();
    m_blog->refresh();
    m_blog->sync().lookAgain();
}

void MainWindow::goTo(qint64 postId, int line)
{
    MarkdownEditor *editor = &m_pane->editor();
    const auto show = [editor, line] {
        editor->setTextCursor(QTextCursor(editor->document()->findBlockByNumber(line)));
        editor->centerCursor();
        editor->setFocus();
    };
    whenOpen(postId, show);
}

} // namespace galley
