#include "ui/editor/sheets.h"

#include "ui/editor/highlighter.h"
#include "ui/editor/minimaledit.h"
#include "ui/editor/spacedlayout.h"
#include "ui/theme/theme.h"

#include <QCoreApplication>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QTextDocument>

#include <algorithm>

namespace galley {

namespace {

constexpr double kSpacing = 1.75;
constexpr double kSheetMargin = 12;          // how far the tint of the cursor's paragraph reaches past the text
constexpr std::size_t kMostSheets = 8;
constexpr int kMostCharacters = 3'000'000; // in all of them

} // namespace

Sheets::Sheets(const Theme &theme, QPlainTextEdit &editor)
    : m_theme(theme),
      m_editor(editor),
      m_font(theme.mono(15))
{
    m_sheets.push_front(make());
}

Sheet Sheets::make() const
{
    Sheet sheet;
    sheet.document = new QTextDocument(&m_editor);
    sheet.layout = new SpacedLayout(sheet.document, kSpacing);
    sheet.document->setDocumentLayout(sheet.layout);
    sheet.document->setDocumentMargin(kSheetMargin);
    sheet.document->setDefaultFont(m_font);
    sheet.highlighter = new Highlighter(sheet.document, m_theme);
    // A new highlighter colours nothing before its first, posted pass; here that is over an empty text.
    QCoreApplication::sendPostedEvents(sheet.highlighter, QEvent::MetaCall);
    return sheet;
}

void Sheets::setFont(const QFont &font)
{
    m_font = font;
    for (Sheet &sheet : m_sheets)
        sheet.document->setDefaultFont(font);
}

void Sheets::leave()
{
    Sheet &sheet = current();
    const QTextCursor cursor = m_editor.textCursor();
    sheet.anchor = cursor.anchor();
    sheet.position = cursor.position();
    sheet.scrolled = m_editor.verticalScrollBar()->value();
    sheet.revision = sheet.document->revision();
    sheet.hash = qHash(exactText(*sheet.document));
}

Sheets::Origin Sheets::turnTo(qint64 key)
{
    leave();
    const auto known = std::ranges::find_if(m_sheets, [key](const Sheet &sheet) { return key != 0 && sheet.key == key; });
    if (known != m_sheets.end()) {
        m_sheets.splice(m_sheets.begin(), m_sheets, known);
        return Origin::Kept;
    }
    m_sheets.push_front(make());
    current().key = key;
    return Origin::New;
}

void Sheets::dropOldest()
{
    const auto characters = [this] {
        int sum = 0;
        for (const Sheet &sheet : m_sheets)
            sum += sheet.document->characterCount();
        return sum;
    };
    const auto drop = [this](std::list<Sheet>::iterator sheet) {
        sheet->document->deleteLater();
        m_sheets.erase(sheet);
    };
    for (auto sheet = std::next(m_sheets.begin()); sheet != m_sheets.end();) {
        const auto here = sheet++;
        if (here->key == 0)
            drop(here);
    }
    while (m_sheets.size() > 1 && (m_sheets.size() > kMostSheets || characters() > kMostCharacters))
        drop(std::prev(m_sheets.end()));
}

} // namespace galley
