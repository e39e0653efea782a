// The small print of a post: its date in words, how long it takes to read, what it is about.
#pragma once

#include "core/site/postreader.h"

#include <QStringList>

namespace galley::site {

/// "22 November 2026" in the blog's language; the raw text where it can't be read as a time.
QString dateInWords(const QString &raw, const QString &language);

/// RFC 3339, or empty where the raw text can't be read.
QByteArray isoTime(const QString &raw);

/// What a list or a search engine says about a post: its subtitle, else its excerpt, else its first words; at
/// most about 200 characters, cut between words.
QString summaryOf(const SitePost &post);

/// The line under a post's title: "22 November 2026 · 4 min read · harbours, waiting". `dateRaw` may be
/// empty. Tags are links to "/tags/…".
QByteArray metaHtml(const QString &dateRaw, int minutes, const QStringList &tags, const QString &language);

} // namespace galley::site
