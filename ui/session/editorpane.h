// The middle column: title, subtitle and text of the open post, in one measure. UI thread.
#pragma once

#include <QWidget>

class QVBoxLayout;

namespace galley {

class Banner;
class FindBar;
class GrowingField;
class MarkdownEditor;
class Theme;

class EditorPane : public QWidget
{
    Q_OBJECT

public:
    explicit EditorPane(const Theme &theme, QWidget *parent = nullptr);

    GrowingField &title() { return *m_title; }
    GrowingField &subtitle() { return *m_subtitle; }
    MarkdownEditor &editor() { return *m_editor; }
    FindBar &findBar() { return *m_findBar; }
    /// Nothing can be written where it would be nobody's.
    void setWritable(bool isWritable);
    /// For a file that can't be written: to be read and copied from.
    void setReadOnly(bool isReadOnly);
    /// What the author may want to know about this post; hidden while there is nothing.
    Banner &banner() { return *m_banner; }

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void alignColumn();
    void fitTitle();
    void applyTheme();

    const Theme &m_theme;
    GrowingField *m_title;
    GrowingField *m_subtitle;
    MarkdownEditor *m_editor;
    FindBar *m_findBar;
    Banner *m_banner;
    QVBoxLayout *m_head;
};

} // namespace galley
