#include "ui/editor/autosaver.h"

namespace galley {

AutoSaver::AutoSaver(AutoSaveTimes times, QObject *parent)
    : QObject(parent),
      m_times(times)
{
    for (QTimer *timer : {&m_pause, &m_limit}) {
        timer->setSingleShot(true);
        timer->setTimerType(Qt::PreciseTimer);
        connect(timer, &QTimer::timeout, this, &AutoSaver::begin);
    }
}

void AutoSaver::touch()
{
    if (m_state == State::Saving)
        m_touchedWhileSaving = true;
    else
        setState(State::Waiting);
    m_pause.start(m_times.pause);
    if (!m_limit.isActive())
        m_limit.start(m_times.atMost);
}

void AutoSaver::flush()
{
    if (m_state == State::Waiting || m_state == State::Failed)
        begin();
}

void AutoSaver::reset()
{
    m_pause.stop();
    m_limit.stop();
    m_touchedWhileSaving = false;
    setState(State::Saved);
}

void AutoSaver::begin()
{
    if (m_state != State::Waiting && m_state != State::Failed)
        return; // a save is under way: `finished` goes on from there
    m_pause.stop();
    m_limit.stop();
    m_touchedWhileSaving = false;
    setState(State::Saving);
    Q_EMIT due();
}

void AutoSaver::finished(Outcome outcome)
{
    if (m_state != State::Saving)
        return;
    if (outcome == Outcome::Failed) {
        setState(State::Failed);
        m_pause.stop();
        m_limit.start(m_times.retry);
        return;
    }
    if (!m_touchedWhileSaving) {
        setState(State::Saved);
        return;
    }
    setState(State::Waiting);
    if (!m_pause.isActive() || !m_limit.isActive())
        begin(); // its time came while the last save was still under way
}

void AutoSaver::setState(State state)
{
    if (m_state == state)
        return;
    m_state = state;
    Q_EMIT stateChanged(state);
}

} // namespace galley

#include "moc_autosaver.cpp"
