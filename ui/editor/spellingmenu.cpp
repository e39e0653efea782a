#include "ui/editor/spellingmenu.h"

#include "ui/base/whendone.h"
#include "ui/editor/highlighter.h"
#include "ui/editor/markdowneditor.h"
#include "ui/editor/spelling.h"

#include <QCoreApplication>
#include <QMenu>
#include <QPointer>
#include <QScreen>
#include <QTextBlock>

#include <algorithm>

namespace galley {

namespace {

constexpr int kMostSuggestions = 7;

QString tr(const char *text)
{
    return QCoreApplication::translate("SpellingMenu", text);
}

QTextCursor misspelledAt(const QTextCursor &at, Spelling &spelling)
{
    if (Highlighter::isCode(at.block()))
        return {};
    for (const TextRange &word : spelling.misspelled(at.block().text())) {
        if (at.positionInBlock() < word.from || at.positionInBlock() > word.to)
            continue;
        QTextCursor cursor(at.block());
        cursor.setPosition(at.block().position() + word.from);
        cursor.setPosition(at.block().position() + word.to, QTextCursor::KeepAnchor);
        return cursor;
    }
    return {};
}

} // namespace

void addSpelling(QMenu &menu, MarkdownEditor &editor, const QTextCursor &at, Spelling &spelling)
{
    const QTextCursor word = misspelledAt(at, spelling);
    if (word.isNull())
        return;
    QAction *first = menu.actions().value(0);
    auto *waiting = new QAction(tr("Looking for suggestions…"), &menu);
    waiting->setEnabled(false);
    auto *learn = new QAction(tr("&Add “%1” to the dictionary").arg(word.selectedText()), &menu);
    QObject::connect(learn, &QAction::triggered, &editor, [&spelling, text = word.selectedText()] { spelling.addToDictionary(text); });
    auto *ignore = new QAction(tr("&Ignore “%1” for now").arg(word.selectedText()), &menu);
    QObject::connect(ignore, &QAction::triggered, &editor, [&spelling, text = word.selectedText()] { spelling.ignore(text); });
    menu.insertActions(first, {waiting, learn, ignore});
    menu.insertSeparator(first);
    const auto show = [menu = &menu, waiting, learn, word, editor = QPointer(&editor)](const QStringList &suggestions) {
        if (!editor)
            return;
        for (const QString &suggestion : suggestions.first(std::min<qsizetype>(suggestions.size(), kMostSuggestions))) {
            auto *action = new QAction(suggestion, menu);
            QFont bold = menu->font();
            bold.setWeight(QFont::DemiBold);
            action->setFont(bold);
            QObject::connect(action, &QAction::triggered, editor, [editor, word, suggestion] {
                editor->apply([word, suggestion](QTextCursor &cursor) {
                    cursor = word;
                    cursor.insertText(suggestion);
                });
            });
            menu->insertAction(waiting, action);
        }
        if (suggestions.isEmpty())
            waiting->setText(tr("No suggestion"));
        else
            menu->removeAction(waiting);
        menu->insertSeparator(learn);
        if (!menu->isVisible())
            return;
        const QRect screen = menu->screen()->availableGeometry(); // it is higher now
        menu->move(menu->x(), std::max(screen.top(), std::min(menu->y(), screen.bottom() - menu->sizeHint().height())));
    };
    whenDone(spelling.suggestions(word.selectedText()), &menu, show);
}

} // namespace galley
