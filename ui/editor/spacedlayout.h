// Line spacing for a plain text document: the layout of QPlainTextEdit has none, so each laid-out block has its
// lines moved apart here. UI thread.
#pragma once

#include <QPlainTextDocumentLayout>

namespace galley {

class SpacedLayout : public QPlainTextDocumentLayout
{
    Q_OBJECT

public:
    /// `spacing` is the distance of two lines in units of the font's pixel size, as in CSS line-height.
    SpacedLayout(QTextDocument *document, double spacing);

    QRectF blockBoundingRect(const QTextBlock &block) const override;

    /// The distance of two lines, in pixels.
    double lineHeight() const;

protected:
    void documentChanged(int from, int charsRemoved, int charsAdded) override;

private:
    double m_spacing;
};

} // namespace galley
