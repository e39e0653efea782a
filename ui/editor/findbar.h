// Find and replace within the open post: a quiet bar above its text. UI thread.
#pragma once

#include <QWidget>

class QLabel;
class QLineEdit;
class QToolButton;

namespace galley {

class MarkdownEditor;
class Theme;

class FindBar : public QWidget
{
    Q_OBJECT

public:
    FindBar(const Theme &theme, MarkdownEditor &editor, QWidget *parent = nullptr);

    enum class Mode { Find, Replace };
    /// Shows the bar; a selection within one line becomes what is sought.
    void open(Mode mode);
    void close();
    void findNext();
    void findPrevious();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void search(bool backwards, bool fromStart);
    void needleChanged();
    void replaceOne();
    void replaceAll();
    void showCount();
    Qt::CaseSensitivity sensitivity() const;

    const Theme &m_theme;
    MarkdownEditor &m_editor;
    QLineEdit *m_needle;
    QLineEdit *m_replacement;
    QLabel *m_count;
    QWidget *m_replaceRow;
};

} // namespace galley
