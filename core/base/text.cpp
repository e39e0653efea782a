#include "core/base/text.h"

#include <QLocale>
#include <QStringDecoder>

namespace galley {

namespace {

/// Where NUL or a surrogate may stand first. Most text has neither, so it is looked at in blocks, which the compiler
/// compares at once.
qsizetype plainLength(const QString &text)
{
    constexpr qsizetype Block = 32;
    const char16_t *const units = QStringView(text).utf16();
    qsizetype length = 0;
    for (; text.size() - length >= Block; length += Block) {
        char16_t special = 0;
        for (qsizetype i = length; i < length + Block; ++i)
            special |= char16_t(int(units[i] == 0) | int((units[i] & 0xf800) == 0xd800));
        if (special != 0)
            break;
    }
    return length;
}

} // namespace

Status validateText(const QString &text, const QString &what)
{
    for (qsizetype i = plainLength(text); i < text.size(); ++i) {
        const QChar c = text.at(i);
        if (c.isNull())
            return fail(ErrorCode::InvalidInput,
                        QStringLiteral("%1 holds a NUL character; remove it and try again.").arg(what));
        if (!c.isSurrogate())
            continue;
        const bool paired = c.isHighSurrogate() && i + 1 < text.size() && text.at(i + 1).isLowSurrogate();
        if (!paired)
            return fail(ErrorCode::InvalidInput,
                        QStringLiteral("%1 is not valid Unicode text; retype or convert it to UTF-8.").arg(what));
        ++i;
    }
    return {};
}

std::optional<QString> decodeUtf8(QByteArrayView bytes)
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::ConvertInitialBom | QStringDecoder::Flag::Stateless);
    QString text = decoder.decode(bytes);
    if (decoder.hasError())
        return std::nullopt;
    return text.isNull() ? QStringLiteral("") : text;
}

QString slugify(const QString &text)
{
    constexpr qsizetype MaxLength = 80;
    const QString decomposed = text.normalized(QString::NormalizationForm_KD).toLower();
    QString slug;
    for (const QChar c : decomposed) {
        const char16_t u = c.unicode();
        if ((u >= u'a' && u <= u'z') || (u >= u'0' && u <= u'9'))
            slug += c;
        else if (c.category() != QChar::Mark_NonSpacing && !slug.isEmpty() && !slug.endsWith(QLatin1Char('-')))
            slug += QLatin1Char('-');
    }
    slug.truncate(MaxLength);
    while (slug.endsWith(QLatin1Char('-')))
        slug.chop(1);
    return slug;
}

QStringList splitTags(const QString &tags)
{
    QStringList out;
    for (const QString &part : tags.split(QLatin1Char(','))) {
        const QString tag = part.simplified();
        if (!tag.isEmpty() && !out.contains(tag))
            out += tag;
    }
    return out;
}

QString joinTags(const QStringList &tags)
{
    return tags.join(QStringLiteral(", "));
}

QString counted(qint64 n, const QString &one, const QString &many)
{
    return QStringLiteral("%1 %2").arg(QLocale().toString(n), n == 1 ? one : many);
}

QString humanBytes(qint64 bytes)
{
    if (bytes < 1000)
        return counted(bytes, QStringLiteral("byte"), QStringLiteral("bytes"));
    if (bytes < 1000 * 1000)
        return QStringLiteral("%1 KB").arg(double(bytes) / 1e3, 0, 'f', bytes < 10 * 1000 ? 1 : 0);
    if (bytes < 1000 * 1000 * 1000)
        return QStringLiteral("%1 MB").arg(double(bytes) / 1e6, 0, 'f', 1);
    return QStringLiteral("%1 GB").arg(double(bytes) / 1e9, 0, 'f', 1);
}

} // namespace galley
