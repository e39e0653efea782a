// Words with links in them. Tab goes from link to link and never to the words alone, where nothing would show it.
// UI thread.
#pragma once

#include <QLabel>

namespace galley {

class LinkLabel : public QLabel
{
    Q_OBJECT

public:
    /// HTML, so escape what comes from outside.
    explicit LinkLabel(const QString &html, QWidget *parent);

protected:
    void focusInEvent(QFocusEvent *event) override;
};

} // namespace galley
