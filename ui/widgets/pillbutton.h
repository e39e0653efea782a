// One choice of a row of them, such as the filters All, Drafts, … UI thread.
#pragma once

#include <QAbstractButton>

namespace galley {

class Theme;

class PillButton : public QAbstractButton
{
    Q_OBJECT

public:
    PillButton(const Theme &theme, const QString &text, QWidget *parent = nullptr);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
};

} // namespace galley
