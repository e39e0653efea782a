// The colours of the desk, once for light and once for dark: the palette of resources/theme, which the served
// pages share, by names that say what each is for. Every widget that paints itself reads them here.
#pragma once

#include <QColor>

namespace galley {

struct Tokens
{
    bool dark = false;
    QColor background; // behind cards and dialogs
    QColor side;       // header, list of posts, status bar
    QColor paper;      // editor, proof, fields
    QColor ink;        // text
    QColor soft;       // secondary text, icons
    QColor faint;      // what is no text to read: rings, what is disabled
    QColor hint;       // on paper alone: placeholders, Markdown markers
    QColor muted;      // small quiet text: times, hints
    QColor line;       // hairlines
    QColor accent;
    QColor accentInk;  // text on the accent
    QColor tint;       // a pressed or chosen control
    QColor selection;  // the chosen row, the current line
    QColor warn;
    QColor bad;
    QColor code;       // behind code
};

Tokens lightTokens();
Tokens darkTokens();

/// `color` over `below`, `share` of it (0…1): for hover and pressed shades.
QColor blend(const QColor &below, const QColor &color, double share);

} // namespace galley
