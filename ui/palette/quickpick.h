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
        int current = 0;    // the entry that is chosen while nothing is typed
    };
    void open(Offer offer);
    /// Where reading the entries takes a moment: the field comes at once, and they by `fill`. What is typed until then
    /// counts, Enter too. Gives the number of the offer.
    int openEmpty(const QString &question);
    /// Nothing happens where the author has gone from that offer.
    void fill(int number, Offer offer);
    /// Without a choice: the focus is back where it was.
    void leave();

protected:
    void paintEvent(QPaintEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void ask(const QString &question);
    void take(Offer offer);
    void place();
    void narrow();
    void follow();
    void pick();
    bool keyPressed(int key);

    const Theme &m_theme;
    QLineEdit *m_field;
    QListView *m_list;
    QLabel *m_none;
    PickList m_entries;
    std::function<void(int)> m_picked; // null while entries are to come
    int m_number = 0;
    bool m_picksWhenFilled = false;
    QPointer<QWidget> m_before; // had the focus
};

} // namespace galley
