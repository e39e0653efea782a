// The bar on top: the blog's name, the status of the open post, the marks, the panes and Publish, which is called Update where
// readers see the post already: it is named as its action is. UI thread.
#pragma once

#include <QWidget>

class QLabel;
class QPushButton;
class QToolButton;

namespace galley {

struct Actions;
class Theme;

class HeaderBar : public QWidget
{
    Q_OBJECT

public:
    HeaderBar(const Theme &theme, const Actions &actions, QWidget *parent = nullptr);

    void setBlogName(const QString &name);
    /// The status of the open post in words; empty hides the chip.
    void setStatus(const QString &words);
    /// Why there is nothing to publish, in words; empty where there is.
    void setWhyNotPublish(const QString &why);
    /// Without an open post only the name and the menu stay.
    void setPostOpen(bool open);

Q_SIGNALS:
    void menuWanted(const QPoint &at);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void showPublish();
    void fit();

    const Theme &m_theme;
    QToolButton *m_menu;
    QLabel *m_name;
    QLabel *m_chip;
    QWidget *m_marks;
    QWidget *m_blocks;
    QWidget *m_image;
    QWidget *m_panes;
    QPushButton *m_publish;
    const QAction *m_publishAction;
    QString m_whyNotPublish;
    QString m_fullName;
    bool m_isOpen = false;
};

} // namespace galley
