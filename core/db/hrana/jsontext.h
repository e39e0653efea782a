// The inside of a JSON string as text.
#pragma once

#include <QByteArrayView>
#include <QString>

#include <optional>

namespace galley {

/// `raw` is what a JsonReader found between the quotes, so its escapes are well-formed. Nothing when it holds invalid
/// UTF-8 or a lone surrogate.
std::optional<QString> textOfJson(QByteArrayView raw);

} // namespace galley
