// Finding and replacing in all posts, and the way back.
#include "ui/editor/findbar.h"
#include "ui/editor/markdowneditor.h"
#include "ui/findall/findalldialog.h"
#include "ui/findall/replaceundo.h"
#include "ui/session/editorpane.h"
#include "ui/shell/blog.h"
#include "ui/shell/mainwindow.h"
#include "ui/widgets/toast.h"

#include <QLocale>
#include <QTextBlock>

namespace galley {

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
    if (!outcome.replaced.empty())
        ways.append({tr("Undo"), [this, blog = QPointer<Blog>(m_blog.get()), posts = std::move(outcome.replaced)] {
                         if (blog) // the same, still open
                             undoReplacing(posts);
                     }});
    m_toast->say(words, ways, isWhole ? Toast::Tone::Quiet : Toast::Tone::Trouble);
}

// What is typed is saved first, so that a post that has changed since is known as such.
void MainWindow::undoReplacing(const std::vector<ReplacedPost> &posts)
{
    m_blog->session().settle([this, posts] {
        if (!m_blog->session().isSettled())
            return;
        auto *undo = new ReplaceUndo(m_blog->workspace(), m_blog.get());
        connect(undo, &ReplaceUndo::progressed, m_blog.get(), [blog = m_blog.get()](int done, int of) {
            blog->sync().setWork(tr("Undoing… %1 of %2 posts").arg(QLocale().toString(done), QLocale().toString(of)));
        });
        connect(undo, &ReplaceUndo::finished, this, [this, undo](const UndoneOutcome &outcome) {
            undo->deleteLater();
            m_blog->sync().setWork({});
            textsChanged();
            const bool isWhole = outcome.left.isEmpty() && outcome.trouble.isEmpty();
            m_toast->say(wordsFor(outcome), {}, isWhole ? Toast::Tone::Quiet : Toast::Tone::Trouble);
        });
        undo->start(posts);
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
