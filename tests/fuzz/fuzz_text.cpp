// Text from a database that others write: slugs, tags and times hold their promises whatever is in there.
#include "core/base/text.h"
#include "core/base/timestamp.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>

using namespace galley;

namespace {

void require(bool holds)
{
    if (!holds)
        std::abort();
}

bool isSlugCharacter(QChar c)
{
    return (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9') || c == u'-';
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QString text = QString::fromUtf8(reinterpret_cast<const char *>(data), qsizetype(size));

    const QString slug = slugify(text);
    require(slug.size() <= 80);
    require(std::all_of(slug.begin(), slug.end(), isSlugCharacter));
    require(slugify(slug) == slug);

    const QStringList tags = splitTags(text);
    require(splitTags(joinTags(tags)) == tags);

    const QString stamp = normalizedTimestamp(text);
    if (const auto moment = parseTimestamp(text)) {
        require(parseTimestamp(stamp).has_value());
        require(formatTimestamp(*moment) == stamp);
    } else {
        require(stamp == text);
    }
    return 0;
}
