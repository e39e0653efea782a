// Brings a document to a given text by changing only what differs, as one step of undo. Cursors outside of the
// changed lines stay where they are. UI thread.
#pragma once

#include <QList>
#include <QString>
#include <QStringView>

class QTextDocument;

namespace galley {

struct TextChange
{
    qsizetype at = 0;
    qsizetype removed = 0;
    QString inserted;
};

/// The changes that make `after` of `before`, from the last to the first, by whole lines narrowed to the
/// characters that differ. Never cuts a surrogate pair.
QList<TextChange> textChanges(const QString &before, const QString &after);

/// The text with '\n' between lines and every character as it is: Qt's own plain text has spaces for no-break spaces.
QString exactText(const QTextDocument &document);

void applyMinimalEdit(QTextDocument *document, const QString &text);

} // namespace galley
