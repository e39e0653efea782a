// Writes what readFolder has read to the desk. Nothing becomes public: that is the publish unit's work.
//
// Each post comes with its images in one transaction, and a few posts share one, so an import that is cut short is finished by
// running it again. A post is *already there* when one with its address has the same title, subtitle, text and tags
// (and excerpt, date and series where the file gives them): it is left alone. When one with its address was here before and
// differs, nobody knows which of the two is the newer: it is left alone too, and the file stays out and is named, or becomes a new
// draft at "-2", "-3", … where that is asked for. So importing a folder again brings in what is new. A new draft
// counts as written at the post's date, or when its file was where it has none.
#pragma once

#include "core/base/clock.h"
#include "core/db/database.h"
#include "core/transfer/folder.h"

namespace galley {

struct ImportReport
{
    struct Entry
    {
        enum class Outcome
        {
            Imported,
            AlreadyThere,
            OtherText, // left out
        };

        qint64 postId = 0; // of the one that is here
        QString slug;
        QString sourceFile;
        bool draft = false; // as the file says
        Outcome outcome = Outcome::Imported;
        QString writtenAt; // of an imported one: the date that drafts are listed by
    };

    std::vector<Entry> posts; // in the order of the plan
    int imported = 0;
    int alreadyThere = 0;
    int images = 0;         // rows of images that came with the imported posts
    QStringList notices;    // of what came in: one sentence each
    QStringList otherText;  // one sentence for each file that stayed out for a post with its address and another text
    QStringList emptyFiles; // the plan's
    QStringList leftOut;    // the plan's problems, where the others were to come in all the same

    /// "3 posts and 5 images imported, 2 posts were already there, 1 file was left out."
    QString summary() const;
};

/// What becomes of a file whose address has a post with another text.
enum class OtherText
{
    LeaveOut,
    SecondPost
};

/// InvalidInput, and nothing is written, for a plan with problems; else as the database fails. On the thread of the database.
Result<ImportReport> applyImport(const ImportPlan &plan, Database &database, const Clock &clock,
                                 const CallOptions &options = {}, const ImportProgress &progress = {},
                                 OtherText otherText = OtherText::LeaveOut);
/// Good files come in; what keeps the others out is in the report.
Result<ImportReport> applyGoodOf(ImportPlan plan, Database &database, const Clock &clock, const CallOptions &options = {},
                                 const ImportProgress &progress = {}, OtherText otherText = OtherText::LeaveOut);

} // namespace galley
