#include "ui/shell/qtwords.h"

#include <QLatin1StringView>

namespace galley {

QString QtWords::translate(const char *context, const char *text, const char *, int) const
{
    const QLatin1StringView place(context);
    const bool isField = place == QLatin1StringView("QLineEdit") || place == QLatin1StringView("QWidgetTextControl")
        || place == QLatin1StringView("QAbstractSpinBox");
    const QLatin1StringView words(text);
    if (isField && words == QLatin1StringView("Select All"))
        return tr("Select all");
    if (isField && words == QLatin1StringView("&Select All"))
        return tr("&Select all");
    if (isField && words == QLatin1StringView("Copy &Link Location"))
        return tr("Copy &link address");
    return {};
}

} // namespace galley

#include "moc_qtwords.cpp"
