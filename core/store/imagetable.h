// `images` and `galley_draft_images`: one shape on two sides.
#pragma once

#include "core/db/largerow.h"
#include "core/model/post.h"

namespace galley::imagetable {

enum class Side { Public, Desk };

QString tableName(Side side);

/// Everything but the bytes, of both sides; `where` follows and uses the same arguments on each side once.
Statement selectInfo(const QString &where, const std::vector<Value> &args);
ImageInfo decodeInfo(const Row &row);

/// With the bytes, from whichever side has it. Its stamp is the version in the change feed.
LargeRow whole(qint64 id);
/// What readLargeRow returned for it.
Image decodeWhole(const Row &row);

/// Of a local file: the small picture, or the image itself where there is none.
Statement selectThumbnail(qint64 id);

/// Into galley_draft_images unless the id is on either side already: harmless twice.
Statement insertDraft(const Image &image, const QString &now);

/// The row moves between the sides on the server; a row that is already there stays as it is.
std::vector<Statement> move(qint64 id, qint64 postId, Side from, Side to);

/// The public images of a post, copied to the desk; one that is there already stays as it is.
Statement bringBack(qint64 postId);
/// The same of one public image.
Statement bringBackOne(qint64 id);

/// Of an image that readers don't see yet; a public one keeps its description until it is published anew.
Statement setDraftAltText(qint64 id, const QString &altText);

} // namespace galley::imagetable
