// A Markdown file from another blog: front matter of any kind, and the places of its text that would be rewritten.
#include "core/base/text.h"
#include "core/base/timestamp.h"
#include "core/transfer/postfile.h"

#include <cstdint>
#include <cstdlib>

using namespace galley;

namespace {

void require(bool holds)
{
    if (!holds)
        std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), qsizetype(size));
    const auto post = readPostFile(bytes, QStringLiteral("2024-03-01-a-file.md"));
    if (!post) {
        require(!post.error().message.isEmpty());
        return 0;
    }
    const PostFields &fields = post->fields;
    require(!fields.title.isEmpty());
    require(!fields.slug.isEmpty() && slugify(fields.slug) == fields.slug);
    require(joinTags(splitTags(fields.tags)) == fields.tags);
    require(parseTimestamp(fields.publishedAt).has_value());
    require(fields.content.toUtf8() == post->text);

    qsizetype end = 0;
    for (const Reference &reference : post->references) {
        require(reference.start >= end && reference.length > 0);
        end = reference.start + reference.length;
        require(end <= post->text.size());
    }
    // Only destinations change: put back, they give the same places again.
    QByteArray moved = post->text;
    for (auto it = post->references.rbegin(); it != post->references.rend(); ++it)
        moved.replace(it->start, it->length, "/images/1");
    require(findReferences(moved).size() >= post->references.size());
    return 0;
}
