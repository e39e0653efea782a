// The public fields of a post as JSON: how a draft's fork, a base and a frozen payload are stored.
// A null string is left out, so it comes back null; unknown keys are ignored.
#pragma once

#include "core/model/post.h"

#include "core/base/result.h"

#include <QJsonObject>

namespace galley {

QJsonObject fieldsToJson(const PostFields &fields);
/// Whether both become the same object; unlike ==, it tells a null text from an empty one.
bool haveSameJson(const PostFields &a, const PostFields &b);
PostFields fieldsFromJson(const QJsonObject &object);

QString fieldsToText(const PostFields &fields);
/// Corrupt when the text isn't a JSON object.
Result<PostFields> fieldsFromText(const QString &text);

} // namespace galley
