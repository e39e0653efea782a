// What Galley shows while no blog is open. UI thread.
#pragma once

#include <QWidget>

class QAction;
class QVBoxLayout;

namespace galley {

class Theme;

struct WelcomeActions
{
    QAction *newBlog;
    QAction *openBlog;
    QAction *sample;
};

class WelcomePage : public QWidget
{
    Q_OBJECT

public:
    WelcomePage(const Theme &theme, const WelcomeActions &actions, QWidget *parent);

    void setRecent(const QStringList &paths);

Q_SIGNALS:
    void fileChosen(const QString &path);

protected:
    void paintEvent(QPaintEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    const Theme &m_theme;
    QVBoxLayout *m_recent;
    QWidget *m_recentBox;
};

} // namespace galley
