// What the editor asks about spelling. UI thread; every answer comes at once, from what is known so far.
#pragma once

#include "ui/editor/backdrop.h"

#include <QFuture>
#include <QStringList>

namespace galley {

class Spelling
{
public:
    virtual ~Spelling() = default;

    virtual bool isReady() const = 0;
    /// The words of a line that are known to be wrong; those not known yet are looked up meanwhile.
    virtual QList<TextRange> misspelled(QStringView line) = 0;
    virtual bool isWrong(const QString &word) = 0;
    /// Finishes later.
    virtual QFuture<QStringList> suggestions(const QString &word) = 0;
    virtual void addToDictionary(const QString &word) = 0;
    /// Until the program ends.
    virtual void ignore(const QString &word) = 0;
};

} // namespace galley
