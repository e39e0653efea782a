// The sample blog "Field Notes", built into the programs: a folder for core/transfer like any other.
#pragma once

#include <QString>

namespace galley {

/// ":/galley/sample": Markdown files with front matter, and their images.
QString sampleFolder();

/// "Field Notes".
QString sampleTitle();

} // namespace galley
