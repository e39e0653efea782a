// litehtml knows one direction. These are its elements for what is read from right to left: their lines stand in the order
// in which they are read and on their own side, lists and tables of a post in such a script are mirrored.
#pragma once

#include "ui/preview/litehtmlheaders.h"

namespace galley::preview {

/// In place of litehtml's own element for `tag`; null where that will do. `mirrored`: the post as a whole is read from right
/// to left, and with it what has no letters of its own to say otherwise.
std::shared_ptr<litehtml::element> makeBidiElement(const char *tag, const litehtml::string_map &attributes, bool mirrored,
                                                   const std::shared_ptr<litehtml::document> &doc);

} // namespace galley::preview
