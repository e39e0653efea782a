#include "ui/preview/themestyle.h"

namespace galley {

PreviewStyle themeStyle(site::Scheme scheme, qreal zoom)
{
    const QHash<QString, QString> colours = site::palette(scheme);
    const auto colour = [&colours](const char *name) {
        return QColor(colours.value(QString::fromLatin1(name)));
    };
    PreviewStyle style;
    style.css = QString::fromUtf8(site::contentCss(scheme));
    style.bodyClass = QStringLiteral("prose");
    style.background = colour("paper");
    style.text = colour("ink");
    style.softText = colour("soft");
    style.line = colour("line");
    style.fill = colour("code");
    style.accent = colour("accent");
    style.linkLine = colour("link-line");
    style.accentText = colour("accent-ink");
    style.zoom = zoom;
    return style;
}

} // namespace galley
