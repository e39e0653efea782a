// Find and replace within the open post: a quiet bar above its text. UI thread.
#pragma once

#include "ui/editor/finder.h"

#include <QWidget>

class QBoxLayout;
class QHBoxLayout;
class QLabel;
class QLineEdit;

namespace galley {

class MarkdownEditor;
class SearchToggles;
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

    /// How it looks for words; kept while the window is open.
    TextSearch::Way way() const;
    void setWay(const TextSearch::Way &way);

Q_SIGNALS:
    /// The author wants to look in all posts.
    void allPostsWanted(const QString &sought, const galley::TextSearch::Way &way, const QString &with);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    QHBoxLayout *findTools();
    QHBoxLayout *replaceButtons();
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
    SearchToggles *m_toggles;
    QLabel *m_count;
    QLabel *m_trouble;
    QWidget *m_replacing;
    QBoxLayout *m_findRow;    // the field, its tools beside it or, in a narrow window, below
    QBoxLayout *m_replaceRow;
};

} // namespace galley
