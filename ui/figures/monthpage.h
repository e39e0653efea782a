// What was used this month beside Turso's free plan, and what the database stores. UI thread.
#pragma once

#include "core/store/audit.h"
#include "core/store/usagetable.h"

#include <QWidget>

class QLabel;

namespace galley {

class Meter;
class Theme;

class MonthPage final : public QWidget
{
    Q_OBJECT

public:
    MonthPage(const Theme &theme, QWidget *parent);

    void setUsage(const Usage &usage);
    void setStorage(const Result<Storage> &storage);
    /// Why it is not known (yet).
    void setStorageWords(const QString &words);

private:
    Meter *m_rowsRead;
    Meter *m_rowsWritten;
    Meter *m_storage;
    QLabel *m_traffic;
};

} // namespace galley
