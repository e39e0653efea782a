// The words of a line that a dictionary can judge: no code, no addresses, no HTML, no file names. Pure functions, any
// thread.
#pragma once

#include "ui/editor/backdrop.h"

#include <QStringView>

namespace galley {

/// Of a line outside of fenced code. Words with digits, in capitals alone, or of one letter are left out.
QList<TextRange> wordsToCheck(QStringView line);

} // namespace galley
