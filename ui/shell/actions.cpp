#include "ui/shell/actions.h"

#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QActionGroup>
#include <QCoreApplication>
#include <QMenu>
#include <QMenuBar>
#include <QWidget>

namespace galley {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Actions", text);
}

class Maker
{
public:
    Maker(const Theme &theme, QWidget *window, QList<QAction *> &all)
        : m_theme(theme),
          m_window(window),
          m_all(all)
    {
    }

    QAction *operator()(const QString &text, const QKeySequence &keys = {}, const QString &icon = {})
    {
        auto *action = new QAction(text, m_window);
        action->setShortcut(keys);
        if (!icon.isEmpty()) {
            action->setIcon(themedIcon(m_theme, icon));
            action->setIconVisibleInMenu(false);
        }
        m_window->addAction(action); // its keys work while the menu bar is hidden
        m_all.append(action);
        return action;
    }

    QAction *checkable(const QString &text, const QKeySequence &keys = {}, const QString &icon = {})
    {
        QAction *action = (*this)(text, keys, icon);
        action->setCheckable(true);
        return action;
    }

private:
    const Theme &m_theme;
    QWidget *m_window;
    QList<QAction *> &m_all;
};

QKeySequence keys(const char *text)
{
    return QKeySequence(QString::fromLatin1(text));
}

} // namespace

