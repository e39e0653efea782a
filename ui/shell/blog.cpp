#include "ui/shell/blog.h"

#include "core/base/timestamp.h"
#include "ui/base/whendone.h"
#include "ui/editor/markdowneditor.h"
#include "ui/postlist/sidebar.h"
#include "ui/session/editorpane.h"
#include "ui/session/growingfield.h"
#include "ui/shell/services.h"
#include "ui/widgets/banner.h"

#include <QApplication>
#include <QLineEdit>
#include <QSettings>

namespace galley {

namespace {

constexpr int kGlimpse = 300; // characters of the text that a row may show
constexpr int kIdleTime = 30'000; // milliseconds without a save, after which the WAL is written back

QString lastPostKey(const QString &path)
{
    return QStringLiteral("lastPost/") + QString::number(qHash(path), 16);
}

QString placeKey(const QString &path)
{
    return QStringLiteral("lastPlace/") + QString::number(qHash(path), 16);
}

bool isPublic(const PostView &view)
{
    return view.publicPost && view.publicPost->published;
}

/// Where a draft stands that has a date already; else null.
QString ownDate(const PostView &view, const PostFields &fields)
{
    if (isPublic(view))
        return {};
    return view.draft && !view.draft->publishAt.isEmpty() ? view.draft->publishAt : fields.publishedAt;
}

PostSummary summaryOf(const PostView &view, const PostFields &fields, const QDateTime &now)
{
    PostSummary summary;
    summary.id = view.id;
    summary.title = fields.title;
    summary.subtitle = fields.subtitle;
    summary.slug = fields.slug;
    summary.tags = fields.tags;
    summary.status = isPublic(view) ? PostStatus::Edited : view.status;
    summary.publishedAt = isPublic(view) ? view.publicPost->fields.publishedAt : fields.publishedAt; // as the list has it
    summary.updatedAt = formatTimestamp(now);
    summary.date = isPublic(view) ? summary.publishedAt : ownDate(view, fields);
    if (summary.date.isEmpty())
        summary.date = summary.updatedAt;
    summary.glimpse = fields.content.left(kGlimpse);
    return summary;
}

} // namespace

Blog::Blog(std::unique_ptr<Workspace> workspace, const BlogInfo &info, const Services &services, Sidebar &sidebar,
           EditorPane &pane, QWidget &window)
    : m_workspace(std::move(workspace)),
      m_info(info),
      m_services(services),
      m_sidebar(sidebar),
      m_pane(pane),
      m_model([this](const PostQuery &query) { return m_workspace->list(query); },
              [this](const PostQuery &query) { return m_workspace->count(query); }, services.clock),
      m_session(*m_workspace, pane),
      m_images(*m_workspace),
      m_connection(*m_workspace, info.remoteUrl, nullptr),
      m_sync(*m_workspace, m_session, services.theme, services.clock, sidebar.syncLine(), window),
      m_bulk(*m_workspace)
{
    m_typed.setSingleShot(true);
    m_typed.setInterval(100);
    m_minute.setInterval(60'000);
    m_idle.setSingleShot(true);
    m_idle.setInterval(kIdleTime);
    connect(&m_typed, &QTimer::timeout, this, &Blog::showTyped);
    connect(&m_minute, &QTimer::timeout, this, [this] {
        if (m_info.counts.scheduled > 0)
            m_sync.publishDue();
    });
    connect(&m_idle, &QTimer::timeout, this, &Blog::idle);
    connect(&m_sidebar, &Sidebar::postChosen, this, [this](qint64 id) {
        if (!m_leaving.contains(id)) // a list without a current row takes its first one when keys come to it
            m_session.open(id);
    });
    connect(&m_model, &PostListModel::failed, this, &Blog::failed);
    connect(&m_model, &PostListModel::loaded, this, [this] {
        if (m_wantsFirst && m_session.postId() == 0 && m_session.isSettled() && m_model.idAt(0) != 0) {
            m_wantsFirst = false;
            m_session.open(m_model.idAt(0));
        }
    });
    connect(&m_session, &PostSession::opened, this, [this](const PostView &view) {
        m_listedStatus = view.status;
        m_listedDate = ownDate(view, view.fields);
        m_typedStatus.reset();
        m_sidebar.choose(view.id);
        if (view.id)
            m_services.settings.setValue(lastPostKey(m_info.path), view.id);
        showPage();
    });
    connect(&m_session, &PostSession::begun, this, &Blog::refresh);
    connect(&m_session, &PostSession::edited, this, [this] {
        if (!m_typed.isActive())
            m_typed.start();
    });
    connect(&m_session, &PostSession::saved, this, [this] {
        m_idle.start();
        listStatus();
    });
    connect(&m_session, &PostSession::stateChanged, this, [this](AutoSaver::State state) {
        if (state == AutoSaver::State::Saved) // also where nothing had to be written
            listStatus();
    });
    connect(&m_session, &PostSession::failed, this, &Blog::failed);
    connect(&m_session, &PostSession::gone, this, [this] {
        Q_EMIT said(tr("“%1” was deleted elsewhere.").arg(m_session.view().fields.title.simplified()));
        showAnother();
    });
    connect(&m_sync, &SyncFlow::standingChanged, this, &Blog::showStanding);
    connect(&m_sync, &SyncFlow::failed, this, &Blog::failed);
    connect(&m_sync, &SyncFlow::reviewWanted, this, &Blog::reviewWanted);
    connect(&m_sync, &SyncFlow::received, this, [this] {
        m_session.reread();
        refresh();
    });
    connect(m_workspace.get(), &Workspace::changedElsewhere, this, &Blog::refresh);
    connect(&pane.banner(), &Banner::wanted, this, &Blog::bannerPressed);
    connect(&m_connection, &Connection::changed, this, &Blog::showConnection);
    m_sidebar.setCounts(info.counts);
    m_sidebar.setModel(&m_model);
    m_minute.start();
    m_pane.setReadOnly(info.isReadOnly);
    if (info.isReadOnly)
        m_sync.setReadOnly();
    showConnection();
    showPage();
}

Blog::~Blog()
{
    m_sidebar.setModel(nullptr);
    m_pane.banner().hide();
}

void Blog::setTitle(const QString &title)
{
    m_info.title = title;
}

void Blog::openFirst()
{
    if (m_info.counts.all == 0) {
        m_session.leave(); // what the last blog left on the page
        m_pane.title().setFocus();
        m_wantsFirst = true; // the first one may come from the site
        return;
    }
    const qint64 last = m_services.settings.value(lastPostKey(m_info.path)).toLongLong();
    // The first page may be here already.
    const auto first = [this] {
        if (m_model.idAt(0))
            m_session.open(m_model.idAt(0));
        else
            m_wantsFirst = true;
    };
    if (last == 0) {
        first();
        return;
    }
    whenDone(m_workspace->post(last), this, [this, first](const Result<PostView> &view) {
        if (m_session.postId())
            return;
        if (!view) {
            first();
            return;
        }
        m_session.show(*view);
        restorePlace();
    });
}

void Blog::rememberPlace()
{
    const MarkdownEditor::Place place = m_pane.editor().place();
    if (m_session.postId())
        m_services.settings.setValue(placeKey(m_info.path), QVariantList{m_session.postId(), place.cursor, place.scrolled});
}

void Blog::restorePlace()
{
    const QVariantList place = m_services.settings.value(placeKey(m_info.path)).toList();
    if (place.size() != 3 || place[0].toLongLong() != m_session.postId())
        return;
    m_pane.editor().setPlace({place[1].toInt(), place[2].toInt()});
    m_pane.editor().setFocus();
}

void Blog::newPost()
{
    m_session.settle([this] {
        if (!m_session.isSettled())
            return;
        PostFields fields;
        fields.title = QStringLiteral("");
        fields.content = QStringLiteral("");
        whenDone(m_workspace->newPost(fields), this, [this](const Result<PostView> &view) {
            if (!view) {
                Q_EMIT failed(view.error());
                return;
            }
            m_session.show(*view);
            m_sidebar.clearSearch();
            refresh();
        });
    });
}

void Blog::refresh()
{
    whenDone(m_workspace->counts(), this, [this](const Result<PostCounts> &counts) {
        if (counts) {
            m_info.counts = *counts;
            m_sidebar.setCounts(*counts);
            Q_EMIT countsChanged(*counts);
            showPage();
        }
        m_sidebar.refresh();
    });
}

void Blog::showAnother()
{
    const int row = m_model.rowOf(m_session.postId());
    qint64 next = m_model.idAt(row + 1);
    if (next == 0)
        next = m_model.idAt(row - 1);
    m_session.leave();
    if (next)
        m_session.open(next);
    refresh();
}

void Blog::stepAside(const QList<qint64> &posts)
{
    m_leaving = posts;
    if (!posts.contains(m_session.postId()))
        return;
    for (int row = 0; row < m_model.rowCount(); ++row) {
        if (const qint64 id = m_model.idAt(row); id != 0 && !posts.contains(id)) {
            m_session.open(id);
            return;
        }
    }
    m_session.settle([this] { m_session.leave(); });
}

void Blog::stepBack()
{
    if (m_leaving.isEmpty())
        return;
    m_leaving.clear();
    m_sidebar.choose(m_session.postId());
}

void Blog::showConnection()
{
    m_info.remoteUrl = m_connection.url();
    SyncLink link;
    link.url = m_connection.url();
    link.trouble = m_connection.trouble();
    link.warning = m_connection.certificateWarning();
    switch (m_connection.state()) {
    case Connection::State::Local: link.state = SyncLink::State::None; break;
    case Connection::State::Connecting: link.state = SyncLink::State::Connecting; break;
    case Connection::State::Offline: link.state = SyncLink::State::Offline; break;
    case Connection::State::Apart: link.state = SyncLink::State::Apart; break;
    case Connection::State::Connected: link.state = SyncLink::State::Connected; break;
    }
    m_sync.setLink(link);
}

void Blog::showTyped()
{
    if (!m_session.postId() || m_session.isSettled())
        return;
    const PostSummary typed = summaryOf(m_session.view(), m_session.fields(), m_services.clock.now());
    m_typedStatus = typed.status;
    m_model.update(typed);
}

void Blog::listStatus()
{
    const PostStatus status = m_session.view().status;
    const QString date = ownDate(m_session.view(), m_session.view().fields);
    const bool isListed = m_listedStatus == status && m_listedDate == date && m_typedStatus.value_or(status) == status;
    m_listedStatus = status;
    m_listedDate = date;
    m_typedStatus.reset();
    if (!isListed)
        refresh();
}

void Blog::showStanding()
{
    QHash<qint64, QString> marks;
    for (const AskedUnit &unit : m_sync.standing().waiting)
        marks.insert(unit.postId, markFor(false, &unit));
    for (const qint64 id : m_sync.standing().conflicted)
        marks.insert(id, markFor(true, nullptr));
    m_model.setMarks(marks);
    showBanner();
}

// Where no post is open, words are taken only in a blog without any: they begin its first.
void Blog::showPage()
{
    const bool isBlank = !m_session.postId() && m_info.counts.all == 0 && !m_info.isReadOnly;
    m_pane.setWritable(m_session.postId() || isBlank);
    // When the last post has gone, the author goes on there; whoever types elsewhere is not interrupted.
    if (isBlank && !m_wasBlank && !qobject_cast<QLineEdit *>(QApplication::focusWidget()))
        m_pane.title().setFocus();
    m_wasBlank = isBlank;
    showBanner();
}

BannerWords Blog::banner() const
{
    const qint64 id = m_session.postId();
    if (m_info.isReadOnly)
        return bannerOfReadOnly();
    if (!id)
        return {};
    return bannerFor(m_sync.standing().conflicted.contains(id), m_sync.waitingUnitOf(id));
}

void Blog::showBanner()
{
    const BannerWords words = banner();
    if (words.words.isEmpty())
        m_pane.banner().hide();
    else
        m_pane.banner().say(words.words, words.button);
}

void Blog::bannerPressed()
{
    const AskedUnit *waiting = m_sync.waitingUnitOf(m_session.postId());
    switch (banner().action) {
    case BannerWords::Action::None: break;
    case BannerWords::Action::Compare: m_sync.compare(m_session.postId()); break;
    case BannerWords::Action::Review: Q_EMIT reviewWanted(*waiting); break;
    case BannerWords::Action::Withdraw: Q_EMIT withdrawWanted(*waiting); break;
    case BannerWords::Action::SaveCopy: Q_EMIT copyWanted(); break;
    }
}

void Blog::idle()
{
    if (m_session.isSettled())
        m_workspace->checkpoint(); // tried again after the next save
}

} // namespace galley

#include "moc_blog.cpp"
