// Light or dark, as the system has it or as the author chose; the palette that follows from it, and the fonts.
//
// UI thread. One Theme is made in app/galley and handed to the widgets by reference; it outlives them all.
#pragma once

#include "ui/theme/tokens.h"

#include <QFont>
#include <QObject>

class QSettings;

namespace galley {

class SystemScheme;

enum class ThemeChoice { System, Light, Dark };

class Theme : public QObject
{
    Q_OBJECT

public:
    /// `settings` keeps the choice between starts; the environment variable GALLEY_THEME (light, dark or auto)
    /// goes before it and is never stored.
    explicit Theme(QSettings &settings, QObject *parent = nullptr);

    const Tokens &tokens() const { return m_tokens; }
    ThemeChoice choice() const { return m_choice; }
    void setChoice(ThemeChoice choice);

    /// Sets palette, style and font of the application. Call once, before the first widget is shown.
    void install();
    /// Asks the desktop for its scheme (over D-Bus, without waiting) and follows it from then on.
    void followSystem();

    QFont text(double pixels, QFont::Weight weight = QFont::Normal) const;
    QFont mono(double pixels) const;

Q_SIGNALS:
    void changed();

private:
    void apply();

    QSettings &m_settings;
    ThemeChoice m_choice = ThemeChoice::System;
    SystemScheme *m_system = nullptr;
    Tokens m_tokens;
    bool m_systemDark = false;
};

} // namespace galley
