#include "app/galley/composition.h"

#include "app/galley/proofserver.h"
#include "core/workspace/blogfile.h"
#include "core/workspace/sampleblog.h"
#include "core/workspace/workspace.h"
#include "resources/sample/sample.h"
#include "ui/spelling/dictionaries.h"

#include <QFile>
#include <QStandardPaths>

namespace galley {

namespace {

Status makeSample(const QString &path, const Clock &clock)
{
    auto blog = createBlogFile(path, sampleTitle());
    if (!blog)
        return failure(blog);
    if (const Status filled = fillWithSample(**blog, clock); !filled) {
        blog->reset();
        QFile::remove(path);
        return filled;
    }
    return (*blog)->checkpoint();
}

} // namespace

Composition::Composition()
    : m_theme(m_settings),
      m_spelling(m_settings, dictionaryFolders(),
                 QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation) + QStringLiteral("/words.txt"))
{
}

Services Composition::services()
{
    return {
        .theme = m_theme,
        .settings = m_settings,
        .clock = m_clock,
        .spelling = m_spelling,
        .workspace = [this](const QString &path) { return std::make_unique<Workspace>(path, m_clock, &m_keychain); },
        .proof = startProof,
        .writeSample = [this](const QString &path) { return makeSample(path, m_clock); },
    };
}

} // namespace galley
