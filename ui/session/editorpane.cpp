#include "ui/session/editorpane.h"

#include "ui/editor/findbar.h"
#include "ui/editor/markdowneditor.h"
#include "ui/session/growingfield.h"
#include "ui/theme/theme.h"
#include "ui/widgets/banner.h"

#include <QEvent>
#include <QPainter>
#include <QScrollBar>
#include <QVBoxLayout>

namespace galley {

namespace {

constexpr int kTitleSize = 27;     // pixels
constexpr int kLongTitleSize = 21; // of a title that would have more lines than these
constexpr int kLargeLines = 3;
constexpr int kAboveHead = 36;
constexpr int kBelowHead = 8;
constexpr int kHeadGap = 5;
constexpr int kLeastText = 110; // pixels that the head leaves to the text
constexpr int kLeastTitleLines = 2;
constexpr int kWideAside = 120; // pixels beside the text

QFont titleFont(const Theme &theme, int size)
{
    QFont font = theme.text(size, QFont::DemiBold);
    font.setLetterSpacing(QFont::PercentageSpacing, 99);
    return font;
}

} // namespace

EditorPane::EditorPane(const Theme &theme, QWidget *parent)
    : QWidget(parent),
      m_theme(theme),
      m_title(new GrowingField(this)),
      m_subtitle(new GrowingField(this)),
      m_editor(new MarkdownEditor(theme, this)),
      m_findBar(new FindBar(theme, *m_editor, this)),
      m_banner(new Banner(theme, this)),
      m_head(new QVBoxLayout)
{
    m_title->setFont(titleFont(theme, kTitleSize));
    m_title->setPlaceholderText(tr("Title"));
    m_title->setAccessibleName(tr("Title"));
    m_subtitle->setFont(theme.text(15));
    m_subtitle->setPlaceholderText(tr("Subtitle"));
    m_subtitle->setAccessibleName(tr("Subtitle"));

    m_head->setSpacing(kHeadGap);
    m_head->addWidget(m_title);
    m_head->addWidget(m_subtitle);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_banner);
    column->addWidget(m_findBar);
    column->addLayout(m_head);
    column->addWidget(m_editor, 1);

    connect(m_title, &GrowingField::leftBelow, m_subtitle, qOverload<>(&QWidget::setFocus));
    connect(m_subtitle, &GrowingField::leftBelow, m_editor, qOverload<>(&QWidget::setFocus));
    connect(m_subtitle, &GrowingField::leftAbove, m_title, qOverload<>(&QWidget::setFocus));
    connect(m_editor, &MarkdownEditor::columnChanged, this, &EditorPane::alignColumn);
    connect(m_title, &GrowingField::textChanged, this, &EditorPane::fitTitle);
    connect(m_editor->verticalScrollBar(), &QScrollBar::valueChanged, this, qOverload<>(&QWidget::update));
    for (QWidget *each : std::initializer_list<QWidget *>{m_banner, m_findBar, m_title, m_subtitle})
        each->installEventFilter(this);
    connect(&theme, &Theme::changed, this, &EditorPane::applyTheme);
    setAutoFillBackground(true);
    setMinimumWidth(280);
    applyTheme();
}

void EditorPane::setWritable(bool isWritable)
{
    for (QWidget *field : {static_cast<QWidget *>(m_title), static_cast<QWidget *>(m_subtitle), static_cast<QWidget *>(m_editor)})
        field->setEnabled(isWritable);
}

void EditorPane::setReadOnly(bool isReadOnly)
{
    m_title->setReadOnly(isReadOnly);
    m_subtitle->setReadOnly(isReadOnly);
    m_editor->setReadOnly(isReadOnly);
}

void EditorPane::alignColumn()
{
    const int left = m_editor->textLeft();
    const int right = width() - left - m_editor->textWidth();
    m_head->setContentsMargins(left, kAboveHead, qMax(0, right), kBelowHead);
    // Where the pane is much wider than the text, what stands above it is as wide as the text, too.
    const bool isWide = left >= kWideAside && right >= kWideAside;
    for (QWidget *bar : std::initializer_list<QWidget *>{m_banner, m_findBar}) {
        const QMargins own = bar->layout()->contentsMargins();
        bar->setContentsMargins(isWide ? left - own.left() : 0, 0, isWide ? right - own.right() : 0, 0);
    }
}

// A long title steps down a size. Where the window is so low that the text would have no room, the title shows whole lines
// of itself: those around the cursor.
void EditorPane::fitTitle()
{
    const QFont large = titleFont(m_theme, kTitleSize);
    const QFont font = m_title->linesIn(large) > kLargeLines ? titleFont(m_theme, kLongTitleSize) : large;
    if (m_title->font() != font)
        m_title->setFont(font);
    int room = height() - kAboveHead - kHeadGap - kBelowHead - kLeastText - m_subtitle->sizeHint().height();
    for (const QWidget *bar : std::initializer_list<const QWidget *>{m_banner, m_findBar})
        room -= bar->isHidden() ? 0 : bar->height();
    m_title->setMostLines(qMax(kLeastTitleLines, room / m_title->fontMetrics().lineSpacing()));
}

void EditorPane::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fitTitle();
}

// A hairline between the head and a text that has scrolled under it: else the subtitle would read as a line of the text.
void EditorPane::paintEvent(QPaintEvent *event)
{
    QWidget::paintEvent(event);
    if (m_editor->verticalScrollBar()->value() > 0)
        QPainter(this).fillRect(m_editor->textLeft(), m_editor->y() - 1, m_editor->textWidth(), 1, m_theme.tokens().line);
}

bool EditorPane::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::Resize:
    case QEvent::Show:
    case QEvent::Hide: fitTitle(); break;
    default: break;
    }
    return QWidget::eventFilter(watched, event);
}

void EditorPane::applyTheme()
{
    const Tokens &t = m_theme.tokens();
    QPalette p = palette();
    p.setColor(QPalette::Window, t.paper);
    p.setColor(QPalette::Base, t.paper);
    setPalette(p);
    QPalette field = m_subtitle->palette();
    field.setColor(QPalette::Text, t.soft);
    field.setColor(QPalette::PlaceholderText, t.hint);
    m_subtitle->setPalette(field);
    field.setColor(QPalette::Text, t.ink);
    m_title->setPalette(field);
}

} // namespace galley

#include "moc_editorpane.cpp"
