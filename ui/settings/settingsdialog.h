// The author's choices, each applied while it is made. UI thread.
#pragma once

#include "ui/widgets/carddialog.h"

class QCheckBox;
class QComboBox;
class QSpinBox;

namespace galley {

class Preferences;
class SpellChecker;

class SettingsDialog : public CardDialog
{
    Q_OBJECT

public:
    SettingsDialog(Theme &theme, Preferences &preferences, SpellChecker &spelling, QWidget *parent);

private:
    QWidget *typeRow();
    QWidget *colourRow();
    QWidget *spellingRow();
    void fillLanguages();
    void takeWriting();
    void showWriting();
    void resetWriting();

    Theme &m_colours;
    Preferences &m_preferences;
    SpellChecker &m_spelling;
    QComboBox *m_family;
    QSpinBox *m_size;
    QSpinBox *m_measure;
    QCheckBox *m_checks;
    QComboBox *m_language;
    QCheckBox *m_syncs;
};

} // namespace galley
