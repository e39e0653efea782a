// One change to all posts that are chosen in the list.
#include "core/base/text.h"
#include "core/store/trash.h"
#include "ui/bulk/bulkjob.h"
#include "ui/postlist/sidebar.h"
#include "ui/shell/blog.h"
#include "ui/shell/mainwindow.h"
#include "ui/widgets/carddialog.h"
#include "ui/widgets/toast.h"

#include <QLineEdit>
#include <QMenu>
#include <QPushButton>

namespace galley {

namespace {

QString posts(qsizetype count)
{
    return counted(count, MainWindow::tr("post"), MainWindow::tr("posts"));
}

QString wordsFor(const BulkChange &change, const BulkOutcome &outcome, const BlogInfo &blog)
{
    QStringList words;
    if (outcome.changed > 0) {
        switch (change.kind) {
        case BulkChange::Kind::AddTag:
        case BulkChange::Kind::RemoveTag: words += MainWindow::tr("%1 changed. Publish to let readers see it.").arg(posts(outcome.changed)); break;
        case BulkChange::Kind::Publish: 
            words += (blog.remoteUrl.isEmpty() ? MainWindow::tr("%1 published in this file.") : MainWindow::tr("%1 published."))
                         .arg(posts(outcome.changed));
            break;
        case BulkChange::Kind::Undo: words += MainWindow::tr("Undone for %1.").arg(posts(outcome.changed)); break;
        case BulkChange::Kind::Delete: words += MainWindow::tr("%1 deleted.").arg(posts(outcome.changed)); break;
        }
    }
    if (outcome.waiting > 0)
        words += MainWindow::tr("%1 wait until the site can be reached.").arg(posts(outcome.waiting));
    if (!outcome.troubles.isEmpty())
        words += (outcome.troubles.size() == 1 ? MainWindow::tr("%1 stayed as it was. %2") : MainWindow::tr("%1 stayed as they were. %2"))
                     .arg(posts(outcome.troubles.size()), outcome.troubles.first());
    if (!outcome.notices.isEmpty())
        words += MainWindow::tr("%1 not quite as before. %2").arg(posts(outcome.notices.size()), outcome.notices.first());
    if (outcome.isCancelled)
        words += MainWindow::tr("Stopped; the others stayed as they were.");
    return words.isEmpty() ? MainWindow::tr("Nothing to change: it was so already.") : words.join(QLatin1Char(' '));
}

} // namespace

void MainWindow::connectBulk()
{
    const Actions &a = m_actions;
    connect(a.tagChosen, &QAction::triggered, this, [this] { changeChosen(BulkChange::Kind::AddTag); });
    connect(a.untagChosen, &QAction::triggered, this, [this] { changeChosen(BulkChange::Kind::RemoveTag); });
    connect(a.publishChosen, &QAction::triggered, this, [this] { changeChosen(BulkChange::Kind::Publish); });
    connect(a.deleteChosen, &QAction::triggered, this, [this] { changeChosen(BulkChange::Kind::Delete); });
    const auto name = [this] {
        const qsizetype count = m_sidebar->chosenPosts().size();
        for (QAction *action : {m_actions.publishChosen, m_actions.deleteChosen})
            action->setVisible(count > 1); // of one, the menu has commands of its own
        m_actions.publishChosen->setText(tr("&Publish %1…").arg(posts(count)));
        m_actions.deleteChosen->setText(tr("&Delete %1…").arg(posts(count)));
    };
    name();
    connect(m_sidebar, &Sidebar::chosenPostsChanged, this, name);
    connect(m_sidebar, &Sidebar::deletionWanted, this, [this] {
        const QList<qint64> chosen = m_sidebar->chosenPosts();
        if (chosen.size() == 1)
            whenOpen(chosen.first(), [this] { m_publish->remove(); });
        else
            changeChosen(BulkChange::Kind::Delete);
    });
    connect(m_sidebar, &Sidebar::chosenMenuWanted, this, [this](const QPoint &place) {
        const QList<qint64> chosen = m_sidebar->chosenPosts();
        if (!m_blog || chosen.isEmpty())
            return;
        if (chosen.size() == 1)
            showMenuOf(chosen.first(), place);
        else
            m_actions.chosenMenu->popup(place);
    });
}

void MainWindow::changeChosen(BulkChange::Kind kind)
{
    const QList<qint64> chosen = m_sidebar->chosenPosts();
    if (!m_blog || chosen.isEmpty() || m_blog->bulk().isRunning())
        return;
    const std::optional<BulkChange> change = askAbout(kind, chosen.size());
    if (!change)
        return;
    if (kind == BulkChange::Kind::Delete)
        m_blog->stepAside(chosen);
    m_blog->session().settle([this, change = *change, chosen] {
        if (!m_blog->session().isSettled()) {
            m_blog->stepBack();
            return;
        }
        whenBulkEnds(change);
        m_blog->bulk().start(change, chosen);
    });
}

void MainWindow::whenBulkEnds(const BulkChange &change)
{
    connect(&m_blog->bulk(), &BulkJob::finished, this, [this, change](const BulkOutcome &outcome) {
        m_blog->sync().setWork({});
        m_blog->stepBack();
        m_blog->session().reread();
        if (change.kind == BulkChange::Kind::Undo && m_blog->session().postId() == 0 && m_blog->session().isSettled())
            m_blog->openFirst(); // nothing was left to show, and now there is
        m_blog->refresh();
        m_blog->sync().lookAgain();
        if (change.kind == BulkChange::Kind::Delete && !outcome.landed.isEmpty())
            m_deletions.append(outcome.landed);
        QList<ToastAction> ways;
        if (!outcome.landed.isEmpty())
            ways.append({tr("Undo"), [this, units = outcome.landed] { undoBulk(units); }});
        m_toast->say(wordsFor(change, outcome, m_blog->info()), ways, outcome.troubles.isEmpty() ? Toast::Tone::Quiet : Toast::Tone::Trouble);
    }, Qt::SingleShotConnection);
}

void MainWindow::undoBulk(const QStringList &units)
{
    if (!m_blog || m_blog->bulk().isRunning())
        return;
    m_deletions.removeOne(units);
    whenBulkEnds({BulkChange::Kind::Undo});
    m_blog->bulk().undo(units);
}

std::optional<BulkChange> MainWindow::askAbout(BulkChange::Kind kind, qsizetype count)
{
    const bool isTag = kind == BulkChange::Kind::AddTag || kind == BulkChange::Kind::RemoveTag;
    const QString heading = kind == BulkChange::Kind::AddTag    ? tr("Add a tag to %1").arg(posts(count))
                          : kind == BulkChange::Kind::RemoveTag ? tr("Take a tag from %1").arg(posts(count))
                          : kind == BulkChange::Kind::Publish   ? tr("Publish %1?").arg(posts(count))
                                                                : tr("Delete %1?").arg(posts(count));
    const QString sentence = kind == BulkChange::Kind::Publish
                                 ? tr("Readers see each as it is now. One that names an image which is not there stays as it is.")
                             : kind == BulkChange::Kind::Delete ? tr("Readers no longer find the published ones. All stay in “Deleted posts” for %1 days, where you can bring "
                                                                     "them back.").arg(Trash::DaysKept)
                                                                : tr("Readers see it once you publish.");
    CardDialog dialog(m_services.theme, heading, sentence, this);
    auto *tag = new QLineEdit(&dialog);
    tag->setVisible(isTag);
    if (isTag)
        dialog.addRow(tr("Tag"), tag);
    QPushButton *cancel = dialog.addButton(tr("Cancel"));
    connect(cancel, &QPushButton::clicked, &dialog, &QDialog::reject);
    QPushButton *yes = kind == BulkChange::Kind::Delete ? dialog.addDangerButton(tr("Delete"), *cancel)
                                                        : dialog.addMainButton(kind == BulkChange::Kind::AddTag      ? tr("Add tag")
                                                                               : kind == BulkChange::Kind::RemoveTag ? tr("Take tag away")
                                                                                                                     : tr("Publish"));
    connect(yes, &QPushButton::clicked, &dialog, &QDialog::accept);
    const auto isTagged = [tag] { return splitTags(tag->text()).size() == 1; };
    yes->setEnabled(!isTag);
    connect(tag, &QLineEdit::textChanged, yes, [yes, isTagged] { yes->setEnabled(isTagged()); });
    if (isTag)
        tag->setFocus();
    if (dialog.exec() != QDialog::Accepted)
        return std::nullopt;
    return BulkChange{kind, isTag ? splitTags(tag->text()).first() : QString()};
}

} // namespace galley
