#include "ui/session/editorpane.h"

#include "ui/editor/findbar.h"
#include "ui/editor/markdowneditor.h"
#include "ui/session/growingfield.h"
#include "ui/theme/theme.h"
#include "ui/widgets/banner.h"

#include <QVBoxLayout>

namespace galley {

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
    QFont titleFont = theme.text(27, QFont::DemiBold);
    titleFont.setLetterSpacing(QFont::PercentageSpacing, 99);
    m_title->setFont(titleFont);
    m_title->setPlaceholderText(tr("Title"));
    m_title->setAccessibleName(tr("Title"));
    m_subtitle->setFont(theme.text(15));
    m_subtitle->setPlaceholderText(tr("Subtitle"));
    m_subtitle->setAccessibleName(tr("Subtitle"));

    m_head->setSpacing(3);
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
    m_head->setContentsMargins(left, 36, qMax(0, right), 8);
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
    field.setColor(QPalette::PlaceholderText, t.faint);
    m_subtitle->setPalette(field);
    field.setColor(QPalette::Text, t.ink);
    m_title->setPalette(field);
}

} // namespace galley

#include "moc_editorpane.cpp"
