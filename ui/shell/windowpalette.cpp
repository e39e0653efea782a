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
#include "ui/widgets/toast.h"

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

// It begins at the one that the caret stands under.
void MainWindow::chooseHeading()
{
    const std::vector<markdown::Heading> headings = markdown::parse(m_pane->editor().markdown()).outline;
    QuickPick::Offer offer{tr("Go to which heading?"), headings.empty() ? tr("This post has no headings yet.") : tr("No heading is called so."), {}, {}};
    const auto top = std::ranges::min_element(headings, {}, &markdown::Heading::level);
    const int caret = m_pane->editor().textCursor().blockNumber();
    for (const markdown::Heading &heading : headings) {
        if (heading.line <= caret)
            offer.current = int(offer.entries.size());
        const QString words = heading.text.simplified();
        offer.entries.push_back({QString(heading.level - top->level, kIndent) + (words.isEmpty() ? tr("(no words)") : words), {}, tr("line %1").arg(heading.line + 1)});
    }
    offer.picked = [this, headings, post = m_blog->session().postId()](int entry) {
        if (m_blog)
            goTo(post, headings[std::size_t(entry)].line);
    };
    quickPick().open(std::move(offer));
}

// The one it has stands first: Enter alone changes nothing. Then those with a dictionary.
void MainWindow::chooseLanguage()
{
    SpellChecker &spelling = m_services.spelling;
    QStringList languages = spelling.languages();
    const QStringList checked = languages;
    QStringList others = knownLanguages();
    others.removeIf([&checked](const QString &code) { return !languageFor(code, checked).isEmpty(); });
    std::ranges::sort(others, {}, languageName);
    languages += others;
    const QString now = spelling.language();
    if (!now.isEmpty()) {
        languages.removeOne(now);
        languages.prepend(now);
    }
    QuickPick::Offer offer{tr("Which language is this post in?"), tr("No language is called so."), {}, {}};
    for (const QString &language : languages) {
        const bool isChecked = !languageFor(language, checked).isEmpty();
        const QString code = QString(language).replace(QLatin1Char('_'), QLatin1Char('-'));
        offer.entries.push_back({languageName(language), language == now ? tr("as it is now") : isChecked ? QString() : tr("no dictionary: not checked"), code, code});
    }
    offer.picked = [this, &spelling, languages](int entry) {
        spelling.chooseLanguage(languages[entry]);
        if (spelling.isOn() && !spelling.trouble().isEmpty())
            m_toast->say(spelling.trouble());
    };
    quickPick().open(std::move(offer));
}

} // namespace galley
