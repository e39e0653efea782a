// A quiet word at the bottom of the window that goes away by itself: "Published · View". UI thread.
#pragma once

#include <QList>
#include <QPointer>
#include <QWidget>

#include <functional>

class QHBoxLayout;
class QLabel;
class QTimer;

namespace galley {

class Theme;

struct ToastAction
{
    QString text;
    std::function<void()> run;
};

class Toast : public QWidget
{
    Q_OBJECT

public:
    Toast(const Theme &theme, QWidget *parent);

    enum class Tone { Quiet, Trouble };
    /// `subject` is the id of what the words are about, where they hold only as long as it stays as it is; else 0.
    void say(const QString &words, const QList<ToastAction> &actions = {}, Tone tone = Tone::Quiet, qint64 subject = 0);
    /// These words hold no longer; others stay.
    void unsay(const QString &words);
    /// 0 also when nothing is said.
    qint64 subject() const { return isVisible() ? m_subject : 0; }

protected:
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    void place();

    const Theme &m_theme;
    QLabel *m_words;
    QHBoxLayout *m_row;
    QTimer *m_timer;
    QList<QPointer<QWidget>> m_buttons;
    Tone m_tone = Tone::Quiet;
    qint64 m_subject = 0;
};

} // namespace galley
