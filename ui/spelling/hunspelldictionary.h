// One loaded dictionary. Loading takes some tens of milliseconds, suggesting sometimes more: keep it on a thread of its
// own, which is the only one to use it.
#pragma once

#include "core/base/result.h"

#include <QString>
#include <QStringList>

#include <memory>

class Hunspell;

namespace galley {

class HunspellDictionary
{
public:
    /// `path` without the endings .aff and .dic.
    static Result<std::unique_ptr<HunspellDictionary>> load(const QString &path);
    ~HunspellDictionary();

    bool knows(const QString &word) const;
    QStringList suggestions(const QString &word) const;
    void learn(const QString &word);

private:
    HunspellDictionary(std::unique_ptr<Hunspell> hunspell, void *toDictionary, void *fromDictionary);

    std::unique_ptr<Hunspell> m_hunspell;
    void *m_to;   // converters of iconv, from and to UTF-8: dictionaries have encodings of their own
    void *m_from;
};

} // namespace galley
