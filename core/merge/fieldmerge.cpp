#include "core/merge/fieldmerge.h"

#include "core/base/text.h"
#include "core/base/timestamp.h"
#include "core/model/derived.h"
#include "core/merge/textmerge.h"

namespace galley {

namespace {

constexpr struct
{
    PostField field;
    QLatin1String name;
} FieldNames[] = {
    {PostField::Title, QLatin1String("title")},
    {PostField::Subtitle, QLatin1String("subtitle")},
    {PostField::Slug, QLatin1String("slug")},
    {PostField::Content, QLatin1String("content")},
    {PostField::Excerpt, QLatin1String("excerpt")},
    {PostField::Tags, QLatin1String("tags")},
    {PostField::PublishedAt, QLatin1String("published_at")},
    {PostField::Series, QLatin1String("series")},
    {PostField::PublishAt, QLatin1String("publish_at")},
};

bool isSameText(const QString &a, const QString &b)
{
    return a == b; // to Qt, null and empty are equal
}

bool isSameMoment(const QString &a, const QString &b)
{
    const auto first = parseTimestamp(a);
    const auto second = parseTimestamp(b);
    return first && second ? *first == *second : isSameText(a, b);
}

enum class Choice { Mine, Theirs, Clash };

/// Of a value that is taken whole; `isSame` says what is no difference.
template <typename T, typename Same>
Choice outcomeOf(const T &base, const T &mine, const T &theirs, Same isSame)
{
    if (isSame(mine, theirs) || isSame(mine, base))
        return Choice::Theirs;
    return isSame(theirs, base) ? Choice::Mine : Choice::Clash;
}

QString mergeTags(const QString &base, const QString &mine, const QString &theirs)
{
    const QStringList before = splitTags(base);
    const QStringList here = splitTags(mine);
    const QStringList there = splitTags(theirs);
    if (here == there || here == before)
        return theirs;
    if (there == before)
        return mine;
    QStringList merged;
    for (const QString &tag : here) {
        if (there.contains(tag) || !before.contains(tag))
            merged += tag;
    }
    for (const QString &tag : there) {
        if (!here.contains(tag) && !before.contains(tag))
            merged += tag;
    }
    return joinTags(merged);
}

class FieldMerger
{
public:
    FieldMerger(const View &base, const View &mine, const View &theirs) : m_base(base), m_mine(mine), m_theirs(theirs)
    {
        m_out.view = theirs;
    }

    Result<ViewMerge> merge()
    {
        takeText(PostField::Title, &PostFields::title);
        takeText(PostField::Subtitle, &PostFields::subtitle);
        takeText(PostField::Slug, &PostFields::slug);
        if (const Status merged = mergeContent(); !merged)
            return failure(merged);
        if (const Status merged = mergeExcerpt(); !merged)
            return failure(merged);
        m_out.view.fields.tags = mergeTags(m_base.fields.tags, m_mine.fields.tags, m_theirs.fields.tags);
        takeMoment(PostField::PublishedAt, [](auto &view) -> auto & { return view.fields.publishedAt; });
        takeSeries();
        takeMoment(PostField::PublishAt, [](auto &view) -> auto & { return view.publishAt; });
        return std::move(m_out);
    }

private:
    bool mineStands(PostField field, Choice outcome)
    {
        if (outcome == Choice::Clash)
            m_out.clashes.push_back(field);
        return outcome != Choice::Theirs;
    }

    void takeText(PostField field, QString PostFields::*text)
    {
        const QString &mine = m_mine.fields.*text;
        if (mineStands(field, outcomeOf(m_base.fields.*text, mine, m_theirs.fields.*text, isSameText)))
            m_out.view.fields.*text = mine;
    }

    template <typename Member>
    void takeMoment(PostField field, Member of)
    {
        if (mineStands(field, outcomeOf(of(m_base), of(m_mine), of(m_theirs), isSameMoment)))
            of(m_out.view) = of(m_mine);
    }

