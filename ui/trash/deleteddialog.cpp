#include "ui/trash/deleteddialog.h"

#include "core/base/text.h"
#include "core/base/timestamp.h"
#include "core/workspace/workspace.h"
#include "ui/base/whendone.h"
#include "ui/palette/pickdelegate.h"
#include "ui/postlist/posttimes.h"
#include "ui/theme/theme.h"

#include <QLabel>
#include <QListView>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace galley {

namespace {

constexpr int kFewestRows = 4; // shown at once
constexpr int kMostRows = 9;
constexpr int kAround = 14;    // pixels beside the rows, whose text begins below that of the heading
constexpr int kAbove = 8;

} // namespace

DeletedDialog::DeletedDialog(const Theme &theme, Workspace &workspace, const Clock &clock, QWidget *parent)
    : CardDialog(theme, tr("Deleted posts"), {}, parent),
      m_clock(clock),
      m_pages(new QStackedWidget(this)),
      m_list(new QListView(this))
{
    buildList();
    auto *page = new QWidget(this);
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(kAround, kAbove, kAround, kAbove);
    column->addWidget(m_list);
    m_pages->addWidget(page);
    m_pages->addWidget(emptyState());
    fill(m_pages);
    m_close = addButton(tr("Close"));
    m_restore = addMainButton(tr("Restore"));
    m_restore->setEnabled(false);
    connect(m_close, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_restore, &QPushButton::clicked, this, &QDialog::accept);
    m_list->setFocus();
    whenDone(workspace.deletedPosts(), this, [this](Result<std::vector<TrashEntry>> posts) {
        if (posts)
            list(std::move(*posts));
        else
            Q_EMIT failed(posts.error());
    });
}

void DeletedDialog::buildList()
{
    m_list->setModel(&m_entries);
    m_list->setItemDelegate(new PickDelegate(theme(), m_list));
    m_list->setUniformItemSizes(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_list->setMouseTracking(true);
    m_list->viewport()->setAutoFillBackground(false);
    m_list->setMinimumHeight(kFewestRows * PickDelegate::kRowHeight);
    m_list->setAccessibleName(tr("Deleted posts"));
    connect(m_list, &QListView::doubleClicked, this, &QDialog::accept);
    connect(m_list->selectionModel(), &QItemSelectionModel::selectionChanged, this, &DeletedDialog::selectionChanged);
}

QWidget *DeletedDialog::emptyState()
{
    auto *page = new QWidget(this);
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(40, 0, 40, 0);
    column->setSpacing(6);
    auto *heading = new QLabel(tr("Nothing was deleted"), page);
    heading->setFont(theme().text(14, QFont::DemiBold));
    auto *words = new QLabel(tr("A post that you delete waits here for %1 days, and comes back as it was.").arg(Trash::DaysKept), page);
    words->setForegroundRole(QPalette::Dark);
    column->addStretch();
    for (QLabel *label : {heading, words}) {
        label->setWordWrap(true);
        label->setAlignment(Qt::AlignHCenter);
        column->addWidget(label);
    }
    column->addStretch();
    return page;
}

void DeletedDialog::list(std::vector<TrashEntry> posts)
{
    m_posts = std::move(posts);
    std::vector<PickEntry> entries;
    for (const TrashEntry &post : m_posts) {
        const QString title = post.title.simplified();
        const auto deleted = parseTimestamp(post.deletedAt);
        const QString when = deleted ? howLongAgo(*deleted, m_clock.now()) : post.deletedAt;
        entries.push_back({title.isEmpty() ? tr("Untitled draft") : title, {},
                           (post.wasPublic ? tr("Published · %1") : tr("Draft · %1")).arg(when)});
    }
    m_entries.setEntries(std::move(entries));
    m_pages->setCurrentIndex(m_posts.empty() ? 1 : 0);
    m_restore->setVisible(!m_posts.empty());
    if (m_posts.empty()) {
        m_close->setDefault(true);
        m_close->setFocus();
        return;
    }
    setSentence(tr("Each is kept for %1 days. A published post is public again when it comes back.").arg(Trash::DaysKept));
    m_list->setMinimumHeight(qBound(kFewestRows, int(m_posts.size()), kMostRows) * PickDelegate::kRowHeight);
    m_list->setCurrentIndex(m_entries.index(0));
}

void DeletedDialog::selectionChanged()
{
    const qsizetype count = m_list->selectionModel()->selectedIndexes().size();
    m_restore->setEnabled(count > 0);
    m_restore->setText(count > 1 ? tr("Restore %1").arg(counted(count, tr("post"), tr("posts"))) : tr("Restore"));
}

QStringList DeletedDialog::chosen() const
{
    QList<int> rows;
    for (const QModelIndex &index : m_list->selectionModel()->selectedIndexes())
        rows.append(m_entries.entryAt(index.row()));
    std::ranges::sort(rows);
    QStringList ids;
    for (const int row : rows)
        ids += m_posts[std::size_t(row)].id;
    return ids;
}

} // namespace galley

#include "moc_deleteddialog.cpp"
