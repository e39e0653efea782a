#include "ui/postlist/sidebar.h"

#include "ui/postlist/postdelegate.h"
#include "ui/postlist/postlistmodel.h"
#include "ui/postlist/searchfield.h"
#include "ui/postlist/searchquery.h"
#include "ui/theme/theme.h"
#include "ui/widgets/actionbutton.h"
#include "ui/widgets/pillbutton.h"

#include <QAction>
#include <QButtonGroup>
#include <QCoreApplication>
#include <QLabel>
#include <QListView>
#include <QLocale>
#include <QPainter>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

namespace galley {

namespace {

enum Filter { AllPosts, Drafts, Published, Scheduled };

constexpr int kSearchPause = 120; // milliseconds after the last key

} // namespace

Sidebar::Sidebar(const Theme &theme, QAction *newPost, QWidget *parent)
    : QWidget(parent),
      m_theme(theme),
      m_search(new SearchField(theme, this)),
      m_filters(new QButtonGroup(this)),
      m_found(new QLabel(this)),
      m_list(new QListView(this)),
      m_empty(new QWidget(this)),
      m_emptyTitle(new QLabel(m_empty)),
      m_emptyText(new QLabel(m_empty)),
      m_syncLine(new SyncLine(theme, this)),
      m_pause(new QTimer(this))
{
    m_search->installEventFilter(this);
    connect(m_search, &SearchField::arrangeWanted, this, &Sidebar::arrangeWanted);
    connect(m_search, &SearchField::clearWanted, this, [this] {
        clearSearch();
        m_search->setFocus(Qt::OtherFocusReason);
    });
    m_pause->setSingleShot(true);
    m_pause->setInterval(kSearchPause);
    connect(m_search, &QLineEdit::textChanged, m_pause, qOverload<>(&QTimer::start));
    connect(m_pause, &QTimer::timeout, this, &Sidebar::queryChanged);

    auto *pills = new QHBoxLayout;
    pills->setSpacing(2);
    const QStringList names{tr("All"), tr("Drafts"), tr("Published"), tr("Scheduled")};
    for (int i = 0; i < names.size(); ++i) {
        auto *pill = new PillButton(theme, names[i], this);
        pill->setChecked(i == AllPosts);
        m_filters->addButton(pill, i);
        pills->addWidget(pill);
    }
    pills->addStretch();
    connect(m_filters, &QButtonGroup::idClicked, this, &Sidebar::queryChanged);

    m_found->setFont(theme.text(12));
    m_found->setForegroundRole(QPalette::Dark);
    m_found->setContentsMargins(10, 0, 10, 6);
    m_found->hide();

    m_list->setItemDelegate(new PostDelegate(theme, m_list));
    m_list->setUniformItemSizes(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setMouseTracking(true);
    m_list->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_list->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_list, &QWidget::customContextMenuRequested, this,
            [this](const QPoint &place) {
                if (!m_chosenPosts.isEmpty())
                    Q_EMIT chosenMenuWanted(m_list->viewport()->mapToGlobal(place));
            });
    m_list->setAccessibleName(tr("Posts"));
    m_list->viewport()->setAutoFillBackground(false);
    m_list->installEventFilter(this);

    auto *emptyColumn = new QVBoxLayout(m_empty);
    emptyColumn->setContentsMargins(14, 44, 14, 0);
    emptyColumn->setSpacing(6);
    m_emptyTitle->setFont(theme.text(14, QFont::DemiBold));
    m_emptyText->setForegroundRole(QPalette::Dark);
    for (QLabel *label : {m_emptyTitle, m_emptyText}) {
        label->setWordWrap(true);
        label->setAlignment(Qt::AlignHCenter);
        emptyColumn->addWidget(label);
    }
    emptyColumn->addStretch();
    m_empty->hide();

    auto *head = new QHBoxLayout;
    head->setSpacing(6);
    head->addWidget(m_search);
    head->addWidget(actionButton(newPost, this));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(10, 12, 10, 0);
    column->setSpacing(0);
    column->addLayout(head);
    column->addSpacing(10);
    column->addLayout(pills);
    column->addSpacing(8);
    column->addWidget(m_found);
    column->addWidget(m_list, 1);
    column->addWidget(m_empty, 1);
    column->addWidget(m_syncLine);
    setMinimumWidth(190);
    setCounts({});
}

void Sidebar::setModel(PostListModel *model)
{
    m_model = model;
    if (model) { // before the list hears of it: what goes with a row was not chosen by the author
        connect(model, &PostListModel::rowsAboutToBeRemoved, this, [this] { m_choosing = true; });
        connect(model, &PostListModel::rowsRemoved, this, [this] { m_choosing = false; });
    }
    m_list->setModel(model);
    if (!model)
        return;
    connect(m_list->selectionModel(), &QItemSelectionModel::selectionChanged, this, &Sidebar::selectionChanged);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &Sidebar::currentChanged);
    connect(model, &PostListModel::loaded, this, &Sidebar::rowsLoaded);
    connect(model, &PostListModel::counted, this, &Sidebar::showFound);
    queryChanged();
}

