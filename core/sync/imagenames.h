// Where a text can name an image (`/images/ID`), so that it is in use: one list of places, for whoever asks about some
// images and for whoever looks for those that nothing names.
#pragma once

#include "core/db/database.h"

#include <QDateTime>
#include <QSet>

namespace galley::imagenames {

/// The rows of a table that hold texts; `condition` is SQL.
struct Place
{
    enum class Holds
    {
        Texts,    // of ours, though a site's writer may have left a BLOB, or a NUL in the middle
        Anything, // of the site's own: also a number alone, or JSON that writes "\/images\/5"
    };

    QString table;
    QStringList columns;
    QString condition;
    std::vector<Value> args;
    Holds holds = Holds::Texts;
};

/// Of any database: what posts and drafts say. A site may have columns of its own in its table of posts.
std::vector<Place> texts(const QStringList &siteColumns);

/// Those, by name.
Result<QStringList> siteColumns(Database &database, const CallOptions &options = {});

/// Of a local file alone, what may become a text again: versions in an open conflict, posts in the trash, and of the
/// queue what waits and the deletions that *Deleted posts* brings back.
std::vector<Place> keptTexts(const QDateTime &now);
/// Whether the database has these.
Result<bool> hasKeptTexts(Database &database, const CallOptions &options = {});

/// SQL: what a column holds, byte for byte, and whether that can name an image at all.
QString bytesOf(const Place &place, const QString &column);
QString mayName(const Place &place, const QString &column);

/// The numbers behind each "/images/" of a text. More than what a publish takes for a name: whatever stands before and after.
void collect(const QString &text, QSet<qint64> &names);
/// The same of a column's bytes.
void collect(const Place &place, const QByteArray &bytes, QSet<qint64> &names);

/// An SQL condition: a text in one of these places names one of the images, of which there is one at least.
Statement isNamed(const std::vector<Place> &places, const QList<qint64> &images);

/// By what a local file holds.
Statement isNamedHere(qint64 image, const QDateTime &now);

} // namespace galley::imagenames
