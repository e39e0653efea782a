#include "tests/core/merge/randomtext.h"

#include <QStringList>

#include <algorithm>
#include <vector>

namespace galley::test {

namespace {

using Fragments = std::vector<int>;

const QStringList &vocabulary()
{
    static const QStringList fragments{
        QStringLiteral("The boat left. "), QStringLiteral("It rained! "), QStringLiteral("So? "), QStringLiteral("a"),
        QStringLiteral("b "), QStringLiteral("e.g. c"), QStringLiteral("3.14"), QStringLiteral("."), QStringLiteral("\n"), QStringLiteral("\n"), QStringLiteral("\n\n"),
        QStringLiteral("今天下雨。"), QStringLiteral("雪だ！」"), QStringLiteral("👩‍👩‍👧‍👦"), QStringLiteral("e\u0301"),
        QStringLiteral("\u2028"), QStringLiteral("\u00a0"), QStringLiteral("- "), QStringLiteral("1. "),
        QStringLiteral("> "), QStringLiteral("# "), QStringLiteral("<<<<<<< ours\n"), QStringLiteral("=======\n"),
        QStringLiteral(">>>>>>> theirs\n"), QStringLiteral("0\n"), QStringLiteral("![x](/images/1)"),
        // From here on, no prose.
        QStringLiteral(" "), QStringLiteral("  "), QStringLiteral("\t"),
        QStringLiteral("```\n"), QStringLiteral("\n```\n"), QStringLiteral("~~~\n"), QStringLiteral("`x. Y`"), QStringLiteral("`"),
        QStringLiteral("``"), QStringLiteral("    code. Here\n"), QStringLiteral("\n| a. B | c |\n|---|---|\n"),
        QStringLiteral("| d. E | f |\n"), QStringLiteral("\r\n"), QStringLiteral("\r\n"), QStringLiteral("\r"),
        QString(QChar(0xd83d))};
    return fragments;
}

rc::Gen<int> fragment(RandomKind kind)
{
    const auto count = kind == RandomKind::Prose ? vocabulary().indexOf(QStringLiteral(" ")) : vocabulary().size();
    return rc::gen::inRange(0, int(count));
}

QString textOf(const Fragments &fragments)
{
    QString text;
    for (const int fragment : fragments)
        text += vocabulary()[fragment];
    return text;
}

struct Edit
{
    std::size_t position = 0; // as a share of the text in thousandths
    std::size_t removed = 0;
    Fragments added;
};

rc::Gen<std::vector<Edit>> edits(RandomKind kind)
{
    return rc::gen::resize(4, rc::gen::container<std::vector<Edit>>(rc::gen::build<Edit>(
                                  rc::gen::set(&Edit::position, rc::gen::inRange<std::size_t>(0, 1001)),
                                  rc::gen::set(&Edit::removed, rc::gen::inRange<std::size_t>(0, 5)),
                                  rc::gen::set(&Edit::added, rc::gen::container<Fragments>(fragment(kind))))));
}

QString edited(Fragments fragments, const std::vector<Edit> &changes)
{
    for (const Edit &edit : changes) {
        const std::size_t at = fragments.size() * edit.position / 1000;
        const auto first = fragments.begin() + std::ptrdiff_t(at);
        const auto last = first + std::ptrdiff_t(std::min(edit.removed, fragments.size() - at));
        fragments.insert(fragments.erase(first, last), edit.added.begin(), edit.added.end());
    }
    return textOf(fragments);
}

QString withCrLf(QString text)
{
    return text.replace(QStringLiteral("\r\n"), QStringLiteral("\n")).replace(QStringLiteral("\n"), QStringLiteral("\r\n"));
}

} // namespace

rc::Gen<QString> randomText(RandomKind kind)
{
    return rc::gen::map(rc::gen::container<Fragments>(fragment(kind)), textOf);
}

rc::Gen<RandomEdits> randomEdits(RandomKind kind)
{
    // A form that sends CRLF changes every line end at once: neither, mine or theirs.
    return rc::gen::apply(
        [kind](const Fragments &base, const std::vector<Edit> &mine, const std::vector<Edit> &theirs, int crLf) {
            RandomEdits texts{textOf(base), edited(base, mine), edited(base, theirs)};
            if (kind == RandomKind::Markdown && crLf == 0)
                texts.mine = withCrLf(texts.mine);
            if (kind == RandomKind::Markdown && crLf == 1)
                texts.theirs = withCrLf(texts.theirs);
            return texts;
        },
        rc::gen::container<Fragments>(fragment(kind)), edits(kind), edits(kind), rc::gen::inRange(0, 6));
}

void showValue(const RandomEdits &texts, std::ostream &os)
{
    const auto written = [](QString text) {
        return text.replace(u'\r', QStringLiteral("\\r")).replace(u'\n', QStringLiteral("\\n")).toStdString();
    };
    os << "base   \"" << written(texts.base) << "\"\nmine   \"" << written(texts.mine) << "\"\ntheirs \"" << written(texts.theirs)
       << '"';
}

} // namespace galley::test
