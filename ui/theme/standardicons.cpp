// The icons of Qt's own dialogs, from our set.
#include "ui/theme/deskstyle.h"
#include "ui/theme/icons.h"

namespace galley {

namespace {

QString nameOf(QStyle::StandardPixmap icon)
{
    switch (icon) {
    case QStyle::SP_ArrowBack: return QStringLiteral("back");
    case QStyle::SP_ArrowForward: return QStringLiteral("forward");
    case QStyle::SP_FileDialogToParent: return QStringLiteral("parent");
    case QStyle::SP_FileDialogNewFolder: return QStringLiteral("newfolder");
    case QStyle::SP_FileDialogListView: return QStringLiteral("tiles");
    case QStyle::SP_FileDialogDetailedView: return QStringLiteral("bullets");
    case QStyle::SP_ComputerIcon:
    case QStyle::SP_DriveHDIcon: return QStringLiteral("computer");
    case QStyle::SP_DirIcon:
    case QStyle::SP_DirOpenIcon:
    case QStyle::SP_DirHomeIcon:
    case QStyle::SP_DirClosedIcon: return QStringLiteral("folder");
    case QStyle::SP_FileIcon: return QStringLiteral("file");
    // Each menu bar asks for it, and Qt would load all its image formats for its own.
    case QStyle::SP_ToolBarHorizontalExtensionButton: return QStringLiteral("menu");
    default: return {};
    }
}

} // namespace

QIcon DeskStyle::standardIcon(StandardPixmap icon, const QStyleOption *option, const QWidget *widget) const
{
    const QString name = nameOf(icon);
    return name.isEmpty() ? QProxyStyle::standardIcon(icon, option, widget) : themedIcon(m_theme, name);
}

} // namespace galley
