// The frame of our dialogs: a heading of at most three lines with a sentence, rows between hairlines, and a footer with
// the buttons. It is never wider than its parent's window. UI thread.
#pragma once

#include <QDialog>

class QHBoxLayout;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace galley {

class Theme;

class CardDialog : public QDialog
{
    Q_OBJECT

public:
    enum class Width { Usual, Wide };
    CardDialog(const Theme &theme, const QString &heading, const QString &sentence, QWidget *parent,
               Width width = Width::Usual);

    void setSentence(const QString &sentence);
    /// What the name of a row stands beside: the middle of a field or the top of a text; or the field that
    /// `content` begins with.
    enum class Beside { Content, FirstField };
    /// A row with its name at the left.
    void addRow(const QString &name, QWidget *content, Beside beside = Beside::Content);
    /// A row of its own width.
    void addWide(QWidget *content);
    /// The same, which takes the room that the other rows leave; the dialog can then be resized.
    void addGrowing(QWidget *content);
    /// One thing that takes all the room between heading and footer, in place of rows; the dialog can then be resized.
    void fill(QWidget *content);
    /// Text of a row; HTML, so escape what comes from outside, and let it break with `breakable`.
    QLabel *richText(const QString &html = {});
    /// The text with places to break in each word that may be longer than its line.
    static QString breakable(const QString &text);
    QPushButton *addLeftButton(const QString &text);
    void addLeft(QWidget *content);
    QPushButton *addButton(const QString &text);
    /// The accent button, which Enter presses.
    QPushButton *addMainButton(const QString &text);
    /// In place of the main one: what takes something away, in the colour of a warning. Enter presses `harmless` instead,
    /// which was added before.
    QPushButton *addDangerButton(const QString &text, QPushButton &harmless);

    const Theme &theme() const { return m_theme; }

protected:
    /// As large as wanted where the owner's window lets it be; for what can be resized.
    void resizeWithin(const QSize &wanted);
    void paintEvent(QPaintEvent *event) override;

private:
    QWidget *wideRow(QWidget *content);
    void letResize();

    const Theme &m_theme;
    QLabel *m_sentence;
    QVBoxLayout *m_column;
    QVBoxLayout *m_rows;
    QWidget *m_footer;
    QHBoxLayout *m_left;
    QHBoxLayout *m_right;
};

} // namespace galley
