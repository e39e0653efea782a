// What an author of the simulation writes: every sentence, tag and value carries a word that is written only
// once in a history, so that it can be looked for afterwards. Such a word, with the field it stands in, is a
// fact: "t12.", "E7", "tag:g3", "title:T4", "slug:n9".
#pragma once

#include "tests/core/sync/simulation/dice.h"

#include "core/merge/fieldmerge.h"

#include <set>

namespace galley::test {

using Facts = std::set<QString>;

Facts factsOf(const View &view);
Facts factsOf(const std::optional<View> &view); // none of none
Facts factsOf(PostField field, const QString &value);
Facts without(const Facts &facts, const Facts &others);

/// Whether a field holds one such value at a time, so that a new one replaces the old; texts and tags hold many.
bool isSingle(const QString &fact);

/// A text of `count` sentences: t<number>a. t<number>b. …
QString newText(int number, int count);

/// One change of a text: a sentence put in, taken out or replaced.
QString editedText(const QString &text, int number, Dice &dice);

/// `text` with an image in a paragraph of its own.
QString withImage(const QString &text, qint64 imageId, Dice &dice);

/// One change of any field but slug and series; `number` makes the words.
View edited(const View &view, int number, Dice &dice);

/// What the change from `before` to `after` is, for a person: "-t3. +t9. title T1→T9".
QString described(const Facts &before, const Facts &after);

} // namespace galley::test
