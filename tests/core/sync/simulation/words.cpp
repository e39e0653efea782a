#include "tests/core/sync/simulation/words.h"

#include "core/base/text.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <algorithm>

namespace galley::test {

namespace {

/// A sentence (or an image) and the space that follows it.
struct Piece
{
    QString words;
    QString gap;
};

std::vector<Piece> piecesOf(const QString &text)
{
    static const QRegularExpression piece(QStringLiteral("(\\S+)(\\s*)"));
    std::vector<Piece> pieces;
    for (auto it = piece.globalMatch(text); it.hasNext();) {
        const auto match = it.next();
        pieces.push_back({match.captured(1), match.captured(2)});
    }
    return pieces;
}

QString joined(const std::vector<Piece> &pieces)
{
    QString text = QStringLiteral("");
    for (const Piece &piece : pieces)
        text += piece.words + piece.gap;
    return text;
}

QString someGap(Dice &dice)
{
    const int kind = dice.below(100);
    return kind < 50 ? QStringLiteral("\n\n") : kind < 80 ? QStringLiteral(" ") : QStringLiteral("\n");
}

void insert(std::vector<Piece> &pieces, const QString &words, const QString &gap, Dice &dice)
{
    const int at = dice.below(pieces.size() + 1);
    if (at == int(pieces.size()) && at > 0 && pieces.back().gap.isEmpty())
        pieces.back().gap = gap;
    pieces.insert(pieces.begin() + at, {words, gap});
}

QString word(int number)
{
    return QStringLiteral("t%1.").arg(number);
}

int numberIn(const QString &words)
{
    static const QRegularExpression digits(QStringLiteral("t(\\d+)"));
    return digits.match(words).captured(1).toInt();
}

QString editedTags(const QString &tags, int number, Dice &dice)
{
    QStringList list = splitTags(tags);
    if (!list.isEmpty() && dice.chance(35))
        list.removeAt(dice.below(std::size_t(list.size())));
    else
        list += QStringLiteral("g%1").arg(number);
    return joinTags(list);
}

bool isDigitAt(const QString &text, qsizetype at)
{
    return at < text.size() && text[at] >= u'0' && text[at] <= u'9';
}

bool isWordBefore(const QString &text, qsizetype at)
{
    return at > 0 && (text[at - 1].isLetterOrNumber() || text[at - 1] == u'_');
}

qsizetype afterDigits(const QString &text, qsizetype at)
{
    while (isDigitAt(text, at))
        ++at;
    return at;
}

enum class Suffix { None, Letter };

/// Every "<mark><digits>." of its own, with one of a–h before the full stop where that may be. By hand: these are
/// looked for after every write of a history, and a regular expression took a quarter of its time.
void addSentences(Facts &facts, QChar mark, Suffix suffix, const QString &text)
{
    for (qsizetype at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + 1)) {
        qsizetype end = afterDigits(text, at + 1);
        if (isWordBefore(text, at) || end == at + 1)
            continue;
        if (suffix == Suffix::Letter && end < text.size() && text[end] >= u'a' && text[end] <= u'h')
            ++end;
        if (end < text.size() && text[end] == u'.')
            facts.insert(text.mid(at, end + 1 - at));
    }
}

void addImages(Facts &facts, const QString &text)
{
    const QLatin1String path("/images/");
    for (qsizetype at = text.indexOf(path); at >= 0; at = text.indexOf(path, at + 1)) {
        const qsizetype end = afterDigits(text, at + path.size());
        if (end > at + path.size())
            facts.insert(text.mid(at, end - at));
    }
}

} // namespace

Facts factsOf(const std::optional<View> &view)
{
    return view ? factsOf(*view) : Facts();
}

Facts without(const Facts &facts, const Facts &others)
{
    Facts rest;
    std::set_difference(facts.begin(), facts.end(), others.begin(), others.end(), std::inserter(rest, rest.end()));
    return rest;
}

