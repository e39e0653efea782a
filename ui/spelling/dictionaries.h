// The hunspell dictionaries that this computer has. Any thread.
#pragma once

#include <QString>
#include <QStringList>
#include <QStringView>

namespace galley {

/// Where dictionaries lie: DICPATH, then `hunspell` and `myspell/dicts` under each of the system's data folders.
QStringList dictionaryFolders();

/// "en_US", "de_DE", …: those with both files, in alphabetical order.
QStringList installedLanguages(const QStringList &folders);

/// The path of the files of `language` without their endings; empty when there is none.
QString dictionaryPath(const QStringList &folders, const QString &language);

/// The one of `installed` for a locale's name: itself, or another country's of the same language; else empty.
QString languageFor(const QString &locale, const QStringList &installed);

/// All languages that Qt knows: "de", "fr", …
QStringList knownLanguages();

/// Debian's package of the dictionary for a locale: "hunspell-en-us", "hunspell-fr".
QString dictionaryPackage(const QString &locale);

/// Whether a dictionary of `language` may know the word: English says nothing about Arabic.
bool isOfScript(QStringView word, const QString &language);

/// "English (United States)".
QString languageName(const QString &language);

} // namespace galley
