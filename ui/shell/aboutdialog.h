// About Galley, and the list of its keys. UI thread.
#pragma once

class QWidget;

namespace galley {

struct Actions;
class Theme;

void showAbout(const Theme &theme, QWidget *parent);
void showShortcuts(const Theme &theme, const Actions &actions, QWidget *parent);

} // namespace galley
