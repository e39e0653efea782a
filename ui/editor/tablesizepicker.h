// How large a new table is to be: squares to point at, or arrow keys and Enter. Goes away when something else is chosen, and deletes itself. UI thread.
#pragma once

#include <QWidget>

namespace galley {

class Theme;

class TableSizePicker : public QWidget
{
    Q_OBJECT

public:
    explicit TableSizePicker(const Theme &theme, QWidget *parent);

    /// With its upper left corner at `place`, moved so that all of it is on the screen.
    void openBelow(const QPoint &place);

    QSize sizeHint() const override;

Q_SIGNALS:
    /// Rows count the header.
    void picked(int columns, int rows);

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;

private:
    void choose(int columns, int rows);
    void pick();
    QRect square(int column, int row) const;

    const Theme &m_theme;
    int m_columns = 3;
    int m_rows = 3;
};

} // namespace galley
