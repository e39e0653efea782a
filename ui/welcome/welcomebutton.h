// A wide choice of the welcome page: an icon, a title and a line below it. UI thread.
#pragma once

#include <QAbstractButton>

namespace galley {

class Theme;

class WelcomeButton : public QAbstractButton
{
    Q_OBJECT

public:
    WelcomeButton(const Theme &theme, const QString &icon, const QString &title, const QString &line, QWidget *parent);

    QSize sizeHint() const override { return {440, 60}; }

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    QString m_icon;
    QString m_line;
};

} // namespace galley
