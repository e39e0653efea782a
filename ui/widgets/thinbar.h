// How far something is, as a thin bar. UI thread.
#pragma once

#include <QWidget>

namespace galley {

class Theme;

class ThinBar final : public QWidget
{
    Q_OBJECT

public:
    ThinBar(const Theme &theme, QWidget *parent);

    /// 0…1.
    void setShare(double share);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    double m_share = 0;
};

} // namespace galley
