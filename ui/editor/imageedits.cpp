#include "ui/editor/imageedits.h"

#include "ui/editor/codeedits.h"

#include <QTextBlock>
#include <QTextCursor>

namespace galley {

namespace {

// The blank line that parts the image from what stands in its line, or in the line next to it.
QString gapTo(QStringView inLine, const QTextBlock &neighbour)
{
    if (!inLine.trimmed().isEmpty())
        return QStringLiteral("\n\n");
    return neighbour.isValid() && !QStringView(neighbour.text()).trimmed().isEmpty() ? QStringLiteral("\n") : QString();
}

} // namespace

QTextCursor insertImage(QTextCursor &place, const QString &path)
{
    place.beginEditBlock();
    place.clearSelection();
    leaveCode(place);
    const QString line = place.block().text();
    const QString before = gapTo(QStringView(line).first(place.positionInBlock()), place.block().previous());
    const QString after = gapTo(QStringView(line).sliced(place.positionInBlock()), place.block().next());
    QTextCursor description(place);
    const int start = place.position() + int(before.size());
    place.insertText(before + QStringLiteral("![](%1)").arg(path) + after);
    description.setPosition(start + 2);
    place.endEditBlock();
    return description;
}

} // namespace galley
