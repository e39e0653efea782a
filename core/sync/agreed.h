// What was last agreed with a remote, as `galley_base` holds it: the version of each entity there, and its content.
// Dirty means that the content here is another one, and nothing else.
#pragma once

#include "core/db/statement.h"
#include "core/merge/fieldmerge.h"
#include "core/sync/imagerows.h"
#include "core/sync/seriesrows.h"

#include <map>

namespace galley {

/// A version is null where it is not known until the next pull, and '' where nothing was there.
struct FamilyBase
{
    QString postVersion = QStringLiteral("");
    QString draftVersion = QStringLiteral("");
    std::optional<PostFields> publicFields; // of the public row
    bool isPublished = false;
    QString draftText;         // agreed::toText of the draft; null: none
    bool isMet = false;        // a view was agreed once, be it "none"
    std::optional<View> view;
};

struct ImageBase
{
    QString publicVersion = QStringLiteral("");
    QString deskVersion = QStringLiteral("");
    bool isMet = false;
    std::optional<ImageRows::Description> publicSide;
    std::optional<ImageRows::Description> deskSide;
};

struct SeriesBase
{
    QString publicVersion = QStringLiteral("");
    QString deskVersion = QStringLiteral("");
    bool isMet = false;
    std::optional<Series> publicSide;
    std::optional<Series> deskSide;
};

namespace agreed {

/// Null where there is none. The time of writing is no part of it: it is only shown.
QString toText(const std::optional<Draft> &draft);
QString toText(const std::optional<View> &view);
QString toText(const std::optional<Post> &post);
std::optional<View> viewFromText(const QString &text);
std::optional<Post> postFromText(const QString &text);
std::optional<Draft> draftFromText(const QString &text, qint64 postId);

View viewOf(const Draft &draft);
View viewOf(const Post &post);

/// Of at most IdsAtATime ids each; `decode` leaves out those of which nothing is known.
Statement selectFamilies(const QString &remote, const QList<qint64> &ids);
std::map<qint64, FamilyBase> decodeFamilies(const Rows &rows);
Statement selectImages(const QString &remote, const QList<qint64> &ids);
std::map<qint64, ImageBase> decodeImages(const Rows &rows);
Statement selectSeries(const QString &remote, const QList<qint64> &ids);
std::map<qint64, SeriesBase> decodeSeries(const Rows &rows);

std::vector<Statement> set(const QString &remote, qint64 postId, const FamilyBase &base);
std::vector<Statement> set(const QString &remote, qint64 imageId, const ImageBase &base);
std::vector<Statement> set(const QString &remote, qint64 seriesId, const SeriesBase &base);

} // namespace agreed
} // namespace galley
