// How the list of posts is arranged: its order, and the tags.
#include "core/base/text.h"
#include "ui/base/whendone.h"
#include "ui/postlist/sidebar.h"
#include "ui/shell/blog.h"
#include "ui/shell/mainwindow.h"

#include <QMenu>
#include <QSettings>

namespace galley {

namespace {

constexpr int kMostTags = 40; // in a menu

QString orderKey()
{
    return QStringLiteral("list/order");
}

/// Those used most come first.
QStringList tagsOf(const std::vector<PostSummary> &posts)
{
    QHash<QString, int> counts;
    for (const PostSummary &post : posts) {
        for (const QString &tag : splitTags(post.tags))
            ++counts[tag];
    }
    QStringList tags = counts.keys();
    std::sort(tags.begin(), tags.end(), [&counts](const QString &a, const QString &b) {
        return counts[a] != counts[b] ? counts[a] > counts[b] : a.localeAwareCompare(b) < 0;
    });
    return tags.mid(0, kMostTags);
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
}

void MainWindow::arrangeList(const QPoint &place)
{
    if (!m_blog)
        return;
    PostQuery all;
    all.limit = -1;
    whenDone(m_blog->workspace().list(all), m_blog.get(), [this, place](const Result<std::vector<PostSummary>> &posts) {
        auto *menu = new QMenu(this);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        menu->addActions({m_actions.sortByDate, m_actions.sortByEdited, m_actions.sortByTitle});
        menu->addSeparator();
        const QStringList tags = posts ? tagsOf(*posts) : QStringList();
        for (const QString &tag : tags)
            menu->addAction(QString(tag).replace(QLatin1Char('&'), QStringLiteral("&&")), m_sidebar, [this, tag] { m_sidebar->searchTag(tag); });
        if (tags.isEmpty())
            menu->addAction(tr("No tags yet"))->setEnabled(false);
        else
            menu->addAction(tr("All posts"), m_sidebar, [this] { m_sidebar->searchTag({}); });
        menu->popup(place);
    });
}

} // namespace galley
