// Copying one block out of the pane: a menu at the block under the pointer, or by the keyboard at the one last shown.
#include "ui/preview/blockflow.h"
#include "ui/preview/previewpane.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QMenu>
#include <QMimeData>
#include <QTextDocumentFragment>

#include <algorithm>

namespace galley {

namespace {

void copyHtml(const QByteArray &block, PreviewPane::CopyAs form)
{
    const QString html = QString::fromUtf8(block).trimmed();
    auto *copied = new QMimeData;
    if (form == PreviewPane::CopyAs::HtmlSource) {
        copied->setText(html);
    } else {
        copied->setHtml(html);
        copied->setText(QTextDocumentFragment::fromHtml(html).toPlainText().remove(QChar::ObjectReplacementCharacter));
    }
    QApplication::clipboard()->setMimeData(copied);
}

} // namespace

const markdown::Block *PreviewPane::blockAt(int line) const
{
    const auto found = std::ranges::find_if(
        m_document.blocks, [line](const markdown::Block &block) { return block.firstLine <= line && line <= block.lastLine; });
    return found == m_document.blocks.end() ? nullptr : &*found;
}

void PreviewPane::copyBlock(int line, CopyAs form) const
{
    if (const markdown::Block *block = blockAt(line))
        copyHtml(block->html, form);
}

void PreviewPane::contextMenuEvent(QContextMenuEvent *event)
{
    Row row = rowAt(event->pos());
    QPoint place = event->globalPos();
    if (event->reason() == QContextMenuEvent::Keyboard) {
        const std::vector<Row> rows = visibleRows();
        const auto holds = [this](const Row &shown) {
            const preview::Segment &segment = m_flow->segment(shown.index);
            return segment.firstLine <= m_lastLine && m_lastLine <= segment.lastLine;
        };
        const auto isWhole = [this](const Row &shown) { return shown.y >= 0 && m_flow->segment(shown.index).firstLine >= 0; };
        auto chosen = std::ranges::find_if(rows, holds);
        if (chosen == rows.end())
            chosen = std::ranges::find_if(rows, isWhole);
        row = chosen == rows.end() ? Row{-1, 0, 0} : *chosen;
        place = viewport()->mapToGlobal(QPoint(m_columnLeft, std::clamp(row.y + row.height, 0, viewport()->height())));
    }
    const markdown::Block *block = row.index < 0 ? nullptr : blockAt(m_flow->segment(row.index).firstLine);
    if (!block)
        return; // the head of the post, or nothing
    // By value: while the menu is open, another version of the post may come.
    const auto copy = [html = block->html](CopyAs form) { return [html, form] { copyHtml(html, form); }; };
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("&Copy block"), this, copy(CopyAs::FormattedText));
    menu->addAction(tr("Copy block as &HTML"), this, copy(CopyAs::HtmlSource));
    menu->popup(place);
}

} // namespace galley
