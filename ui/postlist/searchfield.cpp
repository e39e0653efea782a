#include "ui/postlist/searchfield.h"

#include "ui/theme/icons.h"

#include <QAction>

namespace galley {

SearchField::SearchField(const Theme &theme, QWidget *parent)
    : QLineEdit(parent)
{
    setAccessibleName(tr("Search posts"));
    const auto action = [this, &theme](const QString &icon, const QString &name, const QString &hint) {
        QAction *made = addAction(themedIcon(theme, icon), QLineEdit::TrailingPosition);
        made->setText(name);
        made->setToolTip(hint);
        return made;
    };
    QAction *arrange = action(QStringLiteral("sort"), tr("Sort and tags"), tr("Sort and tags"));
    connect(arrange, &QAction::triggered, this, [this] { Q_EMIT arrangeWanted(mapToGlobal(QPoint(width() - 30, height()))); });
    QAction *clear = action(QStringLiteral("close"), tr("Clear the search"), tr("Clear the search (Esc)"));
    clear->setVisible(false);
    connect(this, &QLineEdit::textChanged, clear, [clear](const QString &text) { clear->setVisible(!text.isEmpty()); });
    connect(clear, &QAction::triggered, this, &SearchField::clearWanted);
}

} // namespace galley

#include "moc_searchfield.cpp"
