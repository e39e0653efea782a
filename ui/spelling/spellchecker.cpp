#include "ui/spelling/spellchecker.h"

#include "ui/spelling/dictionaries.h"
#include "ui/spelling/hunspelldictionary.h"
#include "ui/spelling/spellwords.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLocale>
#include <QPromise>
#include <QSettings>

namespace galley {

namespace {

constexpr int kSoon = 30;              // milliseconds in which words are gathered into one question
constexpr qsizetype kMostKnown = 200'000; // words remembered

QString onKey()
{
    return QStringLiteral("spelling/on");
}

QString languageKey()
{
    return QStringLiteral("spelling/language");
}

QString postKey(qint64 post)
{
    return QStringLiteral("spelling/post%1").arg(post);
}

QStringList wordsIn(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return QString::fromUtf8(file.readAll()).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
}

} // namespace

struct SpellChecker::Desk
{
    QString path;
    std::unique_ptr<HunspellDictionary> dictionary;
    QString personal;

    /// The dictionary at `wanted`, loaded if it is another; null when it can't be.
    HunspellDictionary *use(const QString &wanted)
    {
        if (path == wanted)
            return dictionary.get();
        path = wanted;
        dictionary = HunspellDictionary::load(wanted).value_or(nullptr);
        for (const QString &word : dictionary ? wordsIn(personal) : QStringList())
            dictionary->learn(word);
        return dictionary.get();
    }
};

SpellChecker::SpellChecker(QSettings &settings, QStringList folders, QString personal, QObject *parent)
    : QObject(parent),
      m_settings(settings),
      m_folders(std::move(folders)),
      m_personal(std::move(personal)),
      m_isOn(settings.value(onKey(), true).toBool()),
      m_desk(std::make_shared<Desk>())
{
    m_desk->personal = m_personal;
    m_soon.setSingleShot(true);
    m_soon.setInterval(kSoon);
    connect(&m_soon, &QTimer::timeout, this, &SpellChecker::ask);
    openPost(0);
}

SpellChecker::~SpellChecker() = default;

void SpellChecker::setOn(bool on)
{
    m_isOn = on;
    m_settings.setValue(onKey(), on);
    Q_EMIT changed();
}

QStringList SpellChecker::languages() const
{
    return installedLanguages(m_folders);
}

void SpellChecker::openPost(qint64 id)
{
    m_post = id;
    const QString own = id ? m_settings.value(postKey(id)).toString() : QString();
    useLanguage(own.isEmpty() ? defaultLanguage() : own);
}

QString SpellChecker::defaultLanguage() const
{
    const QString chosen = m_settings.value(languageKey()).toString();
    if (!chosen.isEmpty() && !dictionaryPath(m_folders, chosen).isEmpty())
        return chosen;
    return languageFor(QLocale().name(), languages());
}

void SpellChecker::setDefaultLanguage(const QString &language)
{
    m_settings.setValue(languageKey(), language);
    openPost(m_post);
}

void SpellChecker::chooseLanguage(const QString &language)
{
    if (m_post)
        m_settings.setValue(postKey(m_post), language);
    useLanguage(language);
}

void SpellChecker::useLanguage(const QString &language)
{
    if (language == m_language && !m_path.isEmpty())
        return;
    m_language = language;
    m_path = dictionaryPath(m_folders, language);
    if (m_path.isEmpty() && !language.isEmpty())
        m_path = dictionaryPath(m_folders, languageFor(language, languages()));
    ++m_round;
    m_verdicts.clear();
    m_waiting.clear();
    Q_EMIT changed();
}

QString SpellChecker::trouble() const
{
    if (!m_path.isEmpty())
        return {};
    if (!m_language.isEmpty())
        return tr("This post is not checked, for no dictionary for %1 is installed. Debian's package %2 brings one.")
            .arg(languageName(m_language), dictionaryPackage(m_language));
    return tr("No dictionary for your language is installed. Debian's package %1 brings one.").arg(dictionaryPackage(QLocale().name()));
}

QList<TextRange> SpellChecker::misspelled(QStringView line)
{
    QList<TextRange> wrong;
    if (!isReady())
        return wrong;
    for (const TextRange &range : wordsToCheck(line)) {
        const QStringView word = line.sliced(range.from, range.to - range.from);
        if (isOfScript(word, m_language) && isWrong(word.toString()))
            wrong.append(range);
    }
    return wrong;
}

bool SpellChecker::isWrong(const QString &word)
{
    if (m_ignored.contains(word))
        return false;
    const auto known = m_verdicts.constFind(word);
    if (known != m_verdicts.constEnd())
        return *known == Verdict::Wrong;
    if (m_verdicts.size() > kMostKnown)
        m_verdicts.clear();
    m_verdicts.insert(word, Verdict::Asked);
    m_waiting.append(word);
    if (!m_soon.isActive())
        m_soon.start();
    return false;
}

void SpellChecker::ask()
{
    ++m_asked;
    m_worker.post([this, desk = m_desk, path = m_path, words = std::exchange(m_waiting, {}), round = m_round](const std::stop_token &stop) {
        if (stop.stop_requested())
            return;
        const HunspellDictionary *dictionary = desk->use(path);
        QStringList right;
        QStringList wrong;
        for (const QString &word : words) {
            if (stop.stop_requested())
                return;
            (!dictionary || dictionary->knows(word) ? right : wrong) += word;
        }
        QMetaObject::invokeMethod(this, [this, round, right, wrong, loaded = dictionary != nullptr] {
            if (!loaded && round == m_round)
                Q_EMIT failed(tr("The dictionary for %1 can't be read; install its package again.").arg(languageName(m_language)));
            answered(round, right, wrong);
        }, Qt::QueuedConnection);
    });
}

void SpellChecker::answered(int round, const QStringList &right, const QStringList &wrong)
{
    --m_asked;
    if (round != m_round)
        return;
    for (const QString &word : right)
        m_verdicts.insert(word, Verdict::Right);
    for (const QString &word : wrong)
        m_verdicts.insert(word, Verdict::Wrong);
    if (!wrong.isEmpty())
        Q_EMIT changed();
    if (!isAsking())
        Q_EMIT settled();
}

QFuture<QStringList> SpellChecker::suggestions(const QString &word)
{
    auto promise = std::make_shared<QPromise<QStringList>>();
    promise->start();
    m_worker.post([promise, desk = m_desk, path = m_path, word](const std::stop_token &stop) {
        const HunspellDictionary *dictionary = stop.stop_requested() ? nullptr : desk->use(path);
        promise->addResult(dictionary ? dictionary->suggestions(word) : QStringList());
        promise->finish();
    });
    return promise->future();
}

void SpellChecker::ignore(const QString &word)
{
    m_ignored.insert(word);
    Q_EMIT changed();
}

void SpellChecker::addToDictionary(const QString &word)
{
    m_verdicts.insert(word, Verdict::Right);
    Q_EMIT changed();
    m_worker.post([this, desk = m_desk, path = m_path, personal = m_personal, word](const std::stop_token &) {
        if (HunspellDictionary *dictionary = desk->use(path))
            dictionary->learn(word);
        QDir().mkpath(QFileInfo(personal).path());
        QFile file(personal);
        const bool kept = file.open(QIODevice::WriteOnly | QIODevice::Append) && file.write(word.toUtf8() + '\n') > 0 && file.flush();
        if (!kept)
            QMetaObject::invokeMethod(this, [this, personal] {
                Q_EMIT failed(tr("The word can't be kept: %1 can't be written. Check the folder's permissions.").arg(personal));
            }, Qt::QueuedConnection);
    });
}

} // namespace galley

#include "moc_spellchecker.cpp"
