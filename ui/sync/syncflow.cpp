#include "ui/sync/syncflow.h"

#include "core/base/text.h"
#include "core/base/timestamp.h"
#include "ui/base/whendone.h"
#include "ui/postlist/posttimes.h"
#include "ui/session/postsession.h"
#include "ui/sync/conflictdialog.h"

#include <QLabel>
#include <QPushButton>

#include <algorithm>

namespace galley {

SyncFlow::SyncFlow(Workspace &workspace, PostSession &session, const Theme &theme, const Clock &clock, SyncLine &line,
                   QWidget &window)
    : m_workspace(workspace),
      m_session(session),
      m_theme(theme),
      m_clock(clock),
      m_line(line),
      m_window(window),
      m_auto([&workspace] { return workspace.sync(); }, clock, AutoSync::Pace())
{
    m_minute.setInterval(60'000);
    m_minute.start();
    connect(&m_minute, &QTimer::timeout, this, &SyncFlow::showLine);
    connect(&m_line, &QAbstractButton::clicked, this, &SyncFlow::clicked);
    connect(&m_auto, &AutoSync::changed, this, [this] {
        m_facts.bytes = m_facts.totalBytes = 0;
        showLine();
        if (!m_auto.isSyncing())
            lookAgain(); // a sync that was cut off may have brought much
    });
    connect(&m_auto, &AutoSync::ended, this, &SyncFlow::tellOf);
    connect(&session, &PostSession::stateChanged, this, [this](AutoSaver::State state, const QString &) {
        if (state == AutoSaver::State::Saved)
            m_auto.wrote();
    });
    connect(&session, &PostSession::conflictNoted, this, &SyncFlow::lookAgain);
    connect(&workspace, &Workspace::changedElsewhere, this, &SyncFlow::lookAgain);
    connect(&workspace, &Workspace::remoteProgress, this, [this](qint64 bytes, qint64 total) {
        m_facts.bytes = bytes;
        m_facts.totalBytes = total;
        if (m_auto.isSyncing())
            showLine();
    });
    lookAgain();
}

void SyncFlow::setLink(const SyncLink &link)
{
    const bool isBack = link.state == SyncLink::State::Connected && m_facts.link.state != link.state;
    m_facts.link = link;
    m_facts.canSync = link.state == SyncLink::State::Connected
        || (link.state == SyncLink::State::Offline && m_workspace.isConnected());
    m_auto.setOn(m_facts.canSync);
    if (isBack && m_auto.trouble())
        m_auto.syncNow();
    showLine();
}

void SyncFlow::setWork(const QString &words)
{
    m_work = words;
    m_workShare = -1;
    showLine();
}

void SyncFlow::setWorkProgress(double share)
{
    m_workShare = share;
    showLine();
}

void SyncFlow::syncNow()
{
    if (m_facts.canSync)
        m_auto.syncNow();
    else
        Q_EMIT connectWanted();
}

void SyncFlow::took(const SyncReport &report)
{
    if (m_facts.canSync)
        m_auto.wasSynced();
    for (const QString &notice : report.notices)
        m_toldOf.insert(notice);
    lookAgain();
}

void SyncFlow::lookAgain()
{
    whenDone(m_workspace.standing(), this, [this](const Result<SyncStanding> &standing) {
        if (!standing)
            return; // the list says so if the file can't be read
        m_standing = *standing;
        // Of these nothing is to be decided, and readers wait for none.
        std::erase_if(m_standing.waiting, [](const AskedUnit &unit) { return unit.kind == PublishUnit::Kind::RemoveImages; });
        const auto count = [this](AskedUnit::State state) {
            return int(std::count_if(m_standing.waiting.begin(), m_standing.waiting.end(),
                                     [state](const AskedUnit &unit) { return unit.state == state; }));
        };
        m_facts.waiting = int(m_standing.waiting.size());
        m_facts.toConfirm = count(AskedUnit::State::NeedsConfirmation);
        m_facts.refused = count(AskedUnit::State::Refused);
        m_facts.conflicts = int(m_standing.conflicted.size());
        m_facts.vanished = m_standing.parkedDeletions == m_keptDeletions ? 0 : m_standing.parkedDeletions;
        showLine();
        Q_EMIT standingChanged();
    });
}

const AskedUnit *SyncFlow::waitingUnitOf(qint64 postId) const
{
    const auto unit = std::find_if(m_standing.waiting.begin(), m_standing.waiting.end(),
                                   [postId](const AskedUnit &each) { return each.postId == postId; });
    return unit == m_standing.waiting.end() ? nullptr : &*unit;
}

void SyncFlow::showLine()
{
    m_facts.isSyncing = m_auto.isSyncing();
    m_facts.trouble = m_auto.trouble();
    m_facts.inStepSince = m_auto.inStepSince();
    m_words = wordsFor(m_facts, m_clock.now());
    if (!m_work.isEmpty())
        m_words = {SyncLine::Mood::Busy, m_work, {}, m_workShare, SyncWords::Click::Cancel};
    m_line.show(m_words.mood, m_words.line, m_words.hint);
    m_line.setProgress(m_words.progress);
}

void SyncFlow::clicked()
{
    using Click = SyncWords::Click;
    switch (m_words.click) {
    case Click::Connect: Q_EMIT connectWanted(); break;
    case Click::SyncNow: syncNow(); break;
    case Click::Cancel:
        m_workspace.cancelRemoteWork();
        if (!m_work.isEmpty())
            Q_EMIT workCancelled();
        break;
    case Click::Compare:
        if (m_standing.conflicted.contains(m_session.postId()))
            compare(m_session.postId());
        else if (!m_standing.conflicted.isEmpty())
            compare(m_standing.conflicted.first());
        break;
    case Click::Confirm:
        for (const AskedUnit &unit : m_standing.waiting) {
            if (unit.state == AskedUnit::State::Waiting)
                continue;
            const AskedUnit chosen = unit;
            Q_EMIT reviewWanted(chosen);
            break;
        }
        break;
    case Click::Explain: explain(); break;
    case Click::AskAboutDeletions: askAboutDeletions(); break;
    }
}

void SyncFlow::tellOf(const SyncReport &report)
{
    if (report.postsReceived + report.imagesReceived > 0 || !report.ended.empty())
        Q_EMIT received();
    QStringList words; // in one: the next word would take the place of the one before
    for (const AskedUnit &unit : report.ended) {
        if (unit.state == AskedUnit::State::Landed && unit.kind == PublishUnit::Kind::Publish)
            words << tr("“%1” is published.").arg(unit.title);
        else if (unit.kind == PublishUnit::Kind::RemoveImages)
            words << (unit.state == AskedUnit::State::Landed ? tr("Unused images are removed, on the site too.") : unit.reason.message);
    }
    for (const QString &notice : report.notices) {
        if (!m_toldOf.contains(notice))
            words << notice;
        m_toldOf.insert(notice);
    }
    if (!words.isEmpty())
        Q_EMIT said(words.join(QLatin1Char(' ')), {});
}

void SyncFlow::publishDue()
{
    whenDone(m_workspace.publishDue(), this, [this](const Result<SyncReport> &report) {
        if (report)
            tellOf(*report);
        lookAgain();
    });
}

void SyncFlow::explain()
{
    const QString heading = m_facts.isReadOnly                               ? tr("This file can only be read")
                          : m_facts.trouble && isOffline(*m_facts.trouble) ? tr("Offline")
                                                                             : tr("Not in step");
    const QString sentence = m_facts.isReadOnly ? tr("What you write can't be saved here. Save a copy elsewhere, and open that one.")
                           : m_facts.trouble    ? m_facts.trouble->message
                                                : QString();
    CardDialog dialog(m_theme, heading, sentence, &m_window);
    if (m_facts.waiting > 0)
        dialog.addRow(tr("Waiting"), dialog.richText(tr("%1 to be published, as soon as the site answers")
                                                         .arg(counted(m_facts.waiting, tr("post"), tr("posts")))));
    if (m_facts.inStepSince.isValid())
        dialog.addRow(tr("In step"), dialog.richText(howLongAgo(m_facts.inStepSince, m_clock.now()).toHtmlEscaped()));
    if (m_facts.isReadOnly) {
        connect(dialog.addMainButton(tr("Close")), &QPushButton::clicked, &dialog, &QDialog::reject);
        dialog.exec();
        return;
    }
    dialog.addRow(tr("Meanwhile"), dialog.richText(tr("Writing goes on, in the file on this computer. Galley tries again by itself.")));
    if (m_facts.trouble && m_facts.trouble->code == ErrorCode::Conflict) // another blog than the one that was agreed with
        connect(dialog.addLeftButton(tr("Compare with what is there")), &QPushButton::clicked, &dialog, [this, &dialog] {
            dialog.reject();
            whenDone(m_workspace.meetAnew(), this, [this](const Status &) { syncNow(); });
        });
    connect(dialog.addLeftButton(tr("Connection…")), &QPushButton::clicked, &dialog, [this, &dialog] {
        dialog.reject();
        Q_EMIT connectWanted();
    });
    connect(dialog.addButton(tr("Close")), &QPushButton::clicked, &dialog, &QDialog::reject);
    connect(dialog.addMainButton(tr("Try now")), &QPushButton::clicked, &dialog, &QDialog::accept);
    if (dialog.exec() == QDialog::Accepted)
        syncNow();
}

void SyncFlow::askAboutDeletions()
{
    whenDone(m_workspace.counts(), this, [this](const Result<PostCounts> &counts) {
        const qint64 gone = m_standing.parkedDeletions;
        const QString heading = counts ? tr("%L1 of %L2 posts are gone on the site").arg(gone).arg(counts->all)
                                       : tr("%L1 posts are gone on the site").arg(gone);
        CardDialog dialog(m_theme, heading,
                          tr("Somebody deleted them there, or the site went back to an older copy. Here nothing has been "
                             "deleted yet."),
                          &m_window);
        QPushButton *remove = dialog.addLeftButton(tr("Delete them here too"));
        connect(remove, &QPushButton::clicked, &dialog, [this, &dialog] {
            dialog.reject();
            whenDone(m_workspace.acceptDeletions(), this, [this](const Status &done) {
                if (done)
                    syncNow();
                else
                    Q_EMIT failed(done.error());
            });
        });
        connect(dialog.addButton(tr("Later")), &QPushButton::clicked, &dialog, &QDialog::reject);
        connect(dialog.addMainButton(tr("Keep them here")), &QPushButton::clicked, &dialog, &QDialog::accept);
        if (dialog.exec() == QDialog::Accepted) {
            m_keptDeletions = gone;
            lookAgain();
        }
    });
}

void SyncFlow::compare(qint64 postId)
{
    const auto stop = [this](const Error &error) { Q_EMIT failed(error); };
    m_session.settle([this, postId, stop] {
        whenDone(m_workspace.conflicts(postId), this, [this, postId, stop](const Result<std::vector<Conflict>> &conflicts) {
            if (!conflicts)
                return stop(conflicts.error());
            whenDone(m_workspace.post(postId), this, [this, postId, stop, conflicts = *conflicts](const Result<PostView> &post) {
                if (!post)
                    return stop(post.error());
                whenDone(m_workspace.series(), this, [this, postId, conflicts, post = *post](const Result<std::vector<Series>> &series) {
                    openVersions(postId, conflicts, post, series.value_or(std::vector<Series>()));
                });
            });
        });
    });
}

void SyncFlow::openVersions(qint64 postId, const std::vector<Conflict> &conflicts, const PostView &post,
                            const std::vector<Series> &series)
{
    if (m_window.findChild<ConflictDialog *>())
        return; // two clicks
    if (conflicts.empty()) { // settled meanwhile, here or on the other computer
        lookAgain();
        return;
    }
    TwoVersions versions;
    versions.title = post.fields.title.simplified().isEmpty() ? tr("Untitled draft") : post.fields.title.simplified();
    versions.draft = {post.fields, post.draft ? post.draft->publishAt : QString()};
    if (const auto found = parseTimestamp(conflicts.front().foundAt))
        versions.since = howLongAgo(*found, m_clock.now());
    for (const Series &each : series)
        versions.seriesTitles.insert(each.id, each.title);
    auto stretches = stretchesOf(conflicts, versions.draft);
    if (!stretches) {
        Q_EMIT failed(stretches.error());
        return;
    }
    versions.stretches = std::move(*stretches);
    const View seen = versions.draft;
    auto *dialog = new ConflictDialog(m_theme, std::move(versions), &m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog, postId, seen] { settle(postId, seen, dialog->settledView()); });
    dialog->open();
}

void SyncFlow::settle(qint64 postId, const View &seen, const View &result)
{
    whenDone(m_workspace.settleConflict(postId, seen, result), this, [this, postId](const Status &settled) {
        if (!settled) {
            Q_EMIT failed(settled.error());
            return;
        }
        if (postId == m_session.postId())
            m_session.reread();
        lookAgain();
        Q_EMIT received();
        Q_EMIT said(tr("Settled. The other computer gets it with the next sync."), {});
        if (m_facts.canSync)
            m_auto.syncNow();
    });
}

} // namespace galley

#include "moc_syncflow.cpp"
