// The Markdown editor: one centred column of text with generous spacing. UI thread.
#pragma once

#include "core/base/textsearch.h"
#include "ui/editor/backdrop.h"
#include "ui/editor/droppedimages.h"
#include "ui/editor/pairs.h"
#include "ui/editor/sheets.h"

#include <QPlainTextEdit>
#include <QTextCursor>

#include <functional>
#include <optional>

namespace galley {

class Spelling;
class Theme;

class MarkdownEditor : public QPlainTextEdit
{
    Q_OBJECT

public:
    explicit MarkdownEditor(const Theme &theme, QWidget *parent = nullptr);

    /// Another post is shown. One that was shown before under the same key (its id; 0 for none) comes back with
    /// its undo, cursor and place, and what was written to it elsewhere meanwhile becomes a step of undo.
    enum class Loaded {
        AsGiven,
        GrownMeanwhile, // an image arrived in it while it was not shown: it is to be saved
    };
    Loaded load(const QString &markdown, qint64 key = 0);
    /// The text on show has become that of a post: it comes back under this key.
    void belongTo(qint64 key) { m_sheets.current().key = key; }
    /// The text as it is stored: '\n' between lines. (Qt's own text turns no-break spaces into spaces.)
    QString markdown() const;

    /// Runs a change of formatting.h, listedits.h, lineedits.h or tableedits.h at the cursor, which stays in view.
    void apply(const std::function<void(QTextCursor &)> &change);
    void toggle(const QString &mark);
    void insertLink();
    void pasteAsPlainText();

    /// The selection, or else the whole text, for other programs.
    enum class Form { HtmlSource, FormattedText };
    void copyAs(Form form) const;

    /// What is looked for: drawn behind the text where it stands.
    void showMatches(const std::optional<TextSearch> &search);

    /// Underlines misspelled words and offers better ones; null: no longer. `spelling` outlives the editor.
    void setSpelling(Spelling *spelling);
    enum class MisspellingFrom { Cursor, Top };
    /// Selects the first misspelled word from there on; false when none is known up to the end.
    bool selectMisspelling(MisspellingFrom where);

    /// Dims the paragraphs that the author is not in.
    void setFocusMode(bool on);
    /// Keeps the line of the cursor at the same height.
    void setTypewriter(bool on);

    /// The typeface of the text, and the most characters in a line.
    void setWriting(const QFont &font, int measure);

    /// Where the author stands in the text: kept between starts.
    struct Place { int cursor = 0; int scrolled = 0; };
    Place place() const;
    void setPlace(const Place &place);

    /// The line (from 0) at the top edge; its fraction lies within the line, where that is wrapped.
    double topLine() const;
    void scrollToLine(double line);

    bool isCursorInSight() const;

public Q_SLOTS:
    /// As Qt's, but what is in sight of a change in many places stays there.
    void undo();
    void redo();

    /// Where text begins and how wide it is, for fields above that share the column.
    int textLeft() const;
    int textWidth() const;

Q_SIGNALS:
    /// Images were dropped or pasted; they belong at `cursor`, which moves along with the text.
    void imagesGiven(const QList<galley::DroppedImage> &images, const QTextCursor &cursor);
    void columnChanged();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    bool canInsertFromMimeData(const QMimeData *source) const override;
    void insertFromMimeData(const QMimeData *source) override;
    void dropEvent(QDropEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    QMimeData *createMimeDataFromSelection() const override;

private:
    /// A change that may find nothing to do; true when it did something.
    bool attempt(const std::function<bool(QTextCursor &)> &change);
    bool typed(const QKeyEvent &event);
    void step(void (QPlainTextEdit::*undoOrRedo)());
    void layOutColumn();
    QList<VisibleBlock> visibleBlocks(const QRect &exposed) const;
    QList<TextRange> matchesIn(const QTextBlock &block) const;
    void paintBehind(QPainter &painter, const QRect &exposed);
    /// What of it depends on where the cursor is. Elsewhere the document's layout says what has changed.
    void updateBehind();
    void paintVeil(QPainter &painter, const QRect &exposed);
    void keepHeight();
    void applyTheme();

    struct CursorLine
    {
        const QTextDocument *document = nullptr;
        int block = -1;
        int blocks = 0;
        int state = -1; // the highlighter's: of another, more lines may be code
        bool hasSelection = false;
        bool operator==(const CursorLine &) const = default;
    };

    const Theme &m_theme;
    Sheets m_sheets;
    Pairs m_pairs;
    Spelling *m_spelling = nullptr;
    CursorLine m_cursorLine; // as painted last
    bool m_focusMode = false;
    bool m_typewriter = false;
    int m_measure = 74;
    std::optional<TextSearch> m_search;
};

} // namespace galley
