#include "ui/widgets/notetext.h"

#include <QLayout>

namespace galley {

namespace {

constexpr int kMostHeight = 190;

} // namespace

NoteText::NoteText(const QString &accessibleName, QWidget *parent) : QTextEdit(parent)
{
    setReadOnly(true);
    setFrameShape(QFrame::NoFrame);
    setTabChangesFocus(true);
    document()->setDocumentMargin(0);
    viewport()->setAutoFillBackground(false);
    setAccessibleName(accessibleName);
}

void NoteText::showParagraphs(const QStringList &sentences)
{
    showHtml(paragraphs(sentences));
}

void NoteText::showHtml(const QString &html)
{
    setHtml(html);
    parentWidget()->show();
    window()->layout()->activate(); // the height follows from the width
    parentWidget()->layout()->activate();
    setFixedHeight(qMin(kMostHeight, int(document()->size().height()) + 2));
}

QString NoteText::paragraph(const QString &html, int above)
{
    return QStringLiteral("<p style=\"margin:%1px 14px 6px 0\">%2</p>").arg(above).arg(html);
}

QString NoteText::paragraphs(const QStringList &sentences)
{
    QString html;
    for (const QString &sentence : sentences)
        html += paragraph(sentence.toHtmlEscaped());
    return html;
}

} // namespace galley

#include "moc_notetext.cpp"
