#include "ui/findall/findalldialog.h"

#include "ui/base/whendone.h"
#include "ui/findall/hitdelegate.h"
#include "ui/theme/theme.h"
#include "ui/widgets/searchtoggles.h"
#include "ui/widgets/thinbar.h"

#include <QCheckBox>
#include <QGridLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace galley {

namespace {

constexpr int kPause = 250;        // milliseconds after a key, before the search begins
constexpr int kMostRows = 5000;    // places listed; more are counted

} // namespace

FindAllDialog::FindAllDialog(const Theme &theme, Workspace &workspace, QWidget *parent)
    : CardDialog(theme, tr("Find in all posts"), tr("In their text, not in titles, tags or addresses."), parent),
      m_job(workspace),
      m_sought(new QLineEdit(this)),
      m_toggles(new SearchToggles(theme, this)),
      m_replacing(new QCheckBox(tr("Re&place with"), this)),
      m_with(new QLineEdit(this)),
      m_bar(new ThinBar(theme, this)),
      m_state(new QLabel(this)),
      m_tree(new QTreeWidget(this))
{
    m_typed.setSingleShot(true);
    m_typed.setInterval(kPause);
    addWide(fields());
    buildTree();
    addGrowing(m_tree);
    auto *foot = new QWidget(this);
    auto *column = new QVBoxLayout(foot);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(m_bar);
    column->addWidget(m_state);
    QSizePolicy keepsItsPlace = m_bar->sizePolicy();
    keepsItsPlace.setRetainSizeWhenHidden(true);
    m_bar->setSizePolicy(keepsItsPlace);
    m_state->setWordWrap(true);
    addWide(foot);
    m_close = addButton(tr("Close"));
    m_replace = addMainButton(tr("Replace…"));
    connect(&m_typed, &QTimer::timeout, this, &FindAllDialog::search);
    for (QLineEdit *field : {m_sought, m_with})
        connect(field, &QLineEdit::textChanged, this, [this] { m_typed.start(); });
    connect(m_toggles, &SearchToggles::changed, this, &FindAllDialog::search);
    connect(m_replacing, &QCheckBox::toggled, this, &FindAllDialog::search);
    connect(m_with, &QLineEdit::textEdited, m_replacing, [this] { m_replacing->setChecked(true); });
    connect(m_replacing, &QCheckBox::clicked, this, [this](bool on) { // by the author, not by what was given
        if (!on)
            return;
        m_with->setFocus(Qt::OtherFocusReason);
        m_with->selectAll();
    });
    connect(&m_job, &SweepJob::found, this, &FindAllDialog::add);
    connect(&m_job, &SweepJob::looked, this, [this](int posts) {
        m_looked = posts;
        showState();
    });
    connect(&m_job, &SweepJob::replacedIn, this, [this](const ReplacedPost &post) {
        m_outcome.replaced.push_back(post);
    });
    connect(&m_job, &SweepJob::wentOn, this, [this](int posts) {
        m_wentOn = posts;
        showState();
    });
    connect(&m_job, &SweepJob::leftAlone, this, [this](qint64 id) { m_outcome.left += titleOf(id); });
    connect(&m_job, &SweepJob::failed, this, [this](const Error &error) {
        m_trouble = error.message;
        showState();
    });
    connect(&m_job, &SweepJob::finished, this, [this] { m_isReplacing ? replaced() : showState(); });
    connect(m_close, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_replace, &QPushButton::clicked, this, &FindAllDialog::confirm);
    whenDone(workspace.counts(), this, [this](const Result<PostCounts> &counts) {
        m_all = counts ? int(counts->all) : 0;
        showProgress();
    });
    showState();
    resizeWithin({760, 640});
    m_sought->setFocus();
}

QWidget *FindAllDialog::fields()
{
    auto *panel = new QWidget(this);
    auto *grid = new QGridLayout(panel);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(8);
    auto *find = new QLabel(tr("&Find"), panel);
    find->setBuddy(m_sought);
    m_sought->setAccessibleName(tr("Find in all posts"));
    m_with->setAccessibleName(tr("Replace with"));
    grid->addWidget(find, 0, 0);
    grid->addWidget(m_sought, 0, 1);
    grid->addWidget(m_toggles, 0, 2);
    grid->addWidget(m_replacing, 1, 0);
    grid->addWidget(m_with, 1, 1);
    grid->setColumnStretch(1, 1);
    return panel;
}

