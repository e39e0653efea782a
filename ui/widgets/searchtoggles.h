// How words are sought: with their capitals, as whole words, as a regular expression. Three toggles with their keys (Alt+C,
// Alt+W, Alt+R) for every bar and dialog that finds text. UI thread.
#pragma once

#include "core/base/textsearch.h"

#include <QWidget>

class QToolButton;

namespace galley {

class Theme;

class SearchToggles : public QWidget
{
    Q_OBJECT

public:
    explicit SearchToggles(const Theme &theme, QWidget *parent = nullptr);

    TextSearch::Way way() const;
    /// Says nothing.
    void setWay(const TextSearch::Way &way);

Q_SIGNALS:
    /// By the author.
    void changed();

private:
    QToolButton *toggle(const QString &sign, const QFont &font, const QString &name, const QKeySequence &keys);

    QToolButton *m_case;
    QToolButton *m_words;
    QToolButton *m_expression;
};

} // namespace galley
