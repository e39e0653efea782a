// What two sides wrote into one field and no merge could join: both versions are kept here until the author has
// settled it. Until then the post's draft holds mine in the places that clash, and is neither pushed nor published.
#pragma once

#include "core/base/clock.h"
#include "core/db/database.h"
#include "core/merge/fieldmerge.h"

#include <vector>

namespace galley {

/// The values are a field's text (of PostField::Series a JSON object with the ids as text); a null string is
/// "not set". `base` is what was last agreed, null too where nothing ever was.
struct Conflict
{
    qint64 id = 0;
    qint64 postId = 0;
    PostField field = PostField::Title;
    QString base;
    QString mine;
    QString theirs;
    QString foundAt; // the author's clock; shown, never decided on
};

/// Over a local file; confined to the thread of its database, which must outlive it.
class Conflicts
{
public:
    Conflicts(Database &local, const Clock &clock);

    /// Of one post or of all, oldest first. One field may have several: the last is the newest.
    Result<std::vector<Conflict>> open(std::optional<qint64> postId = {}, const CallOptions &options = {});

    enum class Side { Mine, Theirs };

    /// Every open field of the post at once. Mine: the draft stays as it now is. Theirs: each of these fields takes
    /// the value of its newest conflict; the others stay. NotFound when nothing is open, Conflict when the draft
    /// is being written at this moment: try again.
    Status settle(qint64 postId, Side side, const CallOptions &options = {});

    /// The author's own result for the whole post becomes the draft. The same errors.
    Status settleWith(qint64 postId, const View &result, const CallOptions &options = {});

private:
    Database &m_local;
    const Clock &m_clock;
};

/// The value of one field as a conflict holds it, and back; a text that can't be read leaves the view as it is.
QString fieldText(const View &view, PostField field);
void setFieldText(View &view, PostField field, const QString &text);

} // namespace galley
