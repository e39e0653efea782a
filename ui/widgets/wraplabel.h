// Plain text that breaks inside a word too, where the word is longer than its line, and that ends in "…" when it has
// more lines than it may. It never asks for width: whoever lays it out gives it one. UI thread.
#pragma once

#include <QLabel>

#include <limits>

namespace galley {

class WrapLabel : public QLabel
{
public:
    explicit WrapLabel(QWidget *parent, int mostLines = std::numeric_limits<int>::max());

    /// The lines of the text as they stand in so many pixels.
    QStringList lines(int width) const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    int m_mostLines;
};

} // namespace galley
