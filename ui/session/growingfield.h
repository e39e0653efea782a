// A field for one paragraph that wraps and grows with it: title and subtitle above the text. Enter goes on to
// the next field. UI thread.
#pragma once

#include <QPlainTextEdit>

#include <vector>

namespace galley {

class GrowingField : public QPlainTextEdit
{
    Q_OBJECT

public:
    explicit GrowingField(QWidget *parent = nullptr);

    QString text() const { return toPlainText(); }
    /// Brings the field to `text`; the cursor keeps its place.
    void setText(const QString &text);
    /// Lines that the text would have in that font.
    int linesIn(const QFont &font) const;
    /// It grows no further than that, and then shows the lines around the cursor.
    void setMostLines(int lines);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

Q_SIGNALS:
    /// Enter, Tab or Down at the end: the author goes on below.
    void leftBelow();
    /// Up or Shift+Tab: the author goes back above.
    void leftAbove();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void insertFromMimeData(const QMimeData *source) override;

private:
    void standWhereItBegins();
    int linesHeight() const;
    /// Of each line that the text would have in that font, in pixels. An empty text has one.
    std::vector<qreal> lineHeights(const QFont &font) const;
    bool isCursorInLine(bool last) const;

    int m_mostLines = 1000;
};

} // namespace galley
