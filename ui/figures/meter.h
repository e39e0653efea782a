// One figure beside its limit: a name, a value in words and a slim bar. UI thread.
#pragma once

#include <QWidget>

namespace galley {

class Theme;

class Meter final : public QWidget
{
    Q_OBJECT

public:
    Meter(const Theme &theme, const QString &name, QWidget *parent);

    /// `share` of the limit, 0…1 and beyond; the bar warns from 80 %. `value` stands at the right.
    void setValue(const QString &value, double share);
    /// Words in place of a figure, without a bar.
    void setWords(const QString &words);

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    QString m_name;
    QString m_value;
    double m_share = -1;
};

} // namespace galley
