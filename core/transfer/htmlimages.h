// The images of raw HTML, as a browser would read it.
#pragma once

#include <QByteArray>

#include <vector>

namespace galley {

/// The `src` of every <img>, entities resolved, in the order of the document; those without one are left out.
std::vector<QByteArray> imageSources(const QByteArray &html);

} // namespace galley
