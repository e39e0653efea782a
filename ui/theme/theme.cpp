#include "ui/theme/theme.h"

#include "ui/theme/deskstyle.h"
#include "ui/theme/systemscheme.h"

#include <QApplication>
#include <QPalette>
#include <QSettings>

namespace galley {

namespace {

QString choiceKey()
{
    return QStringLiteral("view/theme");
}

QString seenKey()
{
    return QStringLiteral("view/systemWasDark");
}

ThemeChoice choiceFromName(const QString &name)
{
    if (name == QLatin1String("light"))
        return ThemeChoice::Light;
    if (name == QLatin1String("dark"))
        return ThemeChoice::Dark;
    return ThemeChoice::System;
}

QString nameOfChoice(ThemeChoice choice)
{
    switch (choice) {
    case ThemeChoice::Light: return QStringLiteral("light");
    case ThemeChoice::Dark: return QStringLiteral("dark");
    case ThemeChoice::System: break;
    }
    return QStringLiteral("auto");
}

QPalette paletteFor(const Tokens &t)
{
    QPalette p;
    p.setColor(QPalette::Window, t.side);
    p.setColor(QPalette::WindowText, t.ink);
    p.setColor(QPalette::Base, t.paper);
    p.setColor(QPalette::AlternateBase, t.code);
    p.setColor(QPalette::Text, t.ink);
    p.setColor(QPalette::PlaceholderText, t.hint);
    p.setColor(QPalette::Button, t.paper);
    p.setColor(QPalette::ButtonText, t.ink);
    p.setColor(QPalette::BrightText, t.accentInk);
    p.setColor(QPalette::ToolTipBase, t.ink);
    p.setColor(QPalette::ToolTipText, t.paper);
    p.setColor(QPalette::Highlight, blend(t.paper, t.accent, t.dark ? 0.42 : 0.24));
    p.setColor(QPalette::HighlightedText, t.ink);
    p.setColor(QPalette::Link, t.accent);
    p.setColor(QPalette::LinkVisited, t.accent);
    p.setColor(QPalette::Light, t.paper);
    p.setColor(QPalette::Midlight, t.line);
    p.setColor(QPalette::Mid, t.line);
    p.setColor(QPalette::Dark, t.soft);
    p.setColor(QPalette::Shadow, t.dark ? Qt::black : t.faint);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        p.setColor(QPalette::Disabled, role, t.faint);
    return p;
}

} // namespace

Theme::Theme(QSettings &settings, QObject *parent)
    : QObject(parent),
      m_settings(settings)
{
    const QString forced = qEnvironmentVariable("GALLEY_THEME");
    m_choice = choiceFromName(forced.isEmpty() ? settings.value(choiceKey()).toString() : forced);
    // The desktop's answer comes after the first picture; what it said last time avoids a flash of the other one.
    m_systemDark = settings.contains(seenKey()) ? settings.value(seenKey()).toBool()
                                                : platformPaletteIsDark();
    m_tokens = lightTokens();
}

void Theme::setChoice(ThemeChoice choice)
{
    m_choice = choice;
    m_settings.setValue(choiceKey(), nameOfChoice(choice));
    apply();
}

void Theme::install()
{
    QApplication::setStyle(new DeskStyle(*this));
    QApplication::setFont(text(13));
    apply();
}

void Theme::followSystem()
{
    if (m_system)
        return;
    m_system = new SystemScheme(this);
    connect(m_system, &SystemScheme::darkChanged, this, [this](bool dark) {
        m_settings.setValue(seenKey(), dark);
        if (m_systemDark == dark)
            return;
        m_systemDark = dark;
        apply();
    });
    m_system->ask();
}

void Theme::apply()
{
    const bool dark = m_choice == ThemeChoice::Dark || (m_choice == ThemeChoice::System && m_systemDark);
    m_tokens = dark ? darkTokens() : lightTokens();
    QApplication::setPalette(paletteFor(m_tokens));
    Q_EMIT changed();
}

QFont Theme::text(double pixels, QFont::Weight weight) const
{
    QFont font;
    font.setFamilies({QStringLiteral("Inter"), QStringLiteral("Noto Sans"), QStringLiteral("sans-serif")});
    font.setPixelSize(qRound(pixels));
    font.setWeight(weight);
    return font;
}

QFont Theme::mono(double pixels) const
{
    QFont font;
    font.setFamilies({QStringLiteral("JetBrains Mono"), QStringLiteral("DejaVu Sans Mono"),
                      QStringLiteral("monospace")});
    font.setStyleHint(QFont::Monospace);
    font.setPixelSize(qRound(pixels));
    return font;
}

} // namespace galley

#include "moc_theme.cpp"
