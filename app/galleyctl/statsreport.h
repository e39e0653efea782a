// The words and the JSON of `galleyctl stats`.
#pragma once

#include "app/galleyctl/console.h"
#include "core/store/audit.h"
#include "core/store/usagelog.h"
#include "core/workspace/sidebyside.h"

namespace galley::cli {

void tellBlog(const Console &console, const BlogFigures &figures);
QJsonObject toJson(const BlogFigures &figures);

/// `month` as usagetable::monthOf gives it.
void tellUsage(const Console &console, const Usage &usage, const QString &month);
QJsonObject toJson(const Usage &usage);

/// An error is told as the reason why the size is not known.
void tellStorage(const Console &console, const Result<Storage> &storage);
QJsonObject freePlanJson();

void tellTimes(const Console &console, const std::vector<SideBySide> &times);
QJsonArray toJson(const std::vector<SideBySide> &times);

QJsonArray toJson(const std::vector<LoggedCall> &calls);

} // namespace galley::cli
