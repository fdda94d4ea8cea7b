// Help: the keyboard shortcuts, and what this program is.
#pragma once

class QMenuBar;
class QWidget;

namespace gradewise {

/// Lists the shortcut of every action in the menus, and the keys of the plots.
void showShortcuts(QWidget* parent, const QMenuBar& menus);
void showAbout(QWidget* parent);

} // namespace gradewise
