// The proof: the blog's own pages from a server on this computer, drafts included. UI thread.
#pragma once

#include "ui/shell/services.h"

namespace galley {

/// Serves the file at `path` on loopback, at a random port behind an unguessable path, until it is destroyed.
Result<std::unique_ptr<Proof>> startProof(const QString &path, const QString &title);

} // namespace galley
