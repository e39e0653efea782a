#include "app/galleyctl/unitreport.h"

namespace galley::cli {

namespace {

struct KindWords
{
    const char *name;
    const char *noun;
    const char *done;
};

KindWords wordsOf(PublishUnit::Kind kind)
{
    switch (kind) {
    case PublishUnit::Kind::Publish:
        return {"publish", "Publishing “%1”", "Published “%1”."};
    case PublishUnit::Kind::Unpublish:
        return {"unpublish", "Taking back “%1”", "“%1” is a draft again."};
    case PublishUnit::Kind::Delete:
        return {"delete", "Deleting “%1”", "Deleted “%1”; its images stay on the desk."};
    case PublishUnit::Kind::Series:
        return {"series", "Changing the series “%1”", "Changed the series “%1”."};
    case PublishUnit::Kind::RemoveImages:
        return {"remove_images", "Removing unused images", "Removed unused images."};
    }
    return {"", "%1", "%1"};
}

QString stateName(AskedUnit::State state)
{
    switch (state) {
    case AskedUnit::State::Waiting:
        return QStringLiteral("waiting");
    case AskedUnit::State::NeedsConfirmation:
        return QStringLiteral("needs_confirmation");
    case AskedUnit::State::Refused:
        return QStringLiteral("refused");
    case AskedUnit::State::Landed:
        return QStringLiteral("landed");
    case AskedUnit::State::Dropped:
        return QStringLiteral("dropped");
    }
    return {};
}

QString named(const char *words, const QString &title)
{
    const QString text = QString::fromUtf8(words);
    return text.contains(QLatin1String("%1")) ? text.arg(title) : text;
}

} // namespace

QString sentence(const AskedUnit &unit)
{
    const KindWords words = wordsOf(unit.kind);
    switch (unit.state) {
    case AskedUnit::State::Landed:
        return unit.landedSlug.isEmpty() ? named(words.done, unit.title)
                                         : QStringLiteral("Published /blog/%1.").arg(unit.landedSlug);
    case AskedUnit::State::Waiting:
        return named(words.noun, unit.title) + QStringLiteral(" waits for the site to be reached.");
    case AskedUnit::State::Dropped:
        if (!unit.reason.message.isEmpty())
            return unit.reason.message;
        return named(words.noun, unit.title) + QStringLiteral(" was withdrawn.");
    case AskedUnit::State::NeedsConfirmation:
    case AskedUnit::State::Refused:
        return unit.reason.message;
    }
    return {};
}

QJsonObject toJson(const AskedUnit &unit)
{
    return {{QStringLiteral("id"), unit.id},
            {QStringLiteral("kind"), QLatin1String(wordsOf(unit.kind).name)},
            {QStringLiteral("title"), unit.title},
            {QStringLiteral("slug"), unit.landedSlug.isEmpty() ? QJsonValue() : QJsonValue(unit.landedSlug)},
            {QStringLiteral("state"), stateName(unit.state)},
            {QStringLiteral("message"), sentence(unit)},
            {QStringLiteral("asked_at"), unit.askedAt}};
}

} // namespace galley::cli
