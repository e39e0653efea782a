#include "core/model/post.h"

#include <QRegularExpression>

namespace galley {

namespace {

constexpr struct
{
    PostStatus status;
    QLatin1String name;
} StatusNames[] = {
    {PostStatus::Draft, QLatin1String("draft")},
    {PostStatus::Scheduled, QLatin1String("scheduled")},
    {PostStatus::Published, QLatin1String("published")},
    {PostStatus::Edited, QLatin1String("edited")},
};

} // namespace

QString statusName(PostStatus status)
{
    for (const auto &entry : StatusNames) {
        if (entry.status == status)
            return entry.name;
    }
    return {};
}

std::optional<PostStatus> statusFromName(const QString &name)
{
    for (const auto &entry : StatusNames) {
        if (entry.name == name)
            return entry.status;
    }
    return std::nullopt;
}

QList<qint64> imagesNamedIn(const QString &markdown)
{
    static const QRegularExpression path(QStringLiteral(R"((?<![\w/.:-])/images/(\d{1,19})(?!\d))"));
    QList<qint64> ids;
    for (auto matches = path.globalMatch(markdown); matches.hasNext();) {
        bool fits = false;
        const qint64 id = matches.next().captured(1).toLongLong(&fits);
        if (fits && !ids.contains(id))
            ids += id;
    }
    return ids;
}

QString imagePath(qint64 id)
{
    return QStringLiteral("/images/%1").arg(id);
}

} // namespace galley
