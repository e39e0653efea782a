// The field above the list: what is sought, a × that takes it away while there is any, and the way to sorting and tags.
// UI thread.
#pragma once

#include <QLineEdit>

namespace galley {

class Theme;

class SearchField : public QLineEdit
{
    Q_OBJECT

public:
    explicit SearchField(const Theme &theme, QWidget *parent = nullptr);

Q_SIGNALS:
    /// The author wants to see all posts again. The text is still there.
    void clearWanted();
    /// How the list is sorted and what it shows is to be chosen at this place of the screen.
    void arrangeWanted(const QPoint &place);
};

} // namespace galley
