// cmark tells which links a text has, but not where their destinations stand. So the text is searched for
// what may be a destination, each such place is overwritten with a token, and the text is parsed again: where
// cmark then finds the token as a destination, and all else in the tree is as before, the place is proved.
#include "core/transfer/references.h"

#include "core/markdown/cmarkdoc.h"
#include "core/transfer/htmlimages.h"

#include <algorithm>
#include <optional>
#include <span>

namespace galley {

namespace {

struct Place
{
    qsizetype start;
    qsizetype length;
};

bool overlap(const Place &a, const Place &b)
{
    return a.start < b.start + b.length && b.start < a.start + a.length;
}

bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool isPath(QByteArrayView target)
{
    if (target.isEmpty() || target.startsWith('#') || target.startsWith("//"))
        return false;
    for (const char c : target) {
        if (c == ':')
            return false; // a scheme
        if (c == '/' || c == '?' || c == '#' || c == '.')
            break;
    }
    return true;
}

qsizetype skipSpace(const QByteArray &text, qsizetype at)
{
    while (at < text.size() && isSpace(text[at]))
        ++at;
    return at;
}

/// The destination that may start at `at`, as CommonMark 6.3 delimits it.
std::optional<Place> destinationAt(const QByteArray &text, qsizetype at)
{
    at = skipSpace(text, at);
    const bool pointed = at < text.size() && text[at] == '<';
    const qsizetype start = pointed ? at + 1 : at;
    int depth = 0;
    qsizetype end = start;
    for (; end < text.size(); ++end) {
        const char c = text[end];
        if (c == '\\' && end + 1 < text.size() && !isSpace(text[end + 1])) {
            ++end;
        } else if (pointed) {
            if (c == '>' || c == '\n' || c == '<')
                break;
        } else if (isSpace(c) || (c == ')' && depth == 0)) {
            break;
        } else {
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
        }
    }
    end = qMin(end, text.size());
    if (!isPath(QByteArrayView(text).sliced(start, end - start)))
        return std::nullopt;
    return Place{start, end - start};
}

/// The value of the attribute `src` whose name ends at `at`, when it stands in an <img> tag.
std::optional<Place> sourceAt(const QByteArray &text, qsizetype at)
{
    const qsizetype tag = text.lastIndexOf('<', at);
    if (tag < 0 || text.mid(tag, 4).toLower() != "<img")
        return std::nullopt;
    at = skipSpace(text, at);
    if (at >= text.size() || text[at] != '=')
        return std::nullopt;
    at = skipSpace(text, at + 1);
    if (at >= text.size() || (text[at] != '"' && text[at] != '\''))
        return std::nullopt;
    const qsizetype end = text.indexOf(text[at], at + 1);
    if (end < 0 || !isPath(QByteArrayView(text).sliced(at + 1, end - at - 1)))
        return std::nullopt;
    return Place{at + 1, end - at - 1};
}

std::vector<Place> candidates(const QByteArray &text)
{
    std::vector<Place> places;
    const auto add = [&](std::optional<Place> place) {
        if (place)
            places.push_back(*place);
    };
    for (qsizetype at = text.indexOf(']'); at >= 0; at = text.indexOf(']', at + 1)) {
        if (at + 1 < text.size() && (text[at + 1] == '(' || text[at + 1] == ':'))
            add(destinationAt(text, at + 2));
    }
    const QByteArray lower = text.toLower();
    for (qsizetype at = lower.indexOf("src"); at >= 0; at = lower.indexOf("src", at + 3))
        add(sourceAt(text, at + 3));
    std::sort(places.begin(), places.end(), [](const Place &a, const Place &b) { return a.start < b.start; });
    return places;
}

/// Puts tokens in the places of a text and finds them again in its tree.
class Proof
{
public:
    Proof(const QByteArray &text, std::span<const Place> places) : m_text(text), m_places(places)
    {
        m_prefix = "galley-target-";
        while (m_text.contains(m_prefix))
            m_prefix += "x-";
    }

    /// The references that are proved; nothing when a token changed the text's meaning.
    std::optional<std::vector<Reference>> run() const
    {
        const auto before = markdown::parseTree(m_text);
        const auto after = markdown::parseTree(substituted());
        const auto nodes = markdown::descendants(before.get());
        const auto twins = markdown::descendants(after.get());
        if (nodes.size() != twins.size())
            return std::nullopt;
        std::vector<std::optional<Reference>> found(m_places.size());
        for (size_t i = 0; i < nodes.size(); ++i) {
            if (!compare(nodes[i], twins[i], found))
                return std::nullopt;
        }
        std::vector<Reference> references;
        for (auto &reference : found) {
            if (reference)
                references.push_back(std::move(*reference));
        }
        return references;
    }

private:
    QByteArray token(size_t index) const { return m_prefix + QByteArray::number(index) + '-'; }

