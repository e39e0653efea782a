// Our icons: one set of SVG drawings (resources/icons, 20 x 20, stroke 1.6, `currentColor`), painted in the
// colours of the theme: soft at rest, the accent when checked, faint when disabled. Crisp at every scale; each
// (drawing, size, colour) is rendered once. UI thread.
#pragma once

#include <QIcon>
#include <QString>

namespace galley {

class Theme;

/// `name` is the file's name without ".svg". `theme` must outlive the icon.
QIcon themedIcon(const Theme &theme, const QString &name);

/// The same drawing in one given colour.
QPixmap iconPixmap(const QString &name, const QColor &color, int size, double scale);

} // namespace galley