Actions::Actions(const Theme &theme, QWidget *window)
{
    Maker make(theme, window, all);
    newPost = make(tr("&New post"), QKeySequence::New, QStringLiteral("plus"));
    newBlog = make(tr("New &blog…"));
    openBlog = make(tr("&Open…"), QKeySequence::Open);
    sample = make(tr("&Look around the sample"));
    recent = new QMenu(tr("Open &recent"), window);
    save = make(tr("&Save now"), QKeySequence::Save);
    saveCopy = make(tr("Save a &copy…"), keys("Ctrl+Shift+S"));
    importFiles = make(tr("&Import Markdown files…"));
    importFolder = make(tr("Import a &folder of Markdown…"));
    exportAll = make(tr("E&xport as Markdown…"));
    renameBlog = make(tr("Na&me of the blog…"));
    syncNow = make(tr("S&ync now"), keys("Ctrl+Shift+Y"));
    connectRemote = make(tr("Connect to &Turso…"));
    figures = make(tr("Database fi&gures…"));
    quit = make(tr("&Quit"), keys("Ctrl+Q"));
    quit->setMenuRole(QAction::QuitRole);

    undo = make(tr("&Undo"), QKeySequence::Undo);
    redo = make(tr("&Redo"), QKeySequence::Redo);
    undoReplacing = make(tr("Undo the replacement"));
    cut = make(tr("Cu&t"), QKeySequence::Cut);
    copy = make(tr("&Copy"), QKeySequence::Copy);
    paste = make(tr("&Paste"), QKeySequence::Paste);
    pastePlain = make(tr("Paste as plain te&xt"), keys("Ctrl+Shift+V"));
    copyHtml = make(tr("Cop&y as HTML"));
    copyRich = make(tr("Copy as fo&rmatted text"), keys("Ctrl+Shift+C"));
    selectAll = make(tr("Select &all"), QKeySequence::SelectAll);
    find = make(tr("&Find…"), QKeySequence::Find);
    replace = make(tr("R&eplace…"), keys("Ctrl+H"));
    findNext = make(tr("Find &next"), keys("F3"));
    findPrevious = make(tr("Find pre&vious"), keys("Shift+F3"));
    searchPosts = make(tr("&Search posts"), keys("Ctrl+Shift+F"));
    findInAll = make(tr("Find in &all posts…"), keys("Ctrl+Shift+H"));
    moveUp = make(tr("Move line &up"), keys("Alt+Up"));
    moveDown = make(tr("Move line &down"), keys("Alt+Down"));
    spelling = make.checkable(tr("&Check spelling"));
    nextMisspelling = make(tr("Next &misspelled word"), keys("F7"));
    language = make(tr("Lan&guage of this post…"));
    duplicate = make(tr("Dup&licate line"), keys("Ctrl+Shift+D"));
    settings = make(tr("Se&ttings…"), keys("Ctrl+,"));
    settings->setMenuRole(QAction::PreferencesRole);

    bold = make(tr("&Bold"), keys("Ctrl+B"), QStringLiteral("bold"));
    italic = make(tr("&Italic"), keys("Ctrl+I"), QStringLiteral("italic"));
    code = make(tr("&Code"), keys("Ctrl+`"), QStringLiteral("code"));
    codeBlock = make(tr("C&ode block"), keys("Ctrl+Shift+K"));
    strike = make(tr("S&trike through"), keys("Ctrl+Shift+X"));
    link = make(tr("&Link"), keys("Ctrl+K"), QStringLiteral("link"));
    insertImage = make(tr("I&mage…"), keys("Ctrl+Shift+I"), QStringLiteral("image"));
    heading1 = make(tr("Heading &1"), keys("Ctrl+1"));
    heading2 = make(tr("Heading &2"), keys("Ctrl+2"), QStringLiteral("heading"));
    heading3 = make(tr("Heading &3"), keys("Ctrl+3"));
    quote = make(tr("&Quote"), keys("Ctrl+Shift+."));
    list = make(tr("B&ulleted list"), keys("Ctrl+Shift+8"), QStringLiteral("bullets"));
    numbered = make(tr("&Numbered list"), keys("Ctrl+Shift+7"));
    task = make(tr("Tas&k"), keys("Ctrl+Shift+9"));
    insertTable = make(tr("Insert t&able…"), keys("Ctrl+Shift+T"), QStringLiteral("table"));
    tableMenu = new QMenu(tr("Tabl&e"), window);
    rowAbove = make(tr("Row &above"), keys("Ctrl+Shift+Up"));
    rowBelow = make(tr("Row &below"), keys("Ctrl+Shift+Down"));
    columnLeft = make(tr("Column to the &left"));
    columnRight = make(tr("Column to the &right"));
    deleteRow = make(tr("Delete r&ow"), keys("Ctrl+Shift+Backspace"));
    deleteColumn = make(tr("Delete &column"));
    alignLeft = make(tr("Align column le&ft"));
    alignCentre = make(tr("Align column to the &middle"));
    alignRight = make(tr("Align column ri&ght"));
    layOutTable = make(tr("&Tidy"));

    goToPost = make(tr("&Go to post…"), keys("Ctrl+P"));
    outline = make(tr("&Outline…"), keys("Ctrl+Shift+O"));
    publish = make(tr("&Publish"), keys("Ctrl+Return"));
    review = make(tr("&Review and publish…"), keys("Ctrl+Shift+Return"));
    openProof = make(tr("Open proof in the &browser"), keys("F5"), QStringLiteral("browser"));
    unpublish = make(tr("&Unpublish…"));
    discard = make(tr("Discard &changes…"));
    remove = make(tr("&Delete post…"));
    deleted = make(tr("D&eleted posts…"));
    unusedImages = make(tr("Unused &images…"));
    chosenMenu = new QMenu(tr("Posts chosen in the &list"), window);
    tagChosen = make(tr("Add a &tag…"));
    untagChosen = make(tr("Take a tag &away…"));
    publishChosen = make(tr("&Publish all…"));
    deleteChosen = make(tr("&Delete all…"));

    showList = make.checkable(tr("&Posts"), keys("F8"), QStringLiteral("list"));
    showProof = make.checkable(tr("P&roof"), keys("F9"), QStringLiteral("proof"));
    showDetails = make.checkable(tr("&Details"), keys("F4"), QStringLiteral("details"));
    sortByDate = make.checkable(tr("By publication &date"));
    sortByEdited = make.checkable(tr("By last &change"));
    sortByTitle = make.checkable(tr("By &title"));
    showTag = make(tr("Posts &with a tag…"));
    auto *orders = new QActionGroup(window);
    for (QAction *order : {sortByDate, sortByEdited, sortByTitle})
        orders->addAction(order);
    menuBar = make.checkable(tr("&Menu bar"));
    fullScreen = make.checkable(tr("&Full screen"), keys("F11"));
    larger = make(tr("&Larger"), keys("Ctrl+="));
    larger->setShortcuts({keys("Ctrl+="), keys("Ctrl++")});
    smaller = make(tr("&Smaller"), keys("Ctrl+-"));
    actualSize = make(tr("&As chosen"), keys("Ctrl+0"));
    focusMode = make.checkable(tr("F&ocus on the paragraph"), keys("Shift+F8"));
    typewriter = make.checkable(tr("&Typewriter"), keys("Shift+F9"));
    undistracted = make.checkable(tr("Nothing but the te&xt"), keys("Shift+F11"));
    nextPane = make(tr("&Next pane"), keys("F6"));
    auto *themes = new QActionGroup(window);
    system = make.checkable(tr("As the &system"));
    light = make.checkable(tr("&Light"));
    dark = make.checkable(tr("&Dark"));
    for (QAction *choice : {system, light, dark})
        themes->addAction(choice);

    allCommands = make(tr("&Commands by name…"), keys("Ctrl+Shift+P"));
    shortcuts = make(tr("&Keyboard shortcuts"), keys("F1"));
    about = make(tr("&About Galley"));
    about->setMenuRole(QAction::AboutRole);
}

