// Random Markdown for properties: texts made of the fragments that a merge could trip over, and two edited copies of
// one. Shrinks to the few fragments that matter.
#pragma once

#include <QString>

#include <rapidcheck.h>

namespace galley::test {

enum class RandomKind {
    Markdown,
    Prose, // no code, tables or CR: a sentence is taken apart the same wherever it stands
};

rc::Gen<QString> randomText(RandomKind kind = RandomKind::Markdown);

/// `mine` and `theirs` were made from `base` by a few insertions, removals and replacements each.
struct RandomEdits
{
    QString base;
    QString mine;
    QString theirs;
};

rc::Gen<RandomEdits> randomEdits(RandomKind kind = RandomKind::Markdown);

/// For rapidcheck's reports.
void showValue(const RandomEdits &texts, std::ostream &os);

} // namespace galley::test
