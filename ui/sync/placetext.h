// One version of one place: a text as high as its lines, in which words can be marked. UI thread.
#pragma once

#include "core/merge/textdiff.h"

#include <QPlainTextEdit>

namespace galley {

class SpacedLayout;
class Theme;

class PlaceText : public QPlainTextEdit
{
    Q_OBJECT

public:
    enum class Use { ForReading, ForWriting };
    PlaceText(const Theme &theme, Use use, QWidget *parent);

    QString text() const;
    /// Replaces the text as one step of undo.
    void setText(const QString &text);
    /// Marks what `text()` has and `former` has not.
    void markAgainst(const QString &former);
    void clearMarks();

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {80, sizeHint().height()}; }

Q_SIGNALS:
    void focused();

protected:
    void resizeEvent(QResizeEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;

private:
    int linesHeight() const;
    void applyTheme();
    void showMarks();

    const Theme &m_theme;
    SpacedLayout *m_layout;
    std::vector<std::pair<int, int>> m_marks; // from, to
};

} // namespace galley
