#include "ui/widgets/notetext.h"

#include <QLayout>
#include <QtMath>

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
    fit();
}

// A dialog may lay itself out only after the text was set; a height that is set while it does so would be lost.
void NoteText::resizeEvent(QResizeEvent *event)
{
    QTextEdit::resizeEvent(event);
    if (width() != m_width)
        QMetaObject::invokeMethod(this, &NoteText::fit, Qt::QueuedConnection);
}

void NoteText::fit()
{
    m_width = width();
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff); // it would take from the width
    const int whole = qCeil(document()->size().height()) + height() - viewport()->height();
    setVerticalScrollBarPolicy(whole > kMostHeight ? Qt::ScrollBarAsNeeded : Qt::ScrollBarAlwaysOff);
    setFixedHeight(qMin(kMostHeight, whole));
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