void FindAllDialog::buildTree()
{
    m_tree->setHeaderHidden(true);
    m_tree->setColumnCount(1);
    m_tree->setUniformRowHeights(true);
    m_tree->setRootIsDecorated(true);
    m_tree->setFrameShape(QFrame::NoFrame);
    m_tree->setMinimumSize(560, 120);
    m_tree->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_tree->setAccessibleName(tr("Places found"));
    m_tree->setItemDelegate(new HitDelegate(theme(), m_tree));
    connect(m_tree, &QTreeWidget::itemActivated, this, &FindAllDialog::go);
    connect(m_tree, &QTreeWidget::itemChanged, this, &FindAllDialog::showState);
}

TextSearch::Way FindAllDialog::way() const
{
    return m_toggles->way();
}

void FindAllDialog::setSearch(const QString &sought, const TextSearch::Way &way, const QString &with)
{
    m_toggles->setWay(way);
    m_replacing->setChecked(!with.isEmpty());
    m_with->setText(with);
    m_sought->setText(sought);
    m_sought->selectAll();
    search();
}

void FindAllDialog::search()
{
    m_typed.stop();
    m_job.cancel();
    m_tree->clear();
    m_posts.clear();
    m_trouble.clear();
    m_looked = 0;
    m_places = 0;
    m_listed = 0;
    if (!m_sought->text().isEmpty()) {
        const auto search = TextSearch::make(m_sought->text(), way());
        if (search)
            m_job.find(*search, m_replacing->isChecked() ? m_with->text() : QString());
        else
            m_trouble = search.error().message;
    }
    showState();
}

void FindAllDialog::add(const PostHits &post)
{
    m_posts.push_back(post);
    m_places += post.count;
    const QSignalBlocker quiet(m_tree);
    const QString title = post.title.isEmpty() ? tr("Untitled") : post.title;
    auto *top = new QTreeWidgetItem(m_tree, {title});
    top->setData(0, HitPostId, post.id);
    top->setData(0, HitLine, post.hits.isEmpty() ? 0 : post.hits.first().line);
    top->setData(0, HitCount, QLocale().toString(post.count));
    top->setData(0, Qt::AccessibleTextRole, tr("%1, %2").arg(title, places(post.count)));
    if (m_replacing->isChecked())
        top->setCheckState(0, Qt::Checked);
    if (m_listed > kMostRows)
        return;
    m_listed += int(post.hits.size());
    for (const TextHit &hit : post.hits) {
        auto *row = new QTreeWidgetItem(top);
        row->setData(0, HitPostId, post.id);
        row->setData(0, HitLine, hit.line);
        row->setData(0, HitBefore, hit.before);
        row->setData(0, HitFound, hit.found);
        row->setData(0, HitAfter, hit.after);
        if (m_replacing->isChecked())
            row->setData(0, HitReplacement, hit.replacement.isNull() ? QStringLiteral("") : hit.replacement);
        row->setData(0, Qt::AccessibleTextRole, hit.before + hit.found + hit.after);
    }
    top->setExpanded(m_tree->topLevelItemCount() <= 40);
}

QString FindAllDialog::places(int count) const
{
    return count == 1 ? tr("1 place") : tr("%1 places").arg(QLocale().toString(count));
}

QString FindAllDialog::postsIn(int count) const
{
    return count == 1 ? tr("1 post") : tr("%1 posts").arg(QLocale().toString(count));
}

std::vector<PostHits> FindAllDialog::chosen() const
{
    std::vector<PostHits> posts;
    for (int i = 0; i < m_tree->topLevelItemCount(); ++i) {
        if (m_tree->topLevelItem(i)->checkState(0) == Qt::Checked)
            posts.push_back(m_posts[std::size_t(i)]);
    }
    return posts;
}

int FindAllDialog::countChosen() const
{
    int count = 0;
    for (int i = 0; m_replacing->isChecked() && i < m_tree->topLevelItemCount(); ++i)
        count += m_tree->topLevelItem(i)->checkState(0) == Qt::Checked ? 1 : 0;
    return count;
}

