// What the window needs from outside, made in app/galley.
#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"

#include <QSettings>
#include <QUrl>

#include <functional>
#include <memory>

namespace galley {

class SpellChecker;
class Theme;
class Workspace;

/// A running proof server of one blog; it ends with this object.
class Proof
{
public:
    virtual ~Proof() = default;
    /// Where the author's browser sees this post, drafts included.
    virtual QUrl addressOf(qint64 postId, const QString &slug) const = 0;
};

struct Services
{
    Theme &theme;
    QSettings &settings;
    const Clock &clock;
    SpellChecker &spelling;
    std::function<std::unique_ptr<Workspace>(const QString &path)> workspace;
    /// Starts serving the file at `path`, on loopback.
    std::function<Result<std::unique_ptr<Proof>>(const QString &path, const QString &title)> proof;
    /// Writes the sample blog to `path`, where no file is yet.
    std::function<Status(const QString &path)> writeSample;
};

} // namespace galley
