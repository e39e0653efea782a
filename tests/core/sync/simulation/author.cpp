#include "tests/core/sync/simulation/author.h"

#include "tests/support/testblog.h"

namespace galley::test {

namespace {

const char *kindName(PublishUnit::Kind kind)
{
    switch (kind) {
    case PublishUnit::Kind::Publish: return "publish";
    case PublishUnit::Kind::Unpublish: return "unpublish";
    case PublishUnit::Kind::Delete: return "delete";
    default: return "another unit";
    }
}

} // namespace

void Author::note(const QString &what)
{
    m_world.verdict().note(QStringLiteral("%1 %2 %3").arg(m_number, 2).arg(m_device.name(), what));
}

std::optional<qint64> Author::somePost()
{
    auto ids = m_device.postIds();
    if (ids.empty())
        return {};
    return m_dice.pick(ids);
}

/// What may go wrong where nothing was made to fail: a choice the author is told about.
void Author::check(const QString &what, const Error &error)
{
    const bool isTold = error.code == ErrorCode::Conflict || error.code == ErrorCode::InvalidInput || error.code == ErrorCode::NotFound;
    if (isTold || m_device.weather())
        note(QStringLiteral("%1: %2").arg(what, error.message));
    else
        m_world.verdict().violated(QStringLiteral("AUTHOR-ERROR"), QStringLiteral("%1: %2 (%3)").arg(what, error.message, error.detail));
}

void Author::record(qint64 postId, const View &before, const QString &what)
{
    const auto after = m_device.view(postId);
    m_world.truth().wrote(factsOf(before), factsOf(after));
    note(QStringLiteral("%1 %2: %3").arg(what, m_world.nameOf(postId), described(factsOf(before), factsOf(after))));
}

bool Author::save(qint64 postId, const View &after)
{
    const auto seen = m_device.desk().post(postId);
    if (!seen) {
        check(QStringLiteral("look"), seen.error());
        return false;
    }
    const auto saved = m_device.desk().save({postId, after.fields, after.publishAt, seen->draftVersion});
    if (!saved)
        check(QStringLiteral("save"), saved.error());
    return saved && saved->kind != SaveResult::Kind::Moved;
}

void Author::create()
{
    PostFields fields;
    fields.title = QStringLiteral("T%1").arg(m_number);
    fields.content = newText(m_number, 6);
    if (m_dice.chance(20))
        fields.slug = QStringLiteral("s%1").arg(m_dice.below(5));
    const auto before = m_device.postIds();
    if (auto made = m_device.desk().create(fields); !made)
        check(QStringLiteral("create"), made.error());
    for (const qint64 id : m_device.postIds()) {
        if (std::find(before.begin(), before.end(), id) != before.end())
            continue;
        m_world.nameIt(id, QStringLiteral("post%1").arg(m_number));
        record(id, {}, QStringLiteral("creates"));
    }
}

void Author::edit()
{
    const auto id = somePost();
    if (!id)
        return;
    const View before = *m_device.view(*id);
    save(*id, edited(before, m_number, m_dice));
    record(*id, before, QStringLiteral("edits"));
}

void Author::moveTo(qint64 postId, const QString &slug)
{
    const View before = *m_device.view(postId);
    View after = before;
    after.fields.slug = slug;
    save(postId, after);
    record(postId, before, QStringLiteral("moves"));
}

void Author::moveAddress()
{
    const auto id = somePost();
    const auto other = somePost();
    if (!id)
        return;
    const QString here = m_device.view(*id)->fields.slug;
    const QString there = m_device.view(*other)->fields.slug;
    if (*id != *other && m_dice.chance(40) && !here.isEmpty() && !there.isEmpty()) {
        moveTo(*id, QStringLiteral("n%1").arg(m_number));
        moveTo(*other, here);
        moveTo(*id, there);
    } else {
        moveTo(*id, m_dice.chance(70) ? QStringLiteral("n%1").arg(m_number) : QStringLiteral("s%1").arg(m_dice.below(5)));
    }
}

void Author::readdress()
{
    const auto id = somePost();
    if (!id)
        return;
    const Rows former = query(m_device.file(), QStringLiteral("SELECT old_slug FROM galley_redirects ORDER BY old_slug"));
    const bool isNew = former.empty() || m_dice.chance(50);
    moveTo(*id, isNew ? QStringLiteral("n%1").arg(m_number) : former.rows[std::size_t(m_dice.below(former.size()))].front().displayText());
    ask(PublishUnit::Kind::Publish, *id);
}

void Author::moveInSeries()
{
    const auto id = somePost();
    if (!id)
        return;
    const View before = *m_device.view(*id);
    View after = before;
    if (m_dice.chance(20)) {
        after.fields.seriesId.reset();
        after.fields.seriesPosition.reset();
    } else {
        const auto series = m_device.desk().seriesTitled(QStringLiteral("Series %1").arg(m_dice.below(2)));
        if (!series)
            return check(QStringLiteral("series"), series.error());
        after.fields.seriesId = series->id;
        after.fields.seriesPosition = m_dice.chance(70) ? m_number : 1 + m_dice.below(3);
    }
    save(*id, after);
    record(*id, before, QStringLiteral("places"));
}

void Author::addImage()
{
    const auto id = somePost();
    if (!id)
        return;
    Image image;
    image.info.filename = QStringLiteral("%1.png").arg(m_number);
    image.info.contentType = QStringLiteral("image/png");
    image.data = "picture " + QByteArray::number(m_number);
    image.thumbnail = "thumb";
    const auto added = m_device.desk().addImage(*id, image);
    if (!added)
        return check(QStringLiteral("add image"), added.error());
    const View before = *m_device.view(*id);
    View after = before;
    after.fields.content = withImage(before.fields.content, added->id, m_dice);
    save(*id, after);
    record(*id, before, QStringLiteral("puts an image into"));
}

void Author::reuseImage()
{
    const auto id = somePost();
    const Rows images = query(m_device.file(), QStringLiteral("SELECT id FROM images UNION SELECT id FROM galley_draft_images ORDER BY 1"));
    if (!id || images.empty())
        return;
    qint64 imageId = images.rows[std::size_t(m_dice.below(images.size()))].front().integer();
    if (m_dice.chance(50)) { // as the window does it: a row of this post
        const auto image = m_device.desk().image(imageId);
        if (!image)
            return check(QStringLiteral("image"), image.error());
        const auto added = m_device.desk().addImage(*id, *image);
        if (!added)
            return check(QStringLiteral("add image"), added.error());
        imageId = added->id;
    }
    const View before = *m_device.view(*id);
    View after = before;
    after.fields.content = withImage(before.fields.content, imageId, m_dice);
    save(*id, after);
    if (factsOf(before).contains(imagePath(imageId)))
        m_world.truth().wroteAgain(imagePath(imageId));
    record(*id, before, QStringLiteral("uses an image in"));
}

void Author::removeImage()
{
    Facts named;
    for (const auto &views : {publicViewsIn(m_device.file()), draftViewsIn(m_device.file())}) {
        for (const auto &[id, view] : views)
            named.merge(factsOf(PostField::Content, view.fields.content));
    }
    QList<qint64> unused;
    for (const Row &row : query(m_device.file(), QStringLiteral("SELECT id FROM images UNION SELECT id FROM galley_draft_images ORDER BY 1"))) {
        if (!named.contains(imagePath(row.front().integer())))
            unused += row.front().integer();
    }
    if (unused.isEmpty())
        return;
    const auto before = waiting();
    const auto unit = stored(m_device.queue().askRemoveImages({m_dice.pick(unused)}), before, QStringLiteral("remove image"));
    if (!unit)
        return;
    note(QStringLiteral("asks for an unused image to be removed"));
    Wish wish;
    wish.unitId = unit->id;
    wish.kind = unit->kind;
    wish.images = unused;
    m_world.audit().wish(wish);
}

void Author::discard()
{
    const auto id = somePost();
    if (!id || !m_device.hasDraft(*id) || (!m_device.isPublic(*id) && !m_dice.chance(30)))
        return;
    const View before = *m_device.view(*id);
    if (auto done = m_device.desk().discardDraft(*id); !done)
        check(QStringLiteral("discard"), done.error());
    if (m_device.hasDraft(*id))
        return;
    m_world.truth().dropped(without(factsOf(before), factsOf(m_device.view(*id))));
    m_world.truth().mayComeBack(*id);
    note(QStringLiteral("discards the draft of ") + m_world.nameOf(*id));
}

void Author::schedule()
{
    const auto id = somePost();
    if (!id)
        return;
    const View before = *m_device.view(*id);
    View after = before;
    // Due by true time, or in some years; a device whose clock is years off would judge otherwise.
    const QString year = QString::number(m_dice.chance(60) ? 2026 : 2030);
    if (!before.publishAt.isNull() && m_dice.chance(30))
        after.publishAt = QString();
    else
        after.publishAt = QStringLiteral("%1-01-01T%2:%3:00Z").arg(year).arg(m_number / 60 % 24, 2, 10, QLatin1Char('0')).arg(m_number % 60, 2, 10, QLatin1Char('0'));
    save(*id, after);
    record(*id, before, QStringLiteral("schedules"));
}

void Author::wish(const AskedUnit &unit, const std::optional<View> &seen)
{
    if (unit.id.isEmpty())
        return;
    if (unit.kind == PublishUnit::Kind::Publish && seen && !(unit.seen.fields == seen->fields))
        m_world.verdict().violated(QStringLiteral("FROZEN-NOT-SEEN"), m_world.nameOf(unit.postId));
    Wish wish;
    wish.unitId = unit.id;
    wish.kind = unit.kind;
    wish.postId = unit.postId;
    wish.seen = seen.value_or(unit.seen);
    for (const Row &row : query(m_device.file(), QStringLiteral("SELECT preview FROM posts WHERE id = ?"), {unit.postId}))
        wish.preview = row.front().text();
    m_world.audit().wish(wish);
    if (unit.kind != PublishUnit::Kind::Publish)
        m_world.truth().mayComeBack(unit.postId);
    // A schedule ends when the post is published, by whoever it is.
    m_world.truth().dropped(factsOf(PostField::PublishAt, wish.seen.publishAt));
}

void Author::ask(PublishUnit::Kind kind, qint64 postId)
{
    if (kind != PublishUnit::Kind::Publish && !m_device.isPublic(postId))
        return;
    const auto seen = m_device.view(postId);
    const auto unit = m_device.queue().ask(kind, postId);
    if (!unit)
        check(QLatin1String(kindName(kind)), unit.error());
    // Under a fault the answer may be lost; what counts is what waits.
    const std::vector<AskedUnit> units = waiting();
    const auto asked = std::find_if(units.begin(), units.end(), [&](const AskedUnit &other) { return other.postId == postId && other.kind == kind; });
    if (asked == units.end())
        return;
    note(QStringLiteral("asks to %1 %2").arg(QLatin1String(kindName(kind)), m_world.nameOf(postId)));
    wish(*asked, unit ? seen : std::nullopt);
    if (kind != PublishUnit::Kind::Delete)
        return;
    m_world.truth().dropped(factsOf(seen));
    for (const auto &[id, view] : publicViewsIn(m_device.file())) {
        if (id == postId)
            m_world.truth().dropped(factsOf(view));
    }
}

void Author::runDue()
{
    const auto due = dueDrafts(m_device.local(), m_device.remote());
    if (!due)
        return check(QStringLiteral("due"), due.error());
    const auto now = SimulatedTime::now(0).toString(Qt::ISODate);
    for (const qint64 id : *due) {
        const auto view = m_device.view(id);
        if (!view || view->publishAt.isEmpty() || view->publishAt > now)
            m_world.verdict().violated(QStringLiteral("NOT-DUE"), m_world.nameOf(id));
        note(QStringLiteral("finds %1 due").arg(m_world.nameOf(id)));
        ask(PublishUnit::Kind::Publish, id);
    }
}

void Author::undo()
{
    const auto id = somePost();
    const auto landed = m_device.queue().lastLanded(m_dice.chance(70) ? id : std::nullopt);
    if (!landed)
        return check(QStringLiteral("last landed"), landed.error());
    if (!*landed)
        return;
    const auto replaced = m_world.audit().replacedBy((*landed)->id);
    if (!replaced)
        return;
    const auto before = waiting();
    const auto unit = stored(m_device.queue().askUndo((*landed)->id), before, QStringLiteral("undo"));
    if (!unit || unit->id.isEmpty())
        return;
    note(QStringLiteral("asks to undo a %1 of %2").arg(QLatin1String(kindName((*landed)->kind)), m_world.nameOf((*landed)->postId)));
    Wish wish;
    wish.unitId = unit->id;
    wish.kind = unit->kind;
    wish.postId = unit->postId;
    wish.seen = unit->seen;
    wish.isUndo = true;
    wish.former = replaced->post;
    wish.redirects = replaced->redirects;
    m_world.audit().wish(wish);
    m_world.truth().mayComeBack(unit->postId);
}

std::vector<AskedUnit> Author::waiting()
{
    // Through the file itself: looking is not what fails here.
    const SkewedClock clock(Stage::clockOf(m_device.index()));
    const auto units = UnitQueue(m_device.file(), RemoteKey, clock).waiting();
    if (!units)
        qFatal("%s: %s", qPrintable(units.error().message), qPrintable(units.error().detail));
    return *units;
}

/// What was asked for, though its answer may have been lost: the author did ask, and what the file then holds waits in
/// everybody's sight until it lands or is withdrawn. Nothing: it was refused.
std::optional<AskedUnit> Author::stored(const Result<AskedUnit> &answer, const std::vector<AskedUnit> &before, const QString &what)
{
    if (answer)
        return *answer;
    check(what, answer.error());
    for (const AskedUnit &unit : waiting()) {
        if (std::none_of(before.begin(), before.end(), [&](const AskedUnit &other) { return other.id == unit.id; }))
            return unit;
    }
    return {};
}

void Author::withdraw()
{
    auto units = waiting();
    if (units.empty())
        return;
    const AskedUnit unit = m_dice.pick(units);
    if (auto done = m_device.queue().withdraw(unit.id); !done)
        return check(QStringLiteral("withdraw"), done.error());
    note(QStringLiteral("withdraws a %1 of %2").arg(QLatin1String(kindName(unit.kind)), m_world.nameOf(unit.postId)));
}

void Author::confirm(const AskedUnit &unit)
{
    const auto seen = m_device.view(unit.postId);
    if (auto done = m_device.queue().confirm(unit.id); !done)
        check(QStringLiteral("confirm"), done.error());
    for (const AskedUnit &other : waiting()) {
        if (other.postId != unit.postId || other.kind != unit.kind || other.state != AskedUnit::State::Waiting)
            continue;
        note(QStringLiteral("confirms to %1 %2").arg(QLatin1String(kindName(unit.kind)), m_world.nameOf(unit.postId)));
        wish(other, seen);
        if (unit.kind == PublishUnit::Kind::Delete)
            m_world.truth().dropped(factsOf(seen));
    }
}

void Author::confirm()
{
    auto units = waiting();
    std::erase_if(units, [](const AskedUnit &unit) { return unit.state == AskedUnit::State::Waiting; });
    if (!units.empty())
        confirm(m_dice.pick(units));
}

std::vector<qint64> Author::inConflict()
{
    std::vector<qint64> ids;
    for (const Row &row : query(m_device.file(), QStringLiteral("SELECT DISTINCT post_id FROM galley_conflicts WHERE state = 'open' ORDER BY 1")))
        ids.push_back(row.front().integer());
    return ids;
}

void Author::settle(qint64 postId)
{
    const auto before = m_device.view(postId);
    Facts known = factsOf(before);
    for (const Row &row : query(m_device.file(), QStringLiteral("SELECT field, mine, theirs FROM galley_conflicts WHERE state = 'open' AND post_id = ?"), {postId})) {
        known.merge(factsOf(*postFieldFromName(row[0].text()), row[1].text()));
        known.merge(factsOf(*postFieldFromName(row[0].text()), row[2].text()));
    }
    Status done;
    const int choice = m_dice.below(3);
    if (choice == 2 && before) {
        View result = *before;
        result.fields.content = editedText(result.fields.content, m_number, m_dice);
        done = m_device.conflicts().settleWith(postId, result);
    } else {
        done = m_device.conflicts().settle(postId, choice == 1 ? Conflicts::Side::Theirs : Conflicts::Side::Mine);
    }
    if (!done)
        check(QStringLiteral("settle"), done.error());
    const auto open = inConflict();
    if (std::find(open.begin(), open.end(), postId) != open.end())
        return;
    const auto after = m_device.view(postId);
    m_world.truth().wrote(known, factsOf(after));
    m_world.truth().dropped(without(known, factsOf(after)));
    note(QStringLiteral("settles %1 with %2: %3").arg(m_world.nameOf(postId), QLatin1String(choice == 0 ? "mine" : choice == 1 ? "theirs" : "a new text"),
                                                      described(known, factsOf(after))));
}

void Author::act(Action action)
{
    switch (action) {
    case Action::Create: return create();
    case Action::Edit: return edit();
    case Action::MoveAddress: return moveAddress();
    case Action::Readdress: return readdress();
    case Action::MoveInSeries: return moveInSeries();
    case Action::AddImage: return addImage();
    case Action::ReuseImage: return reuseImage();
    case Action::RemoveImage: return removeImage();
    case Action::Discard: return discard();
    case Action::Schedule: return schedule();
    case Action::RunDue: return runDue();
    case Action::Undo: return undo();
    case Action::Withdraw: return withdraw();
    case Action::Confirm: return confirm();
    case Action::Publish:
    case Action::Unpublish:
    case Action::Delete:
        if (const auto id = somePost())
            ask(action == Action::Publish ? PublishUnit::Kind::Publish : action == Action::Unpublish ? PublishUnit::Kind::Unpublish : PublishUnit::Kind::Delete, *id);
        return;
    case Action::Settle:
        if (auto ids = inConflict(); !ids.empty())
            settle(m_dice.pick(ids));
        return;
    case Action::AcceptDeletions:
        if (auto done = m_device.synchronizer().acceptDeletions(); !done)
            check(QStringLiteral("accept deletions"), done.error());
        return;
    default:
        return;
    }
}

bool Author::decideAll()
{
    bool isAny = false;
    for (const qint64 id : inConflict()) {
        settle(id);
        isAny = true;
    }
    if (number(m_device.file(), QStringLiteral("SELECT count(*) FROM galley_parked")) > 0) {
        note(QStringLiteral("accepts the deletions"));
        act(Action::AcceptDeletions);
        isAny = true;
    }
    for (const AskedUnit &unit : waiting()) {
        if (unit.state == AskedUnit::State::NeedsConfirmation) {
            confirm(unit);
            isAny = true;
        } else if (unit.state == AskedUnit::State::Refused) {
            if (auto done = m_device.queue().withdraw(unit.id); !done)
                check(QStringLiteral("withdraw"), done.error());
            isAny = true;
        }
    }
    return isAny;
}

} // namespace galley::test
