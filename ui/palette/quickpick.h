// A field and a list over the top of the window: type a few letters, Enter takes the first that fits. It goes away
// with Escape, a click elsewhere, or another focus, which then stays where the author put it. UI thread.
#pragma once

#include "ui/palette/picklist.h"

#include <QPointer>
#include <QWidget>

#include <functional>
#include <vector>

class QLabel;
class QLineEdit;
class QListView;

namespace galley {

class Theme;

class QuickPick : public QWidget
{
    Q_OBJECT

public:
    QuickPick(const Theme &theme, QWidget *window);

    struct Offer
    {
        QString question;   // what the field asks for
        QString noneCalled; // one sentence, where nothing fits
        std::vector<PickEntry> entries;
        std::function<void(int entry)> picked; // called after the focus is back where it was
    };
    void open(Offer offer);

protected:
    void paintEvent(QPaintEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void place();
    void narrow();
    void follow();
    void pick();
    void leave();
    bool keyPressed(int key);

    const Theme &m_theme;
    QLineEdit *m_field;
    QListView *m_list;
    QLabel *m_none;
    PickList m_entries;
    std::function<void(int)> m_picked;
    QPointer<QWidget> m_before; // had the focus
};

} // namespace galley
