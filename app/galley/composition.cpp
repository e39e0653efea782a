#include "app/galley/composition.h"

#include "app/galley/proofserver.h"
#include "core/workspace/workspace.h"

namespace galley {

Composition::Composition()
    : m_theme(m_settings)
{
}

Services Composition::services()
{
    return {
        .theme = m_theme,
        .settings = m_settings,
        .clock = m_clock,
        .workspace = [this](const QString &path) { return std::make_unique<Workspace>(path, m_clock); },
        .proof = startProof,
        .writeSample = [](const QString &) -> Status { return fail(ErrorCode::Io, QStringLiteral("not yet")); },
    };
}

} // namespace galley
