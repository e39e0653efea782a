// What came of a test, or what a certificate says: a line for each thing, with a mark before it. Words of any
// length wrap, many lines scroll. Tab stops here only for a link or to scroll. UI thread.
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
    /// What it says, as plain text: a line for each thing.
    QString words() const { return m_words.join(QLatin1Char('\n')); }
    /// Room for so many lines from the start, so that what comes moves nothing.
    void setLeastLines(int lines);

    QSize sizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

Q_SIGNALS:
    void linkClicked();

protected:
    QMimeData *createMimeDataFromSelection() const override;
    void focusInEvent(QFocusEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    QString row(const Line &line) const;
    int mostHeight() const;
    int heightOf(const QString &html, int width) const;

    const Theme &m_theme;
    QString m_name;
    QString m_html;
    QStringList m_words;
    int m_leastLines = 0;
    bool m_isByKey = false; // the focus has come by Tab
};

} // namespace galley