Facts factsOf(PostField field, const QString &value)
{
    Facts facts;
    if (value.isEmpty())
        return facts;
    switch (field) {
    case PostField::Content:
        addSentences(facts, u't', Suffix::Letter, value);
        addImages(facts, value);
        break;
    case PostField::Excerpt: // a derived one is nobody's
        addSentences(facts, u'E', Suffix::None, value);
        break;
    case PostField::Tags:
        for (const QString &tag : splitTags(value))
            facts.insert(QStringLiteral("tag:") + tag);
        break;
    case PostField::PublishedAt: // authors here write of the past; the other dates are the server's
        if (value.startsWith(QLatin1String("200")))
            facts.insert(QStringLiteral("published_at:") + value);
        break;
    case PostField::Series: {
        const QJsonObject object = QJsonDocument::fromJson(value.toUtf8()).object();
        const QString id = object.value(QLatin1String("series_id")).toVariant().toString();
        if (!id.isEmpty() && id != QLatin1String("0"))
            facts.insert(QStringLiteral("series:%1/%2").arg(id, object.value(QLatin1String("series_position")).toVariant().toString()));
        break;
    }
    case PostField::Title:
    case PostField::Subtitle:
    case PostField::Slug:
    case PostField::PublishAt:
        facts.insert(postFieldName(field) + QLatin1Char(':') + value);
        break;
    }
    return facts;
}

Facts factsOf(const View &view)
{
    const PostFields &f = view.fields;
    Facts facts;
    const auto add = [&](PostField field, const QString &value) { facts.merge(factsOf(field, value)); };
    add(PostField::Title, f.title);
    add(PostField::Subtitle, f.subtitle);
    add(PostField::Slug, f.slug);
    add(PostField::Content, f.content);
    add(PostField::Excerpt, f.excerpt);
    add(PostField::Tags, f.tags);
    add(PostField::PublishedAt, f.publishedAt);
    add(PostField::PublishAt, view.publishAt);
    if (f.seriesId)
        facts.insert(QStringLiteral("series:%1/%2").arg(*f.seriesId).arg(f.seriesPosition ? QString::number(*f.seriesPosition) : QString()));
    return facts;
}

bool isSingle(const QString &fact)
{
    return fact.contains(QLatin1Char(':')) && !fact.startsWith(QLatin1String("tag:"));
}

QString newText(int number, int count)
{
    QString text;
    for (int i = 0; i < count; ++i)
        text += QStringLiteral("t%1%2.%3").arg(number).arg(QChar(u'a' + i)).arg(i % 3 == 1 ? QLatin1String(" ") : QLatin1String("\n\n"));
    return text.trimmed();
}

QString editedText(const QString &text, int number, Dice &dice)
{
    std::vector<Piece> pieces = piecesOf(text);
    const int kind = dice.below(100);
    if (kind < 50 || pieces.empty()) {
        insert(pieces, word(number), someGap(dice), dice);
    } else if (kind < 75) {
        // Often what was written last, for that is what races.
        auto at = pieces.begin() + dice.below(pieces.size());
        if (dice.chance(50))
            at = std::max_element(pieces.begin(), pieces.end(), [](const Piece &a, const Piece &b) { return numberIn(a.words) < numberIn(b.words); });
        pieces.erase(at);
    } else {
        pieces[std::size_t(dice.below(pieces.size()))].words = word(number);
    }
    return joined(pieces);
}

QString withImage(const QString &text, qint64 imageId, Dice &dice)
{
    std::vector<Piece> pieces = piecesOf(text);
    insert(pieces, QStringLiteral("![](/images/%1)").arg(imageId), QStringLiteral("\n\n"), dice);
    return joined(pieces);
}

View edited(const View &view, int number, Dice &dice)
{
    View after = view;
    PostFields &f = after.fields;
    const int kind = dice.below(100);
    if (kind < 66)
        f.content = editedText(f.content, number, dice);
    else if (kind < 76)
        f.title = QStringLiteral("T%1").arg(number);
    else if (kind < 81)
        f.subtitle = !f.subtitle.isEmpty() && dice.chance(30) ? QString() : QStringLiteral("S%1").arg(number);
    else if (kind < 87)
        f.excerpt = QStringLiteral("E%1.").arg(number);
    else if (kind < 95)
        f.tags = editedTags(f.tags, number, dice);
    else
        f.publishedAt = QStringLiteral("200%1-01-%2T%3:%4:00Z")
                            .arg(number % 10)
                            .arg(1 + number / 10 % 28, 2, 10, QLatin1Char('0'))
                            .arg(number / 280 % 24, 2, 10, QLatin1Char('0'))
                            .arg(number / 6720 % 60, 2, 10, QLatin1Char('0'));
    return after;
}

QString described(const Facts &before, const Facts &after)
{
    QStringList list;
    for (const QString &fact : before) {
        if (!after.contains(fact))
            list += QLatin1Char('-') + fact;
    }
    for (const QString &fact : after) {
        if (!before.contains(fact))
            list += QLatin1Char('+') + fact;
    }
    return list.isEmpty() ? QStringLiteral("nothing") : list.join(QLatin1Char(' '));
}

} // namespace galley::test
