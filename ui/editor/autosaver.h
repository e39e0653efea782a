// Decides when what was written is saved: soon after a pause, and regularly while somebody types on. It knows
// nothing of how: `due` asks for a save, `finished` says how it went. One save at a time. UI thread.
#pragma once

#include <QObject>
#include <QTimer>

namespace galley {

/// Milliseconds.
struct AutoSaveTimes
{
    int pause = 700;    // after the last key
    int atMost = 1700;  // after the first unsaved key: with the save itself, less than 2 s
    int retry = 5000;   // after a failure
};

class AutoSaver : public QObject
{
    Q_OBJECT

public:
    enum class State { Saved, Waiting, Saving, Failed };

    explicit AutoSaver(AutoSaveTimes times = {}, QObject *parent = nullptr);

    State state() const { return m_state; }
    /// Something is not saved yet, or is being saved just now.
    bool isPending() const { return m_state != State::Saved; }

    /// Something changed.
    void touch();
    /// Saves now if something is unsaved.
    void flush();
    /// Forgets what was unsaved: another post was opened.
    void reset();

    enum class Outcome { Done, Failed };
    void finished(Outcome outcome);

Q_SIGNALS:
    void due();
    void stateChanged(galley::AutoSaver::State state);

private:
    void begin();
    void setState(State state);

    AutoSaveTimes m_times;
    QTimer m_pause;
    QTimer m_limit;
    State m_state = State::Saved;
    bool m_touchedWhileSaving = false;
};

} // namespace galley
