// What a history has violated, and what happened on the way.
#pragma once

#include <QString>
#include <QStringList>

#include <map>

namespace galley::test {

/// The first violation stands; a run ends as soon as there is one.
class Verdict
{
public:
    void violated(const QString &kind, const QString &what)
    {
        if (m_kind.isEmpty()) {
            m_kind = kind;
            m_what = what;
            note(QStringLiteral("VIOLATED %1: %2").arg(kind, what));
        }
    }
    void note(const QString &line) { m_story += line; }
    /// How much of it there was, to see that a history holds something.
    void count(const QString &what) { ++m_tally[what]; }

    bool isViolated() const { return !m_kind.isEmpty(); }
    /// A word that names the rule: "LOST", "PUBLIC-UNSEEN".
    const QString &kind() const { return m_kind; }
    const QString &what() const { return m_what; }
    const QStringList &story() const { return m_story; }
    const std::map<QString, int> &tally() const { return m_tally; }

private:
    QString m_kind;
    QString m_what;
    QStringList m_story;
    std::map<QString, int> m_tally;
};

} // namespace galley::test