void FindAllDialog::showProgress()
{
    const int done = m_isReplacing ? m_wentOn : m_looked;
    const int all = m_isReplacing ? int(m_asked) : m_all;
    m_bar->setVisible(m_job.isRunning() && done < all);
    m_bar->setShare(all > 0 ? double(done) / all : 0);
}

void FindAllDialog::showState()
{
    const auto of = [](int done, int all) {
        return all > 0 ? tr("%1 of %2 posts").arg(QLocale().toString(done), QLocale().toString(all)) : QString();
    };
    QString words;
    if (!m_trouble.isEmpty())
        words = m_trouble;
    else if (m_isReplacing)
        words = tr("Replaced in %1…").arg(of(m_wentOn, int(m_asked)));
    else if (m_sought->text().isEmpty())
        words = tr("Type what to look for.");
    else if (m_posts.empty())
        words = m_job.isRunning() ? tr("Looking… %1").arg(of(m_looked, m_all)).trimmed() : tr("No post's text holds this.");
    else
        words = tr("%1 in %2").arg(places(m_places), postsIn(int(m_posts.size())));
    if (m_job.isRunning() && !m_isReplacing && !m_posts.empty())
        words = tr("%1 · looking on… %2").arg(words, of(m_looked, m_all)).trimmed();
    m_state->setText(words);
    showProgress();
    const int posts = countChosen();
    m_replace->setVisible(m_replacing->isChecked());
    m_replace->setText(posts > 0 ? tr("Replace in %1…").arg(postsIn(posts)) : tr("Replace…"));
    m_replace->setEnabled(posts > 0 && !m_job.isRunning());
    m_close->setText(m_isReplacing ? tr("Stop") : tr("Close"));
    for (QWidget *field : std::initializer_list<QWidget *>{m_sought, m_toggles, m_replacing, m_tree})
        field->setEnabled(!m_isReplacing);
    m_with->setEnabled(!m_isReplacing);
    m_tree->setFocusPolicy(m_posts.empty() ? Qt::NoFocus : Qt::StrongFocus);
}

void FindAllDialog::go(QTreeWidgetItem *item)
{
    m_wantedPost = item->data(0, HitPostId).toLongLong();
    m_wantedLine = item->data(0, HitLine).toInt();
    accept();
}

void FindAllDialog::confirm()
{
    if (m_typed.isActive()) { // what is listed is not yet what was typed
        search();
        return;
    }
    std::vector<PostHits> posts = chosen();
    int count = 0;
    for (const PostHits &post : posts)
        count += post.count;
    const QString question = m_with->text().isEmpty() ? tr("Delete %1 in %2?") : tr("Replace %1 in %2?");
    CardDialog dialog(theme(), question.arg(places(count), postsIn(int(posts.size()))),
                      tr("They are changed here, and readers see it when you publish. The Edit menu undoes all of it as long as this blog is open."), this);
    connect(dialog.addButton(tr("Cancel")), &QPushButton::clicked, &dialog, &QDialog::reject);
    connect(dialog.addMainButton(m_with->text().isEmpty() ? tr("Delete") : tr("Replace")), &QPushButton::clicked, &dialog, &QDialog::accept);
    if (dialog.exec() != QDialog::Accepted)
        return;
    m_isReplacing = true;
    m_hasReplaced = true;
    m_outcome = {};
    m_asked = posts.size();
    m_wentOn = 0;
    m_job.replace(std::move(posts));
    showState();
}

QString FindAllDialog::titleOf(qint64 postId) const
{
    for (const PostHits &post : m_posts) {
        if (post.id == postId)
            return titleForReading(post.title);
    }
    return titleForReading({});
}

void FindAllDialog::replaced()
{
    m_isReplacing = false;
    m_outcome.trouble = m_trouble;
    m_outcome.isStopped = m_outcome.isStopped && m_outcome.replaced.size() + std::size_t(m_outcome.left.size()) < m_asked;
    accept();
}

void FindAllDialog::done(int result)
{
    m_job.cancel();
    if (m_isReplacing) { // the post under way is still done
        m_outcome.isStopped = true;
        return;
    }
    CardDialog::done(result);
}

} // namespace galley

#include "moc_findalldialog.cpp"
