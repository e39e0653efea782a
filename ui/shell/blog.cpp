#include "ui/shell/blog.h"

#include "core/base/timestamp.h"
#include "ui/postlist/posttimes.h"
#include "ui/postlist/sidebar.h"
#include "ui/shell/services.h"

#include <QSettings>

namespace galley {

namespace {

constexpr int kIdleTime = 30'000; // milliseconds without a save, after which the WAL is written back

QString lastPostKey(const QString &path)
{
    return QStringLiteral("lastPost/") + QString::number(qHash(path), 16);
}

PostSummary summaryOf(const PostView &view, const PostFields &fields, const QDateTime &now)
{
    PostSummary summary;
    summary.id = view.id;
    summary.title = fields.title;
    summary.subtitle = fields.subtitle;
    summary.slug = fields.slug;
    summary.tags = fields.tags;
    const bool isPublic = view.publicPost && view.publicPost->published;
    summary.status = isPublic ? PostStatus::Edited : view.status;
    summary.publishedAt = fields.publishedAt;
    summary.updatedAt = formatTimestamp(now);
    return summary;
}

} // namespace

Blog::Blog(std::unique_ptr<Workspace> workspace, const BlogInfo &info, const Services &services, Sidebar &sidebar,
           EditorPane &pane)
    : m_workspace(std::move(workspace)),
      m_info(info),
      m_services(services),
      m_sidebar(sidebar),
      m_model([this](const PostQuery &query) { return m_workspace->list(query); }, services.clock),
      m_session(*m_workspace, pane),
      m_images(*m_workspace),
      m_connection(*m_workspace, info.remoteUrl, nullptr)
{
    m_typed.setSingleShot(true);
    m_typed.setInterval(100);
    m_minute.setInterval(60'000);
    m_idle.setSingleShot(true);
    m_idle.setInterval(kIdleTime);
    connect(&m_typed, &QTimer::timeout, this, &Blog::showTyped);
    connect(&m_minute, &QTimer::timeout, this, &Blog::showSyncLine);
    connect(&m_idle, &QTimer::timeout, this, &Blog::idle);
    connect(&m_sidebar, &Sidebar::postChosen, &m_session, &PostSession::open);
    connect(&m_model, &PostListModel::failed, this, &Blog::failed);
    connect(&m_model, &PostListModel::loaded, this, [this] {
        if (m_wantsFirst && m_session.postId() == 0 && m_model.idAt(0) != 0) {
            m_wantsFirst = false;
            m_session.open(m_model.idAt(0));
        }
    });
    connect(&m_session, &PostSession::opened, this, [this](const PostView &view) {
        m_listedStatus = view.status;
        m_sidebar.choose(view.id);
        if (view.id)
            m_services.settings.setValue(lastPostKey(m_info.path), view.id);
    });
    connect(&m_session, &PostSession::edited, this, [this] {
        if (!m_typed.isActive())
            m_typed.start();
    });
    connect(&m_session, &PostSession::saved, this, [this] {
        m_idle.start();
        if (m_session.view().status != m_listedStatus) {
            m_listedStatus = m_session.view().status;
            refresh();
        }
    });
    connect(&m_session, &PostSession::failed, this, &Blog::failed);
    connect(m_workspace.get(), &Workspace::changedElsewhere, this, &Blog::refresh);
    connect(&m_connection, &Connection::changed, this, &Blog::showSyncLine);
    m_sidebar.setCounts(info.counts);
    m_sidebar.setModel(&m_model);
    m_minute.start();
    showSyncLine();
}

Blog::~Blog()
{
    m_sidebar.setModel(nullptr);
}

void Blog::setTitle(const QString &title)
{
    m_info.title = title;
}

void Blog::openFirst()
{
    const qint64 last = m_services.settings.value(lastPostKey(m_info.path)).toLongLong();
    // The first page may be here already: a future that has finished calls its continuation at once.
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
    m_workspace->post(last).then(this, [this, first](const Result<PostView> &view) {
        if (m_session.postId())
            return;
        if (view)
            m_session.show(*view);
        else
            first();
    });
}

void Blog::newPost()
{
    m_session.settle([this] {
        if (!m_session.isSettled())
            return;
        PostFields fields;
        fields.title = QStringLiteral("");
        fields.content = QStringLiteral("");
        m_workspace->newPost(fields).then(this, [this](const Result<PostView> &view) {
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
    m_workspace->counts().then(this, [this](const Result<PostCounts> &counts) {
        if (counts) {
            m_info.counts = *counts;
            m_sidebar.setCounts(*counts);
            Q_EMIT countsChanged(*counts);
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

void Blog::setWork(Work work, const QString &words)
{
    m_work = work;
    m_workWords = words;
    if (work == Work::None && m_connection.state() == Connection::State::Connected)
        m_inStepSince = m_services.clock.now();
    if (work != Work::Publishing)
        m_sidebar.syncLine().setProgress(-1);
    showSyncLine();
}

void Blog::showTyped()
{
    if (!m_session.postId() || m_session.isSettled())
        return;
    m_model.update(summaryOf(m_session.view(), m_session.fields(), m_services.clock.now()));
}

void Blog::showSyncLine()
{
    SyncLine &line = m_sidebar.syncLine();
    if (m_work != Work::None) {
        line.show(m_work == Work::Failed ? SyncLine::Mood::Trouble : SyncLine::Mood::Busy, m_workWords);
        return;
    }
    if (m_info.isReadOnly)
        line.show(SyncLine::Mood::Trouble, tr("This file can only be read"));
    else
        showConnection();
}

void Blog::showConnection()
{
    SyncLine &line = m_sidebar.syncLine();
    const QString trouble = m_connection.trouble() ? m_connection.trouble()->message : QString();
    switch (m_connection.state()) {
    case Connection::State::Local: line.show(SyncLine::Mood::Local, tr("On this computer only")); return;
    case Connection::State::Connecting:
        line.show(SyncLine::Mood::Local, tr("Connecting · %1").arg(m_connection.host()));
        return;
    case Connection::State::Offline: line.show(SyncLine::Mood::Local, tr("Offline · %1").arg(m_connection.host()), trouble); return;
    case Connection::State::Apart:
        line.show(SyncLine::Mood::Trouble, tr("Not connected · %1").arg(m_connection.host()), trouble);
        return;
    case Connection::State::Connected: break;
    }
    const QString warning = m_connection.certificateWarning();
    if (!warning.isEmpty())
        line.show(SyncLine::Mood::InStep, tr("Connected · certificate ends soon"), warning);
    else if (!m_inStepSince.isValid())
        line.show(SyncLine::Mood::InStep, tr("Connected to Turso"));
    else
        line.show(SyncLine::Mood::InStep, tr("In step with Turso · %1").arg(howLongAgo(m_inStepSince, m_services.clock.now())));
}

void Blog::idle()
{
    if (m_session.isSettled())
        m_workspace->checkpoint().then(this, [](const Status &) {}); // tried again after the next save
}

} // namespace galley
