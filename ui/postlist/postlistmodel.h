// The list of posts, fetched page by page as it is looked at: 20,000 posts cost no more than the rows on screen.
// UI thread.
#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/store/listquery.h"

#include <QAbstractListModel>
#include <QFuture>
#include <QHash>
#include <QSet>

#include <functional>
#include <vector>

namespace galley {

class PostListModel : public QAbstractListModel
{
    Q_OBJECT

public:
    using FetchPage = std::function<QFuture<Result<std::vector<PostSummary>>>(const PostQuery &)>;
    using CountFound = std::function<QFuture<Result<qint64>>(const PostQuery &)>;
    enum Role { IdRole = Qt::UserRole, StatusRole, SubtitleRole, TimeRole, LoadedRole, MarkRole, SoughtRole };
    static constexpr int kPage = 50;

    /// `count` is asked where a search finds more than its first page.
    PostListModel(FetchPage fetch, CountFound count, const Clock &clock, QObject *parent = nullptr);

    /// What to show. `total` is how many rows that is, where it is known (a plain filter); without it (a search)
    /// the list grows as pages come in.
    void show(const PostQuery &query, std::optional<qint64> total);
    /// Reads the pages again that were read before; rows keep their place until the answer is there.
    void refresh(std::optional<qint64> total);
    /// Reads the page that the post stands on, where the list holds it.
    void seek(qint64 id);
    /// Shows at once what the author has just typed, before it is saved.
    void update(const PostSummary &post);

    /// Words that stand in place of a post's second line, by its id: it waits, or is there in two versions.
    void setMarks(const QHash<qint64, QString> &marks);

    /// -1 when it is not among the rows read so far.
    int rowOf(qint64 id) const;
    /// 0 when the row is not read yet.
    qint64 idAt(int row) const;
    const PostQuery &query() const { return m_query; }
    bool isLoading() const { return !m_asked.isEmpty(); }
    /// How many posts the query finds, read or not; nothing while that is not known.
    std::optional<qint64> found() const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;

Q_SIGNALS:
    /// A page has come in (or the first page turned out empty).
    void loaded();
    /// It is known how many there are.
    void counted();
    void failed(const galley::Error &error);

private:
    void ask(int page);
    void take(int page, const Result<std::vector<PostSummary>> &rows);
    void countAll();
    QString spokenOf(const PostSummary &post) const;
    QString lineOf(const PostSummary &post) const;
    const PostSummary *at(int row) const;
    void setRowCount(int rows);

    FetchPage m_fetch;
    CountFound m_count;
    const Clock &m_clock;
    PostQuery m_query;
    std::vector<std::optional<PostSummary>> m_rows;
    QStringList m_words; // that are sought
    std::optional<qint64> m_found;
    mutable QHash<qint64, QString> m_lines; // the second line of posts that were looked at, by id
    QHash<qint64, QString> m_marks;
    bool m_isTotalKnown = false;
    bool m_isComplete = false; // without a known total: the last page has come
    QSet<int> m_asked;         // pages under way
    quint64 m_generation = 0;  // answers to an earlier query are dropped
    quint64 m_shown = 0;       // how many queries were shown, however often they were read
};

} // namespace galley
