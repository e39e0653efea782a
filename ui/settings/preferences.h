// What the author chose about writing and syncing, kept between starts; whoever it concerns follows at once.
// (The colours are the Theme's, the spelling is the SpellChecker's.) UI thread.
#pragma once

#include <QFont>
#include <QObject>

class QSettings;

namespace galley {

class Theme;

struct WritingStyle
{
    static constexpr int kSmallest = 11, kLargest = 28;     // pixels
    static constexpr int kNarrowest = 40, kWidest = 140;    // characters

    QString family;   // empty: Galley's own
    int size = 15;    // pixels
    int measure = 74; // characters in a line, at most

    bool operator==(const WritingStyle &) const = default;
    QFont font(const Theme &theme, double zoom = 1) const;
};

class Preferences : public QObject
{
    Q_OBJECT

public:
    /// A value out of its bounds, as another hand may have written it, is taken for the nearest that is within.
    explicit Preferences(QSettings &settings, QObject *parent = nullptr);

    const WritingStyle &writing() const { return m_writing; }
    void setWriting(const WritingStyle &writing);

    /// How much larger than chosen everything of a post is shown; 1 at first.
    static constexpr double kLeastZoom = 0.6, kMostZoom = 2.4;
    double zoom() const { return m_zoom; }
    void setZoom(double zoom);

    /// Off: only when the author asks, and with what is published.
    bool syncsByItself() const { return m_syncsByItself; }
    void setSyncsByItself(bool on);

Q_SIGNALS:
    /// Style or zoom.
    void writingChanged();
    void syncChanged();

private:
    QSettings &m_settings;
    WritingStyle m_writing;
    double m_zoom;
    bool m_syncsByItself;
};

} // namespace galley