    QByteArray substituted() const
    {
        QByteArray out;
        qsizetype at = 0;
        for (size_t i = 0; i < m_places.size(); ++i) {
            out += QByteArrayView(m_text).sliced(at, m_places[i].start - at);
            out += token(i);
            at = m_places[i].start + m_places[i].length;
        }
        return out + m_text.sliced(at);
    }

    bool compare(cmark_node *node, cmark_node *twin, std::vector<std::optional<Reference>> &found) const
    {
        const cmark_node_type type = cmark_node_get_type(node);
        if (type != cmark_node_get_type(twin))
            return false;
        const QByteArray literal(cmark_node_get_literal(node));
        const QByteArray twinLiteral(cmark_node_get_literal(twin));
        if (type == CMARK_NODE_HTML_BLOCK || type == CMARK_NODE_HTML_INLINE)
            return compareHtml(literal, twinLiteral, found);
        // Tokens in code and in plain text are put back before they are compared.
        if (literal != restored(twinLiteral))
            return false;
        if (type != CMARK_NODE_LINK && type != CMARK_NODE_IMAGE)
            return true;
        const QByteArray url(cmark_node_get_url(node));
        const QByteArray twinUrl(cmark_node_get_url(twin));
        const auto index = indexOf(twinUrl);
        if (!index)
            return url == twinUrl;
        const bool isImage = type == CMARK_NODE_IMAGE;
        auto &reference = found[*index];
        if (!reference || (isImage && !reference->isImage)) // one definition may serve a link and an image
            reference = Reference{m_places[*index].start, m_places[*index].length, QString::fromUtf8(url),
                                  isImage, isImage ? markdown::textOf(node) : QString()};
        return true;
    }

    bool compareHtml(const QByteArray &html, const QByteArray &twin,
                     std::vector<std::optional<Reference>> &found) const
    {
        if (html != restored(twin))
            return false;
        if (!twin.contains(m_prefix))
            return true;
        const std::vector<QByteArray> sources = imageSources(html);
        const std::vector<QByteArray> twinSources = imageSources(twin);
        if (sources.size() != twinSources.size())
            return false;
        for (size_t i = 0; i < sources.size(); ++i) {
            if (const auto index = indexOf(twinSources[i]))
                found[*index] = Reference{
                    m_places[*index].start, m_places[*index].length, QString::fromUtf8(sources[i]), true, {}};
            else if (sources[i] != restored(twinSources[i]))
                return false;
        }
        return true;
    }

    std::optional<size_t> indexOf(const QByteArray &url) const
    {
        if (!url.startsWith(m_prefix) || !url.endsWith('-'))
            return std::nullopt;
        bool isNumber = false;
        const size_t index = url.mid(m_prefix.size()).chopped(1).toULongLong(&isNumber);
        return isNumber && index < m_places.size() ? std::optional(index) : std::nullopt;
    }

    QByteArray restored(QByteArray text) const
    {
        for (qsizetype at = text.indexOf(m_prefix); at >= 0; at = text.indexOf(m_prefix, at)) {
            const qsizetype end = text.indexOf('-', at + m_prefix.size()) + 1;
            const auto index = indexOf(text.sliced(at, end - at));
            if (!index)
                return text;
            const Place &place = m_places[*index];
            text.replace(at, end - at, m_text.mid(place.start, place.length));
            at += place.length;
        }
        return text;
    }

    const QByteArray &m_text;
    std::span<const Place> m_places;
    QByteArray m_prefix;
};

/// A place that meant something else (a stray backtick in what only looks like a destination) is found by
/// halving.
std::vector<Reference> prove(const QByteArray &text, std::span<const Place> places)
{
    if (places.empty())
        return {};
    if (auto all = Proof(text, places).run())
        return *all;
    if (places.size() == 1)
        return {};
    std::vector<Reference> references = prove(text, places.first(places.size() / 2));
    const auto rest = prove(text, places.subspan(places.size() / 2));
    references.insert(references.end(), rest.begin(), rest.end());
    return references;
}

} // namespace

std::vector<Reference> findReferences(const QByteArray &markdown)
{
    // Where two places overlap at most one is real: the first is tried, then the second if that was not.
    constexpr int MaxRounds = 8;
    std::vector<Reference> references;
    std::vector<Place> pending = candidates(markdown);
    for (int round = 0; round < MaxRounds && !pending.empty(); ++round) {
        std::vector<Place> apart;
        std::vector<Place> overlapping;
        for (const Place &place : pending)
            (apart.empty() || !overlap(apart.back(), place) ? apart : overlapping).push_back(place);
        for (Reference &reference : prove(markdown, apart))
            references.push_back(std::move(reference));
        std::erase_if(overlapping, [&](const Place &place) {
            return std::any_of(references.begin(), references.end(), [&](const Reference &reference) {
                return overlap(place, {reference.start, reference.length});
            });
        });
        pending = std::move(overlapping);
    }
    std::sort(references.begin(), references.end(),
              [](const Reference &a, const Reference &b) { return a.start < b.start; });
    return references;
}

} // namespace galley
