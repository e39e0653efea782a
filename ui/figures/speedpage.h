// The same statements on this computer and on the remote, timed when asked. UI thread.
#pragma once

#include "core/workspace/sidebyside.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace galley {

class QuietTable;
class Theme;

class SpeedPage final : public QWidget
{
    Q_OBJECT

public:
    SpeedPage(const Theme &theme, QWidget *parent);

    /// Without a connection there is nothing to measure.
    void setConnected(bool connected);
    void setProgress(int steps);
    void setTimes(const Result<std::vector<SideBySide>> &times);

Q_SIGNALS:
    void measureWanted();
    void cancelWanted();

private:
    void start();

    QuietTable *m_table;
    QLabel *m_words;
    QPushButton *m_button;
    bool m_isRunning = false;
};

} // namespace galley
