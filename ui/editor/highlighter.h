// Colours Markdown while it is typed: each line by itself, so that a key press costs one line; only the state
// "inside a fence" is carried from line to line. UI thread.
#pragma once

#include <QHash>
#include <QSyntaxHighlighter>

namespace galley {

class Theme;

class Highlighter : public QSyntaxHighlighter
{
    Q_OBJECT

public:
    Highlighter(QTextDocument *document, const Theme &theme);

    /// True for a line within a fenced code block, its fences included.
    static bool isCode(const QTextBlock &block);
    /// True for a line after which the code goes on.
    static bool isOpenCode(const QTextBlock &block);

protected:
    void highlightBlock(const QString &text) override;

private:
    void applyMarks(const QString &text);
    void themeChanged();
    const QTextCharFormat &formatFor(quint16 marks);

    const Theme &m_theme;
    QList<quint16> m_marks;
    QHash<quint16, QTextCharFormat> m_formats;
};

} // namespace galley
