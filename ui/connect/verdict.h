// What came of a test, or what a certificate says: a line for each thing, with a mark before it. Words of any
// length wrap, many lines scroll. UI thread.
#pragma once

#include <QTextBrowser>

namespace galley {

class Theme;

class Verdict : public QTextBrowser
{
    Q_OBJECT

public:
    enum class Mark { None, Good, Bad, Warning, Addition, Quiet };
    struct Line
    {
        Mark mark = Mark::None;
        QString text = {}; // plain
        QString link = {}; // what a link behind the text says; none where it is empty
    };

    Verdict(const Theme &theme, const QString &name, QWidget *parent);

    void say(const QList<Line> &lines);
    /// What it says, as plain text.
    QString words() const { return toPlainText(); }

    QSize sizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

Q_SIGNALS:
    void linkClicked();

private:
    QString html(const Line &line, int indent) const;

    const Theme &m_theme;
    QString m_name;
    QString m_html;
};

} // namespace galley
