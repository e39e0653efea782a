// Every command of the window, with its words and keys, in one place. The actions belong to the window.
#pragma once

#include <QAction>

class QMenu;
class QMenuBar;

namespace galley {

class Theme;

struct Actions
{
    Actions(const Theme &theme, QWidget *window);

    // File
    QAction *newPost, *newBlog, *openBlog, *sample, *save, *saveCopy, *importFiles, *importFolder, *exportAll, *syncNow, *connectRemote, *figures;
    QAction *renameBlog, *quit;
    QMenu *recent;
    // Edit
    QAction *undo, *redo, *undoReplacing, *cut, *copy, *paste, *pastePlain, *copyHtml, *copyRich, *selectAll, *find, *replace, *findNext, *findPrevious, *searchPosts;
    QAction *findInAll;
    QAction *moveUp, *moveDown, *duplicate, *spelling, *nextMisspelling, *language, *settings;
    // Format
    QAction *bold, *italic, *code, *codeBlock, *link, *strike, *insertImage, *quote, *list, *numbered, *task;
    QAction *heading1, *heading2, *heading3;
    // Format, tables
    QAction *insertTable, *rowAbove, *rowBelow, *columnLeft, *columnRight, *deleteRow, *deleteColumn;
    QAction *alignLeft, *alignCentre, *alignRight, *layOutTable;
    QMenu *tableMenu;
    // Post
    QAction *goToPost, *outline, *publish, *review, *openProof, *unpublish, *discard, *remove, *deleted, *unusedImages;
    QAction *tagChosen, *untagChosen, *publishChosen, *deleteChosen; // of the posts chosen in the list
    QMenu *chosenMenu;
    // View
    QAction *sortByDate, *sortByEdited, *sortByTitle, *showTag;
    QAction *showList, *showProof, *showDetails, *menuBar, *fullScreen, *larger, *smaller, *actualSize, *system, *light, *dark, *nextPane;
    QAction *focusMode, *typewriter, *undistracted;
    // Help
    QAction *allCommands, *shortcuts, *about;

    QList<QAction *> needPost() const;
    QList<QAction *> needBlog() const;
    QList<QAction *> all;
};

void fillMenuBar(QMenuBar &bar, const Actions &actions);

} // namespace galley
