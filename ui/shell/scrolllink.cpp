#include "ui/shell/scrolllink.h"

#include "ui/editor/markdowneditor.h"
#include "ui/preview/previewpane.h"

#include <QScrollBar>

namespace galley {

ScrollLink::ScrollLink(MarkdownEditor &editor, PreviewPane &preview, QObject *parent)
    : QObject(parent)
{
    // Wheel and bar only; a cursor that moves scrolls the bar's value, and triggers no action. Queued: the action
    // comes before the value has followed it.
    connect(editor.verticalScrollBar(), &QAbstractSlider::actionTriggered, this,
            [&editor, &preview] { preview.scrollToLine(editor.topLine()); }, Qt::QueuedConnection);
    connect(&preview, &PreviewPane::topLineChanged, this, [&editor](double line) { editor.scrollToLine(line); });
}

} // namespace galley

#include "moc_scrolllink.cpp"
