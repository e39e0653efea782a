// What the list of posts offers: its order, the tags, and the menu of one post.
#include "core/base/text.h"
#include "ui/base/whendone.h"
#include "ui/editor/markdowneditor.h"
#include "ui/palette/quickpick.h"
#include "ui/postlist/sidebar.h"
#include "ui/publish/publishflow.h"
#include "ui/session/editorpane.h"
#include "ui/shell/blog.h"
#include "ui/shell/mainwindow.h"
#include "ui/widgets/toast.h"

#include <QApplication>
#include <QClipboard>
#include <QLocale>
#include <QMenu>
#include <QSettings>

namespace galley {

namespace {

constexpr std::size_t kMostTags = 10; // in the menu; all are found by their letters

QString orderKey()
{
    return QStringLiteral("list/order");
}

struct TagCount
{
    QString tag;
    int posts = 0;
};

/// Those used most come first.
std::vector<TagCount> tagsOf(const std::vector<PostSummary> &posts)
{
    QHash<QString, int> counts;
    for (const PostSummary &post : posts) {
        for (const QString &tag : splitTags(post.tags))
            ++counts[tag];
    }
    std::vector<TagCount> tags;
    for (auto it = counts.cbegin(); it != counts.cend(); ++it)
        tags.push_back({it.key(), it.value()});
    std::ranges::sort(tags, [](const TagCount &a, const TagCount &b) {
        return a.posts != b.posts ? a.posts > b.posts : a.tag.localeAwareCompare(b.tag) < 0;
    });
    return tags;
}

PostQuery everyPost()
{
    PostQuery all;
    all.limit = -1;
    return all;
}

} // namespace

void MainWindow::connectList()
{
    const std::pair<QAction *, PostOrder> orders[] = {{m_actions.sortByDate, PostOrder::ByDate},
                                                      {m_actions.sortByEdited, PostOrder::Edited},
                                                      {m_actions.sortByTitle, PostOrder::Title}};
    const int kept = m_services.settings.value(orderKey()).toInt();
    for (const auto &[action, order] : orders) {
        connect(action, &QAction::toggled, this, [this, order = order](bool on) {
            if (!on)
                return;
            m_sidebar->setOrder(order);
            m_services.settings.setValue(orderKey(), int(order));
        });
        if (kept == int(order))
            action->setChecked(true);
    }
    if (!m_actions.sortByEdited->isChecked() && !m_actions.sortByTitle->isChecked())
        m_actions.sortByDate->setChecked(true);
    connect(m_sidebar, &Sidebar::arrangeWanted, this, &MainWindow::arrangeList);
    connect(m_sidebar, &Sidebar::writingWanted, this, [this](qint64 id) {
        whenOpen(id, [this] { m_pane->editor().setFocus(Qt::OtherFocusReason); });
    });
}

void MainWindow::whenOpen(qint64 postId, std::function<void()> then)
{
    if (!m_blog)
        return;
    PostSession *session = &m_blog->session();
    if (session->postId() == postId) {
        then();
        return;
    }
    connect(session, &PostSession::opened, this, [postId, then = std::move(then)](const PostView &view) {
        if (view.id == postId)
            then();
    }, Qt::SingleShotConnection);
    session->open(postId);
}

// It is read first: what can be done with it depends on whether readers see it.
void MainWindow::showMenuOf(qint64 postId, const QPoint &place)
{
    whenDone(m_blog->workspace().post(postId), m_blog.get(), [this, place](const Result<PostView> &post) {
        if (!post) {
            complain(post.error());
            return;
        }
        auto *menu = new QMenu(this);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        const auto add = [this, menu, id = post->id](const QString &text, auto act) {
            return menu->addAction(text, this, [this, id, act] { whenOpen(id, act); });
        };
        add(publishStep(*post) == PublishStep::Update ? tr("U&pdate…") : tr("&Publish…"), [this] { m_publish->publish(PublishFlow::Review::Always); });
        add(tr("&Unpublish…"), [this] { m_publish->unpublish(); })->setEnabled(post->publicPost.has_value());
        menu->addSeparator();
        menu->addActions({m_actions.tagChosen, m_actions.untagChosen});
        menu->addSeparator();
        const QString address = QStringLiteral("/blog/%1").arg(post->fields.slug);
        QAction *copy = menu->addAction(tr("&Copy address"), this, [this, address] {
            QApplication::clipboard()->setText(address);
            m_toast->say(tr("Copied: %1").arg(address));
        });
        copy->setEnabled(!post->fields.slug.isEmpty());
        menu->addSeparator();
        add(tr("&Delete post…"), [this] { m_publish->remove(); });
        menu->popup(place);
    });
}

void MainWindow::arrangeList(const QPoint &place)
{
    if (!m_blog)
        return;
    whenDone(m_blog->workspace().list(everyPost()), m_blog.get(), [this, place](const Result<std::vector<PostSummary>> &posts) {
        auto *menu = new QMenu(this);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        menu->addActions({m_actions.sortByDate, m_actions.sortByEdited, m_actions.sortByTitle});
        menu->addSeparator();
        const std::vector<TagCount> tags = posts ? tagsOf(*posts) : std::vector<TagCount>();
        const QString shown = m_sidebar->searchedTag();
        const auto add = [this, menu, &shown](const QString &name, const QString &tag) {
            QAction *action = menu->addAction(name, m_sidebar, [this, tag] { m_sidebar->searchTag(tag); });
            action->setCheckable(true);
            action->setChecked(tag.compare(shown, Qt::CaseInsensitive) == 0);
        };
        if (tags.empty())
            menu->addAction(tr("No tags yet"))->setEnabled(false);
        else
            add(tr("All posts"), {});
        for (std::size_t i = 0; i < std::min(tags.size(), kMostTags); ++i) { // the number stands where other menus have keys
            const QString name = QString(tags[i].tag).replace(QLatin1Char('&'), QLatin1String("&&"));
            add(name + QLatin1Char('\t') + QLocale().toString(tags[i].posts), tags[i].tag);
        }
        if (tags.size() > kMostTags)
            menu->addAction(tr("All %L1 tags…").arg(tags.size()), this, &MainWindow::chooseTag);
        menu->popup(place);
    });
}

void MainWindow::chooseTag()
{
    whenDone(m_blog->workspace().list(everyPost()), m_blog.get(), [this](const Result<std::vector<PostSummary>> &posts) {
        if (!posts) {
            complain(posts.error());
            return;
        }
        const std::vector<TagCount> tags = tagsOf(*posts);
        QuickPick::Offer offer{tr("Posts with which tag?"), tags.empty() ? tr("No post has a tag yet.") : tr("No tag is called so."), {}, {}};
        for (const TagCount &tag : tags)
            offer.entries.push_back({tag.tag, {}, counted(tag.posts, tr("post"), tr("posts"))});
        offer.picked = [this, tags](int entry) {
            m_actions.showList->setChecked(true);
            m_sidebar->searchTag(tags[std::size_t(entry)].tag);
        };
        quickPick().open(std::move(offer));
    });
}

} // namespace galley
