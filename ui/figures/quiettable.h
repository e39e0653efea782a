// A table as our dialogs want it: no grid, no box, a hairline below the names of the columns. UI thread.
#pragma once

#include <QTableWidget>

namespace galley {

class Theme;

class QuietTable final : public QTableWidget
{
    Q_OBJECT

public:
    /// The column `wide` takes the room that is left and stands at the left; all others stand at the right.
    QuietTable(const Theme &theme, const QString &name, const QStringList &columns, int wide, QWidget *parent);

    /// One text for each column; `toolTip` is of the whole row.
    void addRow(const QStringList &texts, const QString &toolTip = {});
    /// In place of the rows.
    void setEmptyText(const QString &text);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    int m_wide;
    QString m_emptyText;
};

} // namespace galley