    void takeSeries()
    {
        const auto placeOf = [](const View &view) { return std::pair(view.fields.seriesId, view.fields.seriesPosition); };
        if (!mineStands(PostField::Series, outcomeOf(placeOf(m_base), placeOf(m_mine), placeOf(m_theirs), std::equal_to())))
            return;
        m_out.view.fields.seriesId = m_mine.fields.seriesId;
        m_out.view.fields.seriesPosition = m_mine.fields.seriesPosition;
    }

    Status mergeInto(PostField field, QString PostFields::*text)
    {
        auto merged = mergeText(m_base.fields.*text, m_mine.fields.*text, m_theirs.fields.*text);
        if (!merged)
            return failure(merged);
        m_out.view.fields.*text = std::move(merged->text);
        if (!merged->isClean)
            m_out.clashes.push_back(field);
        return {};
    }

    Status mergeContent()
    {
        const QString &mine = m_mine.fields.content;
        switch (outcomeOf(m_base.fields.content, mine, m_theirs.fields.content, isSameText)) {
        case Choice::Theirs: return {};
        case Choice::Mine: m_out.view.fields.content = mine; return {};
        case Choice::Clash: break;
        }
        return mergeInto(PostField::Content, &PostFields::content);
    }

    /// A draft keeps the excerpt that was derived of an older text until it is published, so any side's content counts.
    bool isDerivedOnAnySide(const QString &excerpt) const
    {
        return excerpt.isEmpty() || isDerived(excerpt, m_mine.fields.content) || isDerived(excerpt, m_theirs.fields.content)
               || isDerived(excerpt, m_base.fields.content);
    }

    /// After the content.
    Status mergeExcerpt()
    {
        const auto written = [this](const View &view) {
            return isDerivedOnAnySide(view.fields.excerpt) ? QString() : view.fields.excerpt;
        };
        const QString base = written(m_base);
        const QString mine = written(m_mine);
        const QString theirs = written(m_theirs);
        const Choice outcome = outcomeOf(base, mine, theirs, isSameText);
        if (outcome == Choice::Clash && !mine.isEmpty() && !theirs.isEmpty())
            return mergeInto(PostField::Excerpt, &PostFields::excerpt);
        const bool isMine = mineStands(PostField::Excerpt, outcome);
        if (mine.isEmpty() && theirs.isEmpty())
            m_out.view.fields.excerpt = derivedExcerpt(sideOfDerived());
        else if ((isMine ? mine : theirs).isEmpty())
            m_out.view.fields.excerpt = derivedExcerpt(isMine ? m_mine : m_theirs);
        else if (isMine)
            m_out.view.fields.excerpt = mine;
        return {};
    }

    /// Of two derived excerpts, the one that changed; of one that both have, that of the content that stands.
    const View &sideOfDerived() const
    {
        const QString &content = m_out.view.fields.content;
        if (isSameText(m_mine.fields.excerpt, m_theirs.fields.excerpt))
            return content == m_mine.fields.content && content != m_theirs.fields.content ? m_mine : m_theirs;
        return isSameText(m_theirs.fields.excerpt, m_base.fields.excerpt) ? m_mine : m_theirs;
    }

    QString derivedExcerpt(const View &side) const
    {
        const QString &excerpt = side.fields.excerpt;
        const QString &content = m_out.view.fields.content;
        if (excerpt.isEmpty() || content == side.fields.content)
            return excerpt;
        for (const View *view : {&side, &m_mine, &m_theirs, &m_base}) {
            if (isDerived(excerpt, view->fields.content))
                return rederived(excerpt, view->fields.content, content, Derivation::FirstLines);
        }
        return excerpt;
    }

    const View &m_base;
    const View &m_mine;
    const View &m_theirs;
    ViewMerge m_out; // theirs, until mine stands
};

} // namespace

QString postFieldName(PostField field)
{
    for (const auto &entry : FieldNames) {
        if (entry.field == field)
            return entry.name;
    }
    return {};
}

std::optional<PostField> postFieldFromName(const QString &name)
{
    for (const auto &entry : FieldNames) {
        if (entry.name == name)
            return entry.field;
    }
    return {};
}

Result<ViewMerge> mergeViews(const std::optional<View> &base, const View &mine, const View &theirs)
{
    return FieldMerger(base.value_or(View{}), mine, theirs).merge();
}

} // namespace galley
