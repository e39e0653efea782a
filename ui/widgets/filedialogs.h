// Asks for files and folders. UI thread; each returns once the author has chosen, with nothing when they changed their mind.
//
// The dialog is Qt's own and tells files by their names alone. Others look into each file for its kind, in our process, and as soon as
// a process closes any descriptor of a file, the locks that it has on it are gone (fcntl(2), "record locks"): SQLite's on the open blog.
#pragma once

#include <QStringList>

class QWidget;

namespace galley {

/// `from` is a folder, or a file that is chosen at first; `filter` as QFileDialog has it.
QString askForFile(QWidget *parent, const QString &title, const QString &from, const QString &filter);
QStringList askForFiles(QWidget *parent, const QString &title, const QString &from, const QString &filter);
/// It shows the files in a folder too, by which the author knows it.
QString askForFolder(QWidget *parent, const QString &title, const QString &from);
/// Asks before a file is replaced.
QString askWhereToSave(QWidget *parent, const QString &title, const QString &proposed, const QString &filter);

} // namespace galley
