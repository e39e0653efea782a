#include "ui/settings/preferences.h"

#include "ui/theme/theme.h"

#include <QSettings>

namespace galley {

namespace {

QString familyKey()
{
    return QStringLiteral("writing/family");
}

QString sizeKey()
{
    return QStringLiteral("writing/size");
}

QString measureKey()
{
    return QStringLiteral("writing/measure");
}

QString zoomKey()
{
    return QStringLiteral("view/zoom");
}

double boundedZoom(double zoom)
{
    return qBound(Preferences::kLeastZoom, qRound(zoom * 10) / 10.0, Preferences::kMostZoom);
}

QString syncKey()
{
    return QStringLiteral("sync/byItself");
}

WritingStyle within(WritingStyle style)
{
    style.size = qBound(WritingStyle::kSmallest, style.size, WritingStyle::kLargest);
    style.measure = qBound(WritingStyle::kNarrowest, style.measure, WritingStyle::kWidest);
    return style;
}

WritingStyle kept(const QSettings &settings)
{
    const WritingStyle first;
    return within({settings.value(familyKey()).toString(), settings.value(sizeKey(), first.size).toInt(),
                   settings.value(measureKey(), first.measure).toInt()});
}

} // namespace

QFont WritingStyle::font(const Theme &theme, double zoom) const
{
    QFont font = theme.mono(size * zoom);
    if (!family.isEmpty())
        font.setFamilies(QStringList{family} + font.families());
    return font;
}

Preferences::Preferences(QSettings &settings, QObject *parent)
    : QObject(parent),
      m_settings(settings),
      m_writing(kept(settings)),
      m_zoom(boundedZoom(settings.value(zoomKey(), 1).toDouble())),
      m_syncsByItself(settings.value(syncKey(), true).toBool())
{
}

void Preferences::setWriting(const WritingStyle &writing)
{
    const WritingStyle wanted = within(writing);
    if (wanted == m_writing)
        return;
    m_writing = wanted;
    m_settings.setValue(familyKey(), wanted.family);
    m_settings.setValue(sizeKey(), wanted.size);
    m_settings.setValue(measureKey(), wanted.measure);
    Q_EMIT writingChanged();
}

void Preferences::setZoom(double zoom)
{
    const double wanted = boundedZoom(zoom);
    if (wanted == m_zoom)
        return;
    m_zoom = wanted;
    m_settings.setValue(zoomKey(), wanted);
    Q_EMIT writingChanged();
}

void Preferences::setSyncsByItself(bool on)
{
    if (on == m_syncsByItself)
        return;
    m_syncsByItself = on;
    m_settings.setValue(syncKey(), on);
    Q_EMIT syncChanged();
}

} // namespace galley

#include "moc_preferences.cpp"
