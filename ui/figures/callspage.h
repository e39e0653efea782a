// The last calls of the remote, newest first. UI thread.
#pragma once

#include "core/store/usagelog.h"

#include <QWidget>

namespace galley {

class QuietTable;
class Theme;

class CallsPage final : public QWidget
{
    Q_OBJECT

public:
    CallsPage(const Theme &theme, QWidget *parent);

    void setCalls(const std::vector<LoggedCall> &calls);

private:
    QuietTable *m_table;
};

} // namespace galley
