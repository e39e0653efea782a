// Opens an address in the author's browser: the program that $BROWSER names, else the desktop's choice.
#pragma once

#include <QUrl>

namespace galley {

bool openInBrowser(const QUrl &url);

} // namespace galley
