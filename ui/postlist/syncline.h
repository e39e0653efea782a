// The line below the list that says in words where the posts are: "On this computer only", "In step with Turso ·
// 2 min ago", "Publishing…". What a click on it does follows from what it says (ui/sync/syncwords.h). UI thread.
#pragma once

#include <QAbstractButton>

namespace galley {

class Theme;

class SyncLine : public QAbstractButton
{
    Q_OBJECT

public:
    enum class Mood { Local, InStep, Busy, Trouble };

    explicit SyncLine(const Theme &theme, QWidget *parent = nullptr);

    /// `detail` is a sentence for whoever looks closer.
    void show(Mood mood, const QString &words, const QString &detail = {});
    /// 0…1 draws a thin bar of progress; below 0 hides it.
    void setProgress(double share);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    Mood m_mood = Mood::Local;
    double m_progress = -1;
};

} // namespace galley
