#include "ui/spelling/hunspelldictionary.h"

#include <QFile>

#include <hunspell/hunspell.hxx>
#include <iconv.h>

#include <optional>

namespace galley {

namespace {

iconv_t noConverter()
{
    return reinterpret_cast<iconv_t>(-1);
}

// Nothing for a word that the other encoding can't write.
std::optional<std::string> converted(iconv_t converter, std::string text)
{
    std::string result(text.size() * 4 + 8, '\0');
    char *from = text.data();
    std::size_t left = text.size();
    char *to = result.data();
    std::size_t room = result.size();
    iconv(converter, nullptr, nullptr, nullptr, nullptr);
    if (iconv(converter, &from, &left, &to, &room) == static_cast<std::size_t>(-1))
        return std::nullopt;
    result.resize(result.size() - room);
    return result;
}

// hunspell knows the straight apostrophe alone.
std::string utf8(QString word)
{
    word.replace(QChar(0x2019), QLatin1Char('\''));
    return word.toStdString();
}

} // namespace

HunspellDictionary::HunspellDictionary(std::unique_ptr<Hunspell> hunspell, void *toDictionary, void *fromDictionary)
    : m_hunspell(std::move(hunspell)),
      m_to(toDictionary),
      m_from(fromDictionary)
{
}

HunspellDictionary::~HunspellDictionary()
{
    for (void *converter : {m_to, m_from}) {
        if (converter != noConverter())
            iconv_close(converter);
    }
}

Result<std::unique_ptr<HunspellDictionary>> HunspellDictionary::load(const QString &path)
{
    const QByteArray aff = QFile::encodeName(path + QStringLiteral(".aff"));
    const QByteArray dic = QFile::encodeName(path + QStringLiteral(".dic"));
    auto hunspell = std::make_unique<Hunspell>(aff.constData(), dic.constData());
    const std::string encoding = hunspell->get_dict_encoding();
    const iconv_t to = iconv_open(encoding.c_str(), "UTF-8");
    const iconv_t from = iconv_open("UTF-8", encoding.c_str());
    std::unique_ptr<HunspellDictionary> dictionary(new HunspellDictionary(std::move(hunspell), to, from));
    if (to == noConverter() || from == noConverter())
        return fail(ErrorCode::Corrupt, QStringLiteral("The dictionary %1 is in an encoding that is not known here; install its package again.").arg(path));
    return dictionary;
}

bool HunspellDictionary::knows(const QString &word) const
{
    const auto text = converted(m_to, utf8(word));
    return text && m_hunspell->spell(*text);
}

QStringList HunspellDictionary::suggestions(const QString &word) const
{
    QStringList words;
    const auto text = converted(m_to, utf8(word));
    if (!text)
        return words;
    for (const std::string &each : m_hunspell->suggest(*text)) {
        if (const auto suggestion = converted(m_from, each))
            words += QString::fromStdString(*suggestion);
    }
    if (word.contains(QChar(0x2019)))
        words.replaceInStrings(QStringLiteral("'"), QString(QChar(0x2019)));
    return words;
}

void HunspellDictionary::learn(const QString &word)
{
    if (const auto text = converted(m_to, utf8(word)))
        m_hunspell->add(*text);
}

} // namespace galley
