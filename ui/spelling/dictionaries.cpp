#include "ui/spelling/dictionaries.h"

#include <QDir>
#include <QFileInfo>
#include <QHash>
#include <QLocale>
#include <QStandardPaths>

#include <algorithm>

namespace galley {

QStringList dictionaryFolders()
{
    QStringList folders = QString::fromLocal8Bit(qgetenv("DICPATH")).split(QDir::listSeparator(), Qt::SkipEmptyParts);
    for (const QString &data : QStandardPaths::standardLocations(QStandardPaths::GenericDataLocation)) {
        folders += data + QStringLiteral("/hunspell");
        folders += data + QStringLiteral("/myspell/dicts");
    }
    return folders;
}

QStringList installedLanguages(const QStringList &folders)
{
    QStringList languages;
    for (const QString &folder : folders) {
        for (const QFileInfo &file : QDir(folder).entryInfoList({QStringLiteral("*.aff")}, QDir::Files)) {
            const QString language = file.completeBaseName();
            if (QFileInfo::exists(folder + QLatin1Char('/') + language + QStringLiteral(".dic")) && !languages.contains(language))
                languages += language;
        }
    }
    languages.sort();
    return languages;
}

QString dictionaryPath(const QStringList &folders, const QString &language)
{
    for (const QString &folder : folders) {
        const QString path = folder + QLatin1Char('/') + language;
        if (!language.isEmpty() && QFileInfo::exists(path + QStringLiteral(".aff")) && QFileInfo::exists(path + QStringLiteral(".dic")))
            return path;
    }
    return {};
}

QString languageFor(const QString &locale, const QStringList &installed)
{
    const QString wanted = locale == QLatin1String("C") ? QStringLiteral("en_US") : locale;
    if (installed.contains(wanted))
        return wanted;
    const QString language = wanted.section(QLatin1Char('_'), 0, 0);
    for (const QString &each : installed) {
        if (each == language || each.startsWith(language + QLatin1Char('_')))
            return each;
    }
    return {};
}

QStringList knownLanguages()
{
    QStringList languages;
    for (int language = QLocale::C + 1; language <= QLocale::LastLanguage; ++language) {
        const QString code = QLocale::languageToCode(QLocale::Language(language));
        if (!code.isEmpty() && !QLocale::languageToString(QLocale::Language(language)).isEmpty())
            languages += code;
    }
    return languages;
}

QString dictionaryPackage(const QString &locale)
{
    const QString wanted = locale == QLatin1String("C") ? QStringLiteral("en_US") : locale;
    const QString language = wanted.section(QLatin1Char('_'), 0, 0);
    // Languages that Debian splits by country.
    static const QStringList split{QStringLiteral("en"), QStringLiteral("de"), QStringLiteral("pt")};
    const QString name = split.contains(language) ? QLocale(wanted).name().toLower().replace(QLatin1Char('_'), QLatin1Char('-')) : language;
    return QStringLiteral("hunspell-") + name;
}

bool isOfScript(QStringView word, const QString &language)
{
    static const QHash<QLocale::Script, QChar::Script> scripts{
        {QLocale::LatinScript, QChar::Script_Latin},           {QLocale::CyrillicScript, QChar::Script_Cyrillic},
        {QLocale::GreekScript, QChar::Script_Greek},           {QLocale::ArabicScript, QChar::Script_Arabic},
        {QLocale::HebrewScript, QChar::Script_Hebrew},         {QLocale::ArmenianScript, QChar::Script_Armenian},
        {QLocale::GeorgianScript, QChar::Script_Georgian},     {QLocale::DevanagariScript, QChar::Script_Devanagari},
        {QLocale::KoreanScript, QChar::Script_Hangul},
    };
    const auto script = scripts.constFind(QLocale(language).script());
    if (script == scripts.constEnd())
        return true;
    return std::any_of(word.begin(), word.end(), [&](QChar c) { return c.script() == *script; });
}

QString languageName(const QString &language)
{
    const QLocale::Language code = QLocale::codeToLanguage(language.section(QLatin1Char('_'), 0, 0));
    if (code == QLocale::AnyLanguage)
        return language;
    const QString name = QLocale::languageToString(code);
    return language.contains(QLatin1Char('_')) ? QStringLiteral("%1 (%2)").arg(name, QLocale::territoryToString(QLocale(language).territory())) : name;
}

} // namespace galley
