// Spell checking beside the editor: dictionaries live on a thread of their own and are loaded when the first word is
// asked about; what is known of a word is remembered here. UI thread.
#pragma once

#include "core/workspace/worker.h"
#include "ui/editor/spelling.h"

#include <QFuture>
#include <QHash>
#include <QObject>
#include <QSet>
#include <QStringList>
#include <QTimer>

#include <memory>

class QSettings;

namespace galley {

class HunspellDictionary;

class SpellChecker : public QObject, public Spelling
{
    Q_OBJECT

public:
    /// `folders` hold dictionaries; `personal` is the file of the author's own words, one a line, made when the
    /// first is added. `settings` keeps whether text is checked, and the language of each post that has its own.
    SpellChecker(QSettings &settings, QStringList folders, QString personal, QObject *parent = nullptr);
    ~SpellChecker() override;

    bool isOn() const { return m_isOn; }
    bool isAsking() const { return m_asked > 0 || !m_waiting.isEmpty(); }
    void setOn(bool on);

    /// Those with a dictionary.
    QStringList languages() const;
    QString language() const { return m_language; }
    /// The language of this post from now on: its own, or that of the locale.
    void openPost(qint64 id);
    /// Any; without a dictionary for it the post is not checked.
    void chooseLanguage(const QString &language);
    /// Of posts that have none of their own: what was chosen, or that of the locale. Empty when no dictionary fits.
    QString defaultLanguage() const;
    void setDefaultLanguage(const QString &language);
    /// One sentence when nothing can be checked: which package to install. Empty when all is well.
    QString trouble() const;

    // Spelling.
    bool isReady() const override { return m_isOn && !m_path.isEmpty(); }
    QList<TextRange> misspelled(QStringView line) override;
    bool isWrong(const QString &word) override;
    QFuture<QStringList> suggestions(const QString &word) override;
    void addToDictionary(const QString &word) override;
    void ignore(const QString &word) override;

Q_SIGNALS:
    /// More is known: paint anew.
    void changed();
    /// All that was asked so far is known.
    void settled();
    void failed(const QString &words);

private:
    enum class Verdict { Asked, Right, Wrong };
    struct Desk; // what the thread works with

    void useLanguage(const QString &language);
    void ask();
    void answered(int round, const QStringList &right, const QStringList &wrong);

    QSettings &m_settings;
    QStringList m_folders;
    QString m_personal;
    bool m_isOn;
    QString m_language;
    QString m_path;
    qint64 m_post = 0;
    int m_round = 0; // answers in another language are dropped
    QHash<QString, Verdict> m_verdicts;
    QSet<QString> m_ignored;
    QStringList m_waiting;
    int m_asked = 0; // questions without an answer yet
    QTimer m_soon;
    std::shared_ptr<Desk> m_desk;
    Worker m_worker; // last: its tasks end first
};

} // namespace galley
