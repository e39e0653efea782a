// A quiet line over a pane that says what the author may want to do, with one action: "Two versions of this post ·
// Compare". UI thread.
#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace galley {

class Theme;

class Banner : public QWidget
{
    Q_OBJECT

public:
    Banner(const Theme &theme, QWidget *parent);

    void say(const QString &words, const QString &action);

Q_SIGNALS:
    void wanted();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void applyTheme();

    const Theme &m_theme;
    QLabel *m_words;
    QPushButton *m_action;
};

} // namespace galley
