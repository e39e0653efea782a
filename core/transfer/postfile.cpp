#include "core/transfer/postfile.h"

#include "core/base/text.h"
#include "core/base/timestamp.h"
#include "core/markdown/markdown.h"
#include "core/transfer/frontmatter.h"

#include <QFileInfo>
#include <QRegularExpression>

namespace galley {

namespace {

constexpr qsizetype MaxFile = 16'000'000;

struct NameParts
{
    QString slug;
    QString date;
};

/// "2026-03-01-a-title.md" as Jekyll has it, "a-title.md", "a-title/index.md".
NameParts partsOf(const QString &name)
{
    QString base = QFileInfo(name).completeBaseName();
    if (base == QLatin1String("index") || base == QLatin1String("_index"))
        base = QFileInfo(QFileInfo(name).path()).fileName();
    static const QRegularExpression dated(QStringLiteral(R"(\A(\d{4}-\d\d-\d\d)-(.+)\z)"));
    const auto match = dated.match(base);
    if (!match.hasMatch() || !parseTimestamp(match.captured(1)))
        return {base, {}};
    return {match.captured(2), normalizedTimestamp(match.captured(1))};
}

QString titleFrom(const QString &fileName)
{
    QString title = fileName;
    title.replace(QRegularExpression(QStringLiteral("[-_]+")), QStringLiteral(" "));
    title = title.simplified();
    if (!title.isEmpty())
        title[0] = title[0].toUpper();
    return title;
}

/// The first heading of level 1; taken out of the text when it is what the text begins with.
QString takeHeading(MatterAndText &file)
{
    const auto document = markdown::parse(QString::fromUtf8(file.text));
    for (const markdown::Heading &heading : document.outline) {
        if (heading.level != 1)
            continue;
        if (heading.line == document.blocks.front().firstLine) {
            qsizetype end = 0;
            for (int line = 0; line <= document.blocks.front().lastLine && end < file.text.size(); ++line) {
                const qsizetype newline = file.text.indexOf('\n', end);
                end = newline < 0 ? file.text.size() : newline + 1;
            }
            while (end < file.text.size() && file.text[end] == '\n')
                ++end;
            file.firstLine += int(file.text.first(end).count('\n'));
            file.text = file.text.mid(end);
        }
        return heading.text;
    }
    return {};
}

QString nullIfEmpty(const QString &text)
{
    return text.isEmpty() ? QString() : text;
}

} // namespace

Result<PostFile> readPostFile(QByteArray bytes, const QString &name)
{
    if (bytes.size() > MaxFile)
        return fail(ErrorCode::TooLarge, QStringLiteral("the file has more than 16 MB; split it."));
    if (bytes.startsWith("\xEF\xBB\xBF"))
        bytes.remove(0, 3);
    bytes.replace("\r\n", "\n").replace('\r', '\n');
    const QString all = QString::fromUtf8(bytes);
    if (all.toUtf8() != bytes)
        return fail(ErrorCode::InvalidInput,
                    QStringLiteral("the file is not UTF-8 text; convert it to UTF-8."));
    if (!validateText(all, {}))
        return fail(ErrorCode::InvalidInput,
                    QStringLiteral("the file holds a NUL character, which no text has; save it anew as UTF-8 text."));

    auto file = readFrontMatter(bytes);
    if (!file)
        return failure(file);
    const FrontMatter &matter = file->matter;
    const NameParts parts = partsOf(name);

    PostFile post;
    post.fields.title = matter.title;
    if (post.fields.title.isEmpty())
        post.fields.title = takeHeading(*file);
    if (post.fields.title.isEmpty())
        post.fields.title = titleFrom(parts.slug);
    if (!matter.slug.isEmpty() && slugify(matter.slug).isEmpty())
        return fail(ErrorCode::InvalidInput,
                    QStringLiteral("the slug needs letters a–z or digits; correct it."));
    for (const QString &source : {matter.slug, parts.slug, post.fields.title}) {
        if (post.fields.slug.isEmpty())
            post.fields.slug = slugify(source);
    }
    if (post.fields.slug.isEmpty())
        return fail(ErrorCode::InvalidInput,
                    QStringLiteral("no address follows from its name; give it a “slug”."));
    post.fields.subtitle = nullIfEmpty(matter.subtitle);
    post.fields.excerpt = nullIfEmpty(matter.excerpt);
    post.fields.tags = nullIfEmpty(joinTags(matter.tags));
    post.fields.publishedAt = nullIfEmpty(matter.date.isEmpty() ? parts.date : matter.date);
    post.fields.seriesPosition = matter.series.isEmpty() ? std::nullopt : matter.seriesPosition;
    post.fields.content = QString::fromUtf8(file->text);
    post.seriesTitle = matter.series;
    post.draft = matter.draft || name.startsWith(QLatin1String("_drafts/")) ||
                 name.contains(QLatin1String("/_drafts/"));
    post.text = post.fields.content.toUtf8(); // without a byte order mark that stood behind the front matter
    post.firstLine = file->firstLine;
    post.references = findReferences(post.text);
    post.unknownKeys = matter.unknownKeys;
    return post;
}

} // namespace galley
