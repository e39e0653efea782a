// What the blog's database was asked for this month, the last calls, and how fast it is beside this computer.
// Nothing here waits on the network. UI thread.
#pragma once

#include "core/workspace/workspace.h"
#include "ui/widgets/carddialog.h"

class QStackedWidget;

namespace galley {

class CallsPage;
class MonthPage;
class SpeedPage;

class FiguresDialog : public CardDialog
{
    Q_OBJECT

public:
    /// `url`: of the database; empty for a blog that has none.
    FiguresDialog(const Theme &theme, Workspace &workspace, const QString &url, QWidget *parent);

    /// Also ends what is still being asked.
    void done(int result) override;

private:
    void addPages();
    void showUsage();
    void askStorage();
    void measure();

    Workspace &m_workspace;
    QStackedWidget *m_pages = nullptr;
    MonthPage *m_month = nullptr;
    CallsPage *m_calls = nullptr;
    SpeedPage *m_speed = nullptr;
    QString m_url;
};

} // namespace galley
