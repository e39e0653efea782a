#include "ui/postlist/postlistmodel.h"

#include "core/base/wordplaces.h"
#include "ui/base/whendone.h"
#include "ui/postlist/posttimes.h"
#include "ui/postlist/snippet.h"

#include <algorithm>

namespace galley {

namespace {

QString statusWord(PostStatus status)
{
    switch (status) {
    case PostStatus::Draft: return PostListModel::tr("Draft");
    case PostStatus::Scheduled: return PostListModel::tr("Scheduled");
    case PostStatus::Published: return PostListModel::tr("Published");
    case PostStatus::Edited: return PostListModel::tr("Published · edited");
    }
    return {};
}

QString titleOf(const PostSummary &post)
{
    const QString title = post.title.simplified();
    return title.isEmpty() ? PostListModel::tr("Untitled draft") : title;
}

// What the words were found in goes before what the post is about.
QString secondLineOf(const PostSummary &post, const QStringList &words)
{
    if (post.isFoundByText && !post.glimpse.isEmpty())
        return snippetOf(post.glimpse, words);
    if (!post.isFoundByText && !post.tags.isEmpty() && !holdsAll(post.title, words))
        return post.tags;
    const QString subtitle = post.subtitle.simplified();
    if (!subtitle.isEmpty())
        return subtitle;
    if (!post.tags.isEmpty())
        return post.tags;
    const QString begins = snippetOf(post.glimpse, {});
    return begins.isEmpty() ? statusWord(post.status) : begins;
}

/// HTML, so that a long title is wrapped.
QString toolTipOf(const PostSummary &post)
{
    QStringList lines{QStringLiteral("<b>%1</b>").arg(titleOf(post).toHtmlEscaped())};
    if (const QString subtitle = post.subtitle.simplified(); !subtitle.isEmpty())
        lines += subtitle.toHtmlEscaped();
    lines += statusWord(post.status).toHtmlEscaped();
    return lines.join(QLatin1String("<br>"));
}

} // namespace

PostListModel::PostListModel(FetchPage fetch, CountFound count, const Clock &clock, QObject *parent)
    : QAbstractListModel(parent),
      m_fetch(std::move(fetch)),
      m_count(std::move(count)),
      m_clock(clock)
{
}

void PostListModel::show(const PostQuery &query, std::optional<qint64> total)
{
    ++m_generation;
    ++m_shown;
    m_asked.clear();
    m_query = query;
    m_words = query.text.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    m_found.reset();
    m_lines.clear();
    m_isTotalKnown = total.has_value();
    m_isComplete = m_isTotalKnown;
    beginResetModel();
    m_rows.assign(size_t(total.value_or(0)), std::nullopt);
    endResetModel();
    ask(0);
}

void PostListModel::refresh(std::optional<qint64> total)
{
    ++m_generation;
    m_asked.clear();
    m_isTotalKnown = total.has_value();
    if (m_isTotalKnown)
        setRowCount(int(*total));
    QSet<int> pages{0};
    for (size_t row = 0; row < m_rows.size(); row += kPage) {
        if (m_rows[row])
            pages.insert(int(row) / kPage);
    }
    for (const int page : pages)
        ask(page);
}

void PostListModel::seek(qint64 id)
{
    PostQuery all = m_query;
    all.offset = 0;
    all.limit = -1;
    whenDone(m_fetch(all), this, [this, id, shown = m_shown](const Result<std::vector<PostSummary>> &posts) {
        if (shown != m_shown || !posts)
            return;
        const auto post = std::ranges::find(*posts, id, &PostSummary::id);
        if (post != posts->end())
            ask(int(post - posts->begin()) / kPage);
    });
}

void PostListModel::update(const PostSummary &post)
{
    const int row = rowOf(post.id);
    if (row < 0)
        return;
    PostSummary typed = post;
    if (m_rows[size_t(row)]->isFoundByText) { // what was sought stays on view
        typed.isFoundByText = true;
        typed.glimpse = m_rows[size_t(row)]->glimpse;
    }
    m_lines.remove(post.id);
    m_rows[size_t(row)] = typed;
    Q_EMIT dataChanged(index(row), index(row));
}

void PostListModel::setMarks(const QHash<qint64, QString> &marks)
{
    if (marks == m_marks)
        return;
    m_marks = marks;
    if (!m_rows.empty())
        Q_EMIT dataChanged(index(0), index(int(m_rows.size()) - 1));
}

int PostListModel::rowOf(qint64 id) const
{
    for (size_t i = 0; i < m_rows.size(); ++i) {
        if (m_rows[i] && m_rows[i]->id == id)
            return int(i);
    }
    return -1;
}

qint64 PostListModel::idAt(int row) const
{
    const PostSummary *post = at(row);
    return post ? post->id : 0;
}

const PostSummary *PostListModel::at(int row) const
{
    if (row < 0 || size_t(row) >= m_rows.size() || !m_rows[size_t(row)])
        return nullptr;
    return &*m_rows[size_t(row)];
}

int PostListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant PostListModel::data(const QModelIndex &index, int role) const
{
    const PostSummary *post = at(index.row());
    if (role == LoadedRole)
        return post != nullptr;
    if (!post) {
        // Later: the answer may come at once, and rows must not change while they are painted.
        if (role == Qt::DisplayRole && index.isValid() && !m_asked.contains(index.row() / kPage)) {
            auto *self = const_cast<PostListModel *>(this);
            QMetaObject::invokeMethod(self, [self, page = index.row() / kPage] { self->ask(page); },
                                      Qt::QueuedConnection);
        }
        return {};
    }
    switch (role) {
    case Qt::DisplayRole: return titleOf(*post);
    case Qt::ToolTipRole: return toolTipOf(*post);
    case Qt::AccessibleTextRole: return spokenOf(*post);
    case IdRole: return post->id;
    case StatusRole: return int(post->status);
    case SubtitleRole: return lineOf(*post);
    case SoughtRole: return m_words;
    case MarkRole: return m_marks.value(post->id);
    case TimeRole: return listedMoment(*post, m_query.order, m_clock.now());
    default: return {};
    }
}

QString PostListModel::spokenOf(const PostSummary &post) const
{
    const QString status = statusWord(post.status);
    const QString line = m_marks.value(post.id, lineOf(post));
    QStringList words{titleOf(post), status, listedMoment(post, m_query.order, m_clock.now())};
    if (line != status) // which the line says of a post without words
        words += line;
    return words.join(QStringLiteral(", "));
}

// Only of rows that are looked at: Markdown is read for it.
QString PostListModel::lineOf(const PostSummary &post) const
{
    auto line = m_lines.constFind(post.id);
    if (line == m_lines.cend())
        line = m_lines.insert(post.id, secondLineOf(post, m_words));
    return *line;
}

std::optional<qint64> PostListModel::found() const
{
    if (m_isComplete && !isLoading())
        return qint64(m_rows.size());
    return m_found;
}

bool PostListModel::canFetchMore(const QModelIndex &parent) const
{
    return !parent.isValid() && !m_isComplete && m_asked.isEmpty() && !m_rows.empty();
}

void PostListModel::fetchMore(const QModelIndex &)
{
    ask(int(m_rows.size()) / kPage);
}

void PostListModel::ask(int page)
{
    if (m_asked.contains(page) || (page > 0 && page * kPage > int(m_rows.size())))
        return;
    m_asked.insert(page);
    PostQuery query = m_query;
    query.offset = page * kPage;
    query.limit = kPage;
    query.wantsGlimpses = true;
    whenDone(m_fetch(query), this, [this, page, generation = m_generation](const Result<std::vector<PostSummary>> &rows) {
        if (generation == m_generation)
            take(page, rows);
    });
}

void PostListModel::take(int page, const Result<std::vector<PostSummary>> &rows)
{
    m_asked.remove(page);
    if (!rows) {
        Q_EMIT failed(rows.error());
        return;
    }
    const int first = page * kPage;
    const int end = first + int(rows->size());
    if (!m_isTotalKnown) {
        m_isComplete = rows->size() < kPage;
        if (m_isComplete || end > int(m_rows.size()))
            setRowCount(end);
    } else if (end > int(m_rows.size()) || (rows->size() < kPage && page == (int(m_rows.size()) - 1) / kPage)) {
        setRowCount(end); // the blog has grown or shrunk since it was counted
    }
    for (size_t i = 0; i < rows->size(); ++i) {
        m_lines.remove((*rows)[i].id);
        m_rows[size_t(first) + i] = (*rows)[i];
    }
    if (end > first)
        Q_EMIT dataChanged(index(first), index(end - 1));
    Q_EMIT loaded();
    if (page == 0 && !m_isComplete)
        countAll();
}

void PostListModel::countAll()
{
    whenDone(m_count(m_query), this, [this, generation = m_generation](const Result<qint64> &count) {
        if (generation != m_generation || !count)
            return;
        m_found = *count;
        Q_EMIT counted();
    });
}

void PostListModel::setRowCount(int rows)
{
    const int before = int(m_rows.size());
    if (rows > before) {
        beginInsertRows({}, before, rows - 1);
        m_rows.resize(size_t(rows));
        endInsertRows();
    } else if (rows < before) {
        beginRemoveRows({}, rows, before - 1);
        m_rows.resize(size_t(rows));
        endRemoveRows();
    }
}

} // namespace galley

#include "moc_postlistmodel.cpp"