QList<QAction *> Actions::needPost() const
{
    return {save,    find,     replace,  findNext, findPrevious, bold,      italic,   code,
            codeBlock, strike,  link,     insertImage, heading1, heading2,  heading3,  quote,    list,
            numbered, publish, review,   openProof, unpublish,   discard,   remove,   showDetails,
            pastePlain, copyHtml, copyRich, moveUp, moveDown, duplicate, task, insertTable, rowAbove, rowBelow, columnLeft, columnRight,
            deleteRow, deleteColumn, tableMenu->menuAction(), nextMisspelling, language, outline, undistracted, alignLeft, alignCentre, alignRight, layOutTable,
            tagChosen, untagChosen};
}

QList<QAction *> Actions::needBlog() const
{
    return {newPost, saveCopy, importFiles, importFolder, exportAll, deleted, unusedImages, showTag, renameBlog, syncNow, connectRemote, figures, searchPosts, showList, showProof, findInAll,
            goToPost, publishChosen, deleteChosen};
}

void fillMenuBar(QMenuBar &bar, const Actions &a)
{
    const auto fill = [&bar](const QString &title, const QList<QAction *> &actions) {
        QMenu *menu = bar.addMenu(title);
        for (QAction *action : actions) {
            if (action)
                menu->addAction(action);
            else
                menu->addSeparator();
        }
        return menu;
    };
    fill(tr("&File"), {a.newPost, nullptr, a.newBlog, a.openBlog, a.recent->menuAction(), a.sample, nullptr, a.save,
                       a.saveCopy, a.renameBlog, nullptr, a.importFiles, a.importFolder, a.exportAll, nullptr, a.syncNow, a.connectRemote, a.figures, nullptr, a.quit});
    fill(tr("&Edit"), {a.undo, a.redo, a.undoReplacing, nullptr, a.cut, a.copy, a.copyHtml, a.copyRich, a.paste, a.pastePlain, a.selectAll, nullptr,
                       a.moveUp, a.moveDown, a.duplicate, nullptr, a.find, a.findNext, a.findPrevious, a.replace,
                       nullptr, a.searchPosts, a.findInAll, nullptr, a.spelling, a.nextMisspelling,
                       a.language, nullptr, a.settings});
    fill(tr("F&ormat"), {a.bold, a.italic, a.strike, a.code, a.link, nullptr, a.heading1, a.heading2, a.heading3,
                         nullptr, a.quote, a.list, a.numbered, a.task, nullptr, a.codeBlock, a.insertTable,
                         a.tableMenu->menuAction(), a.insertImage});
    for (QAction *action : {a.rowAbove, a.rowBelow, a.columnLeft, a.columnRight, static_cast<QAction *>(nullptr), a.deleteRow,
                            a.deleteColumn, static_cast<QAction *>(nullptr), a.alignLeft, a.alignCentre, a.alignRight,
                            static_cast<QAction *>(nullptr), a.layOutTable}) {
        if (action)
            a.tableMenu->addAction(action);
        else
            a.tableMenu->addSeparator();
    }
    fill(tr("&Post"), {a.goToPost, a.outline, nullptr, a.publish, a.review, a.openProof, nullptr, a.unpublish, a.discard, a.remove, a.deleted, a.unusedImages, nullptr,
                       a.chosenMenu->menuAction()});
    a.chosenMenu->addActions({a.tagChosen, a.untagChosen, a.publishChosen, a.deleteChosen});
    QMenu *view = fill(tr("&View"), {a.showList, a.showProof, a.showDetails, nullptr});
    QMenu *order = view->addMenu(tr("So&rt posts"));
    order->addActions({a.sortByDate, a.sortByEdited, a.sortByTitle});
    view->addAction(a.showTag);
    QMenu *colors = view->addMenu(tr("&Colours"));
    colors->addActions({a.system, a.light, a.dark});
    view->addActions({a.focusMode, a.typewriter, a.undistracted});
    view->addSeparator();
    QMenu *size = view->addMenu(tr("Si&ze"));
    size->addActions({a.larger, a.smaller, a.actualSize});
    view->addActions({a.menuBar, a.fullScreen, a.nextPane});
    fill(tr("&Help"), {a.allCommands, a.shortcuts, nullptr, a.about});
}

} // namespace galley
