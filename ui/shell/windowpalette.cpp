// Commands and posts by a few letters of their names.
#include "core/markdown/markdown.h"
#include "ui/base/whendone.h"
#include "ui/editor/markdowneditor.h"
#include "ui/palette/quickpick.h"
#include "ui/postlist/posttimes.h"
#include "ui/postlist/sidebar.h"
#include "ui/session/editorpane.h"
#include "ui/shell/blog.h"
#include "ui/shell/commands.h"
#include "ui/shell/mainwindow.h"
#include "ui/spelling/dictionaries.h"
#include "ui/spelling/spellchecker.h"

#include <QMenuBar>

#include <algorithm>

namespace galley {

namespace {

constexpr QChar kIndent(0x2003); // as wide as the letters are high

PickEntry entryFor(const PostSummary &post, const QString &moment)
{
    const QString title = post.title.simplified();
    return {title.isEmpty() ? MainWindow::tr("Untitled draft") : title, post.slug, moment};
}

} // namespace

QuickPick &MainWindow::quickPick()
{
    if (!m_quickPick)
        m_quickPick = new QuickPick(m_services.theme, this);
    return *m_quickPick;
}

void MainWindow::chooseCommand()
{
    std::vector<Command> commands = commandsOf(*menuBar());
    putFirst(commands, m_recentCommands);
    QuickPick::Offer offer{tr("What would you like to do?"), tr("No command is called so."), {}, {}};
    for (const Command &command : commands)
        offer.entries.push_back(command.entry);
    offer.picked = [this, commands](int entry) {
        QAction *action = commands[std::size_t(entry)].action;
        m_recentCommands.removeOne(action);
        m_recentCommands.prepend(action);
        action->trigger();
    };
    quickPick().open(std::move(offer));
}

// The post in the editor is left out: Enter alone goes to the one that was written before it.
void MainWindow::choosePost()
{
    PostQuery query;
    query.order = PostOrder::Edited;
    query.limit = -1;
    const QString question = tr("Which post?");
    const int number = quickPick().openEmpty(question);
    whenDone(m_blog->workspace().list(query), m_blog.get(), [this, question, number](const Result<std::vector<PostSummary>> &posts) {
        if (!posts) {
            quickPick().leave();
            complain(posts.error());
            return;
        }
        QuickPick::Offer offer{question, tr("No other post is called so."), {}, {}};
        std::vector<qint64> ids;
        for (const PostSummary &post : *posts) {
            if (post.id == m_blog->session().postId())
                continue;
            offer.entries.push_back(entryFor(post, listedMoment(post, m_sidebar->order(), m_services.clock.now())));
            ids.push_back(post.id);
        }
        offer.picked = [this, ids](int entry) {
            if (m_blog)
                m_blog->session().open(ids[std::size_t(entry)]);
        };
        quickPick().fill(number, std::move(offer));
    });
}

void MainWindow::chooseHeading()
{
    const std::vector<markdown::Heading> headings = markdown::parse(m_pane->editor().markdown()).outline;
    QuickPick::Offer offer{tr("Go to which heading?"), headings.empty() ? tr("This post has no headings yet.") : tr("No heading is called so."), {}, {}};
    const auto top = std::ranges::min_element(headings, {}, &markdown::Heading::level);
    for (const markdown::Heading &heading : headings)
        offer.entries.push_back({QString(heading.level - top->level, kIndent) + heading.text, {}, tr("line %1").arg(heading.line + 1)});
    offer.picked = [this, headings, post = m_blog->session().postId()](int entry) {
        if (m_blog)
            goTo(post, headings[std::size_t(entry)].line);
    };
    quickPick().open(std::move(offer));
}

// The one it has stands first: Enter alone changes nothing.
void MainWindow::chooseLanguage()
{
    SpellChecker &spelling = m_services.spelling;
    QStringList languages = spelling.languages();
    const bool hasOne = languages.removeOne(spelling.language());
    if (hasOne)
        languages.prepend(spelling.language());
    QuickPick::Offer offer{tr("Which language is this post in?"), languages.isEmpty() ? spelling.trouble() : tr("No language is called so."), {}, {}};
    for (qsizetype i = 0; i < languages.size(); ++i)
        offer.entries.push_back({languageName(languages[i]), hasOne && i == 0 ? tr("as it is now") : QString(), languages[i]});
    offer.picked = [&spelling, languages](int entry) { spelling.chooseLanguage(languages[entry]); };
    quickPick().open(std::move(offer));
}

} // namespace galley
