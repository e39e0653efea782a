#include "ui/editor/keptplace.h"

#include "ui/editor/markdowneditor.h"

#include <QTextBlock>

namespace galley {

KeptPlace::KeptPlace(MarkdownEditor &editor)
    : m_editor(editor),
      m_top(editor.document()->findBlockByNumber(int(editor.topLine()))),
      m_part(editor.topLine() - int(editor.topLine())),
      m_from(m_top.position()),
      m_to(editor.cursorForPosition(editor.viewport()->rect().bottomRight()).position()),
      m_blocks(editor.document()->blockCount())
{
    QObject::connect(editor.document(), &QTextDocument::contentsChange, &m_listener, [this](int at, int removed, int added) {
        m_changedAt = at;
        m_removed = removed;
        m_added = added;
    });
}

bool KeptPlace::staysInSight() const
{
    if (m_changedAt < 0 || m_changedAt > m_to || m_changedAt + m_removed < m_from)
        return false;
    const QTextDocument &document = *m_editor.document();
    const int end = qMin(m_changedAt + m_added, document.characterCount() - 1);
    const int lines = document.findBlock(end).blockNumber() - document.findBlock(m_changedAt).blockNumber();
    const int linesBefore = lines - (document.blockCount() - m_blocks);
    const bool isSpread = lines > 0 && linesBefore > 0;
    const int cursor = m_editor.textCursor().position();
    return isSpread || cursor < m_changedAt || cursor > end;
}

void KeptPlace::keep()
{
    if (staysInSight())
        m_editor.scrollToLine(m_top.blockNumber() + m_part);
}

} // namespace galley
