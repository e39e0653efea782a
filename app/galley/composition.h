// The one composition root of the desktop program: makes the services and hands them to the window.
#pragma once

#include "core/base/clock.h"
#include "core/secrets/keychain.h"
#include "ui/shell/services.h"
#include "ui/spelling/spellchecker.h"
#include "ui/theme/theme.h"

#include <QSettings>

namespace galley {

class Composition
{
public:
    Composition();

    Theme &theme() { return m_theme; }
    Services services();

private:
    SystemClock m_clock;
    Keychain m_keychain;
    QSettings m_settings;
    Theme m_theme;
    SpellChecker m_spelling;
};

} // namespace galley
