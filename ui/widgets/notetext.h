// Sentences to read, select and scroll, in a dialog; as high as they are, up to a limit. UI thread.
#pragma once

#include <QTextEdit>

namespace galley {

class NoteText final : public QTextEdit
{
    Q_OBJECT

public:
    NoteText(const QString &accessibleName, QWidget *parent);

    /// Shows itself, in the row of a CardDialog that was hidden until then.
    void showParagraphs(const QStringList &sentences);
    void showHtml(const QString &html);

    /// HTML of one; `above` are pixels of distance.
    static QString paragraph(const QString &html, int above = 0);
    static QString paragraphs(const QStringList &sentences);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void fit();

    int m_width = 0; // that its height was made for
};

} // namespace galley
