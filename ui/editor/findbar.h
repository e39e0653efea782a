// Find and replace within the open post: a quiet bar above its text. UI thread.
#pragma once

#include "ui/editor/finder.h"

#include <QWidget>

class QHBoxLayout;
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

Q_SIGNALS:
    /// The author wants to look in all posts.
    void allPostsWanted(const QString &sought, galley::TextSearch::Syntax syntax, const QString &with);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    QHBoxLayout *findRow();
    void buildReplaceRow();
    std::optional<TextSearch> search();
    void soughtChanged();
    void searchAgain();
    void replaceOne();
    void replaceAll();
    void showCount();

    const Theme &m_theme;
    MarkdownEditor &m_editor;
    Finder m_finder;
    QLineEdit *m_sought;
    QLineEdit *m_replacement;
    QToolButton *m_expression;
    QLabel *m_count;
    QLabel *m_trouble;
    QWidget *m_replaceRow;
};

} // namespace galley
