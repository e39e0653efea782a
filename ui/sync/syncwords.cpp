#include "ui/sync/syncwords.h"

#include "core/base/text.h"
#include "ui/postlist/posttimes.h"

#include <QCoreApplication>
#include <QUrl>

namespace galley {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("SyncWords", text);
}

using Click = SyncWords::Click;
using Mood = SyncLine::Mood;

SyncWords syncing(const SyncFacts &facts)
{
    SyncWords words{Mood::Busy, {}, tr("A click cancels it; what has arrived stays."), -1, Click::Cancel};
    if (facts.totalBytes > 0) {
        words.line = tr("Syncing %1 of %2 · Cancel").arg(humanBytes(facts.bytes), humanBytes(facts.totalBytes));
        words.progress = double(facts.bytes) / double(facts.totalBytes);
    } else if (facts.bytes > 100'000) {
        words.line = tr("Syncing %1 · Cancel").arg(humanBytes(facts.bytes));
    } else {
        words.line = tr("Syncing… · Cancel");
    }
    return words;
}

QString waitingWords(const SyncFacts &facts)
{
    return facts.waiting == 0 ? QString() : tr(" · %L1 waiting").arg(facts.waiting);
}

SyncWords troubled(const SyncFacts &facts)
{
    const Error &error = *facts.trouble;
    if (isOffline(error))
        return {Mood::Local, tr("Offline") + waitingWords(facts),
                tr("Writing goes on. Galley syncs when the site answers again."), -1, Click::Explain};
    return {Mood::Trouble, tr("Not in step: %1").arg(error.message) + waitingWords(facts), error.message, -1, Click::Explain};
}

SyncWords notLinked(const SyncFacts &facts)
{
    const QString host = QUrl(facts.link.url).host();
    const QString hint = facts.link.trouble ? facts.link.trouble->message : tr("Writing goes on; connect to sync.");
    switch (facts.link.state) {
    case SyncLink::State::Connecting: return {Mood::Local, tr("Connecting · %1").arg(host), {}, -1, Click::Connect};
    case SyncLink::State::Offline: return {Mood::Local, tr("Offline · %1").arg(host) + waitingWords(facts), hint, -1, Click::Connect};
    default: return {Mood::Trouble, tr("Not connected · %1").arg(host) + waitingWords(facts), hint, -1, Click::Connect};
    }
}

SyncWords atRest(const SyncFacts &facts, const QDateTime &now)
{
    SyncWords words{Mood::InStep, {}, tr("A click syncs now."), -1, Click::SyncNow};
    if (facts.waiting > 0)
        words.line = tr("%L1 waiting to be published").arg(facts.waiting);
    else if (!facts.inStepSince.isValid())
        words.line = tr("Connected to Turso");
    else
        words.line = tr("In step with Turso · %1").arg(howLongAgo(facts.inStepSince, now));
    if (facts.waiting > 0) {
        words.mood = Mood::Busy;
    } else if (!facts.link.warning.isEmpty()) {
        words.line = tr("In step · certificate ends soon");
        words.hint = facts.link.warning;
        words.click = Click::Connect;
    }
    return words;
}

} // namespace

BannerWords bannerOfReadOnly()
{
    return {tr("This file can only be read. Save a copy elsewhere to write in it."), tr("Save a copy…"), BannerWords::Action::SaveCopy};
}

BannerWords bannerFor(bool isConflicted, const AskedUnit *waiting)
{
    using Action = BannerWords::Action;
    if (isConflicted)
        return {tr("Two versions of this post"), tr("Compare"), Action::Compare};
    if (!waiting)
        return {};
    switch (waiting->state) {
    case AskedUnit::State::NeedsConfirmation:
        return {tr("The site's version has changed since you asked."), tr("Look again"), Action::Review};
    case AskedUnit::State::Refused:
        return {waiting->reason.message, tr("Look again"), Action::Review};
    case AskedUnit::State::Waiting: break;
    default: return {};
    }
    switch (waiting->kind) {
    case PublishUnit::Kind::Unpublish:
        return {tr("It waits to be unpublished, until the site answers."), tr("Don't unpublish"), Action::Withdraw};
    case PublishUnit::Kind::Delete:
        return {tr("It waits to be deleted, until the site answers."), tr("Don't delete"), Action::Withdraw};
    default:
        return {tr("It waits to be published, until the site answers."), tr("Don't publish"), Action::Withdraw};
    }
}

QString markFor(bool isConflicted, const AskedUnit *waiting)
{
    if (isConflicted)
        return tr("Two versions");
    if (!waiting)
        return {};
    switch (waiting->state) {
    case AskedUnit::State::NeedsConfirmation: return tr("Look again before it is published");
    case AskedUnit::State::Refused: return tr("Could not be published");
    default: break;
    }
    switch (waiting->kind) {
    case PublishUnit::Kind::Unpublish: return tr("Waiting to be unpublished");
    case PublishUnit::Kind::Delete: return tr("Waiting to be deleted");
    default: return tr("Waiting to be published");
    }
}

bool isOffline(const Error &error)
{
    return error.code == ErrorCode::Network;
}

// What needs the author goes before what merely is.
SyncWords wordsFor(const SyncFacts &facts, const QDateTime &now)
{
    if (facts.isReadOnly)
        return {Mood::Trouble, tr("This file can only be read"), {}, -1, Click::Explain};
    if (facts.isSyncing)
        return syncing(facts);
    if (facts.vanished > 0)
        return {Mood::Trouble, tr("%1 gone at the site · Decide").arg(counted(facts.vanished, tr("post"), tr("posts"))),
                tr("Nothing is deleted here before you say so."), -1, Click::AskAboutDeletions};
    if (facts.conflicts > 0)
        return {Mood::Trouble, facts.conflicts == 1 ? tr("1 post in two versions · Compare")
                                                    : tr("%L1 posts in two versions · Compare").arg(facts.conflicts),
                tr("It was written here and on another computer. Nothing is lost."), -1, Click::Compare};
    if (facts.toConfirm > 0)
        return {Mood::Trouble, tr("%L1 to look at again · Review").arg(facts.toConfirm),
                tr("The site's version has changed since you asked."), -1, Click::Confirm};
    if (facts.refused > 0)
        return {Mood::Trouble, tr("%L1 could not be published · Review").arg(facts.refused),
                tr("A click tells why."), -1, Click::Confirm};
    if (facts.link.state == SyncLink::State::None)
        return {Mood::Local, tr("On this computer only"), {}, -1, Click::Connect};
    if (!facts.canSync)
        return notLinked(facts);
    if (facts.trouble)
        return troubled(facts);
    return atRest(facts, now);
}

} // namespace galley
