// An editor on the screen, and its text with the cursor written into it: '|' is the cursor, and ‹…› a selection.
#pragma once

#include "ui/editor/markdowneditor.h"
#include "ui/theme/theme.h"

#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

namespace galley {

class EditorFixture
{
public:
    EditorFixture()
        : m_settings(m_folder.filePath(QStringLiteral("s.ini")), QSettings::IniFormat),
          m_theme(m_settings),
          m_editor(std::make_unique<MarkdownEditor>(m_theme))
    {
        m_editor->resize(900, 500);
        m_editor->show();
        if (!QTest::qWaitForWindowExposed(m_editor.get()))
            qFatal("the editor does not show");
        m_editor->setFocus();
    }

    const Theme &theme() const { return m_theme; }
    MarkdownEditor &editor() { return *m_editor; }

    /// `cursorSign` where '|' belongs to the text, as in tables.
    void give(const QString &text, QChar cursorSign = u'|')
    {
        QString plain = text;
        int from = int(plain.indexOf(QChar(0x2039)));
        int to = from;
        if (from >= 0) {
            plain.remove(from, 1);
            to = int(plain.indexOf(QChar(0x203A)));
            plain.remove(to, 1);
        } else {
            from = to = int(plain.indexOf(cursorSign));
            plain.remove(from, 1);
        }
        m_editor->load(plain);
        QTextCursor cursor = m_editor->textCursor();
        cursor.setPosition(from);
        cursor.setPosition(to, QTextCursor::KeepAnchor);
        m_editor->setTextCursor(cursor);
    }

    QString withCursor(QChar cursorSign = u'|') const
    {
        QString text = m_editor->markdown();
        const QTextCursor cursor = m_editor->textCursor();
        if (!cursor.hasSelection())
            return text.insert(cursor.position(), cursorSign);
        text.insert(cursor.selectionEnd(), QChar(0x203A));
        return text.insert(cursor.selectionStart(), QChar(0x2039));
    }

    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) { QTest::keyClick(m_editor.get(), key, modifiers); }
    void type(const QString &text) { QTest::keyClicks(m_editor.get(), text); }

private:
    QTemporaryDir m_folder;
    QSettings m_settings;
    Theme m_theme;
    std::unique_ptr<MarkdownEditor> m_editor;
};

} // namespace galley
