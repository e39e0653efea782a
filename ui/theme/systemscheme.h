// What the desktop says about light and dark: xdg-desktop-portal's `org.freedesktop.appearance color-scheme`
// (1 dark, 2 light, 0 no preference; https://flatpak.github.io/xdg-desktop-portal). Qt answers this itself only
// from 6.5 on. UI thread; nothing here waits.
#pragma once

#include <QObject>

class QDBusVariant;

namespace galley {

class SystemScheme : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// Asks once and follows every later change. Silent where there is no portal.
    void ask();

Q_SIGNALS:
    void darkChanged(bool dark);

private Q_SLOTS:
    void settingChanged(const QString &group, const QString &key, const QDBusVariant &value);
};

/// Is the palette that the platform started with a dark one? Ask before any palette of ours is set.
bool platformPaletteIsDark();

} // namespace galley