void Sidebar::setCounts(const PostCounts &counts)
{
    m_counts = counts;
    m_search->setPlaceholderText(counts.all == 0   ? tr("Search posts")
                                 : counts.all == 1 ? tr("Search 1 post")
                                                   : tr("Search %1 posts").arg(QLocale().toString(counts.all)));
    showEmptyState();
}

std::optional<qint64> Sidebar::knownTotal() const
{
    if (isSearching())
        return std::nullopt;
    switch (m_filters->checkedId()) {
    case Drafts: return m_counts.drafts;
    case Published: return m_counts.published;
    case Scheduled: return m_counts.scheduled;
    default: return m_counts.all;
    }
}

PostQuery Sidebar::query() const
{
    PostQuery query = queryFor(m_search->text());
    query.order = m_order;
    switch (m_filters->checkedId()) {
    case Drafts: query.status = PostStatus::Draft; break;
    case Published: query.status = PostStatus::Published; break;
    case Scheduled: query.status = PostStatus::Scheduled; break;
    default: break;
    }
    return query;
}

void Sidebar::queryChanged()
{
    m_pause->stop();
    if (!m_model)
        return;
    m_wantsChosen = !isSearching(); // what is found begins with its first
    m_model->show(query(), knownTotal());
    m_list->scrollToTop();
}

void Sidebar::refresh()
{
    if (m_model)
        m_model->refresh(knownTotal());
}

void Sidebar::showEmptyState()
{
    const bool empty = m_model && m_model->rowCount() == 0 && !m_model->isLoading();
    if (empty && m_list->hasFocus()) // the keys go to what has emptied the list
        (isSearching() ? static_cast<QWidget *>(m_search) : m_filters->checkedButton())->setFocus(Qt::OtherFocusReason);
    m_list->setVisible(!empty);
    m_empty->setVisible(empty);
    if (!empty)
        return;
    const bool searching = isSearching();
    const bool nothingAtAll = m_counts.all == 0 && !searching;
    if (nothingAtAll) {
        m_emptyTitle->setText(tr("A blank page"));
        m_emptyText->setText(tr("Write on it:\nthat makes your first post."));
    } else if (searching) {
        m_emptyTitle->setText(tr("Nothing found"));
        m_emptyText->setText(tr("No post says “%1”. Try fewer words, or press Esc to see all posts.")
                                 .arg(m_search->text().trimmed()));
    } else {
        m_emptyTitle->setText(m_filters->checkedId() == Drafts      ? tr("No drafts")
                              : m_filters->checkedId() == Published ? tr("Nothing published yet")
                                                                    : tr("Nothing scheduled"));
        m_emptyText->setText(m_filters->checkedId() == Drafts      ? tr("Everything you wrote is published.")
                             : m_filters->checkedId() == Published ? tr("Open a draft and press Publish.")
                                                                   : tr("A post with a date to come waits here."));
    }
}

bool Sidebar::isSearching() const
{
    return !m_search->text().trimmed().isEmpty();
}

// What an earlier search has found stays on view until the next one has an answer.
void Sidebar::showFound()
{
    const std::optional<qint64> found = m_model && isSearching() ? m_model->found() : 0;
    if (found)
        m_found->setText(*found == 0   ? QString()
                         : *found == 1 ? tr("1 post")
                                       : tr("%1 posts").arg(QLocale().toString(*found)));
    m_found->setVisible(!m_found->text().isEmpty());
    m_search->setAccessibleDescription(m_found->text()); // told where the author types
}

void Sidebar::focusSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

void Sidebar::focusList()
{
    m_list->setFocus(Qt::ShortcutFocusReason);
}

void Sidebar::setOrder(PostOrder order)
{
    if (m_order == order)
        return;
    m_order = order;
    queryChanged();
}

void Sidebar::searchTag(const QString &tag)
{
    m_search->setText(tag.isEmpty() ? QString() : typedTag(tag));
    queryChanged();
}

QString Sidebar::searchedTag() const
{
    return queryFor(m_search->text()).tag;
}

void Sidebar::clearSearch()
{
    m_search->clear();
    queryChanged();
}

void Sidebar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.tokens().side);
}

} // namespace galley

#include "moc_sidebar.cpp"
