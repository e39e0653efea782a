#include "ui/preview/layoutunit.h"

#include <QRegularExpression>

namespace galley::preview {

QString cssInUnits(const QString &css, qreal zoom)
{
    static const QRegularExpression length(QStringLiteral("(?<![\\w.#-])(-?(?:\\d+\\.?\\d*|\\.\\d+))px\\b"));
    QString out;
    out.reserve(css.size() + css.size() / 8);
    qsizetype done = 0;
    for (auto it = length.globalMatch(css); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        out += QStringView(css).mid(done, match.capturedStart() - done);
        out += QString::number(toUnits(match.captured(1).toDouble() * zoom)) + QStringLiteral("px");
        done = match.capturedEnd();
    }
    out += QStringView(css).mid(done);
    // litehtml 0.6 takes "600" for normal but reads any number that isn't in its table.
    static const QRegularExpression weight(QStringLiteral("font-weight:\\s*(\\d+)"));
    out.replace(weight, QStringLiteral("font-weight: 0\\1"));
    return out;
}

} // namespace galley::preview
