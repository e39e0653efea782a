#include "ui/sync/placetext.h"

#include "ui/editor/minimaledit.h"
#include "ui/editor/spacedlayout.h"
#include "ui/theme/theme.h"

#include <QTextBlock>
#include <QTextDocument>
#include <QTextLayout>
#include <QWheelEvent>
#include <QtMath>

namespace galley {

namespace {

constexpr double Spacing = 1.6; // of two lines, in units of the font's size
constexpr std::size_t MostMarks = 1000; // beyond that all is new, and marks tell nothing

std::pair<int, int> withoutSpacesAround(const QString &text, int from, int to)
{
    int first = from;
    int last = to;
    while (first < last && text[first].isSpace())
        ++first;
    while (last > first && text[last - 1].isSpace())
        --last;
    return first < last ? std::pair(first, last) : std::pair(from, to); // where spaces are all of it, they are shown
}

} // namespace

PlaceText::PlaceText(const Theme &theme, Use use, QWidget *parent)
    : QPlainTextEdit(parent),
      m_theme(theme)
{
    auto *text = new QTextDocument(this);
    text->setDefaultFont(theme.mono(13));
    m_layout = new SpacedLayout(text, Spacing);
    text->setDocumentLayout(m_layout);
    text->setDocumentMargin(0);
    setDocument(text);
    setReadOnly(use == Use::ForReading);
    if (use == Use::ForReading)
        setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setFocusPolicy(use == Use::ForWriting ? Qt::StrongFocus : Qt::ClickFocus);
    setFrameShape(QFrame::NoFrame);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setTabChangesFocus(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    setFont(theme.mono(13));
    viewport()->setAutoFillBackground(false);
    connect(this, &QPlainTextEdit::textChanged, this, &PlaceText::updateGeometry);
    connect(&theme, &Theme::changed, this, &PlaceText::applyTheme);
    applyTheme();
}

QString PlaceText::text() const
{
    QString text = document()->toRawText(); // toPlainText() turns no-break spaces into spaces
    text.replace(QChar::ParagraphSeparator, QLatin1Char('\n'));
    text.replace(QChar::LineSeparator, QLatin1Char('\n'));
    return text;
}

void PlaceText::setText(const QString &text)
{
    applyMinimalEdit(document(), text);
}

void PlaceText::markAgainst(const QString &former)
{
    m_marks.clear();
    const QString shown = text();
    int at = 0;
    for (const DiffRun &run : wordDiff(former, shown)) {
        if (run.kind == DiffRun::Kind::Removed)
            continue;
        if (run.kind == DiffRun::Kind::Added)
            m_marks.push_back(withoutSpacesAround(shown, at, at + int(run.text.size())));
        at += int(run.text.size());
        if (m_marks.size() > MostMarks) {
            m_marks.clear();
            break;
        }
    }
    showMarks();
}

void PlaceText::clearMarks()
{
    m_marks.clear();
    showMarks();
}

void PlaceText::showMarks()
{
    const Tokens &t = m_theme.tokens();
    QList<QTextEdit::ExtraSelection> selections;
    for (const auto &[from, to] : m_marks) {
        QTextEdit::ExtraSelection selection;
        selection.cursor = QTextCursor(document());
        selection.cursor.setPosition(from);
        selection.cursor.setPosition(to, QTextCursor::KeepAnchor);
        selection.format.setForeground(t.accent);
        selection.format.setUnderlineStyle(QTextCharFormat::SingleUnderline); // the place has a ground already
        selection.format.setUnderlineColor(blend(t.selection, t.accent, 0.5));
        selections.append(selection);
    }
    setExtraSelections(selections);
}

void PlaceText::applyTheme()
{
    const Tokens &t = m_theme.tokens();
    QPalette p = palette();
    p.setColor(QPalette::Base, Qt::transparent);
    p.setColor(QPalette::Text, t.ink);
    setPalette(p);
    showMarks();
}

int PlaceText::linesHeight() const
{
    int lines = 0;
    for (QTextBlock block = document()->firstBlock(); block.isValid(); block = block.next())
        lines += qMax(1, block.layout()->lineCount());
    return qCeil(qMax(1, lines) * m_layout->lineHeight()) + 1;
}

QSize PlaceText::sizeHint() const
{
    return {160, linesHeight()};
}

void PlaceText::resizeEvent(QResizeEvent *event)
{
    QPlainTextEdit::resizeEvent(event);
    if (height() != linesHeight())
        updateGeometry();
}

void PlaceText::focusInEvent(QFocusEvent *event)
{
    QPlainTextEdit::focusInEvent(event);
    Q_EMIT focused();
}

// All places scroll together; none scrolls by itself.
void PlaceText::wheelEvent(QWheelEvent *event)
{
    event->ignore();
}

} // namespace galley

#include "moc_placetext.cpp"
