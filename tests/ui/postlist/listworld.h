// A list of posts in its sidebar, without a file behind it.
#pragma once

#include "core/base/clock.h"
#include "core/base/timestamp.h"
#include "ui/postlist/postlistmodel.h"
#include "ui/postlist/sidebar.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

namespace galley::test {

class FixedClock final : public Clock
{
public:
    QDateTime now() const override { return *parseTimestamp(QStringLiteral("2026-11-22T12:00:00Z")); }
};

// A blog of so many posts, answered page by page as a workspace does, later.
class Blog
{
public:
    explicit Blog(int posts)
    {
        for (int i = 0; i < posts; ++i) {
            PostSummary post;
            post.id = 1000 + i;
            post.title = QStringLiteral("Post %1").arg(i);
            post.subtitle = QStringLiteral("about %1").arg(i);
            post.status = i % 10 == 0 ? PostStatus::Draft : PostStatus::Published;
            post.publishedAt = QStringLiteral("2026-11-22T11:59:30Z");
            post.updatedAt = post.publishedAt;
            post.date = post.publishedAt;
            m_posts.push_back(post);
        }
    }

    QFuture<Result<std::vector<PostSummary>>> list(const PostQuery &query)
    {
        ++calls;
        std::vector<PostSummary> rows;
        int skipped = 0;
        for (const PostSummary &post : m_posts) {
            if ((query.status && post.status != *query.status) || !post.title.contains(query.text))
                continue;
            if (skipped++ < query.offset)
                continue;
            if (int(rows.size()) == query.limit)
                break;
            rows.push_back(post);
        }
        return QtFuture::makeReadyFuture(Result<std::vector<PostSummary>>(std::move(rows)));
    }

    PostListModel::CountFound counting()
    {
        return [this](const PostQuery &query) {
            const auto holds = [&query](const PostSummary &post) {
                return (!query.status || post.status == *query.status) && post.title.contains(query.text);
            };
            return QtFuture::makeReadyFuture(Result<qint64>(std::ranges::count_if(m_posts, holds)));
        };
    }

    PostCounts counts() const
    {
        PostCounts counts;
        counts.all = qint64(m_posts.size());
        for (const PostSummary &post : m_posts)
            ++(post.status == PostStatus::Draft ? counts.drafts : counts.published);
        return counts;
    }

    std::vector<PostSummary> m_posts;
    int calls = 0;
};

// So many posts, and the sidebar that lists them.
struct Listed
{
    Listed(const Theme &theme, const Clock &clock, int posts)
        : blog(posts),
          model([this](const PostQuery &query) { return blog.list(query); }, blog.counting(), clock),
          sidebar(theme, &newPost)
    {
        sidebar.setCounts(blog.counts());
        sidebar.setModel(&model);
    }

    bool isShown()
    {
        sidebar.show();
        return QTest::qWaitForWindowExposed(&sidebar);
    }

    Blog blog;
    PostListModel model;
    QAction newPost;
    Sidebar sidebar;
};

/// A test's class has what its lists need.
class ListTest : public QObject
{
protected:
    FixedClock m_clock;
    QTemporaryDir m_folder;
    QSettings m_settings{m_folder.filePath(QStringLiteral("s.ini")), QSettings::IniFormat};
    Theme m_theme{m_settings};
};

} // namespace galley::test
