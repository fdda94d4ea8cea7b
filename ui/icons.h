// Our own icons, drawn for a 20 px grid, in the colours of a theme and crisp at every scale. The drawings
// are resources/icons/*.svg; whatever is `currentColor` there takes the colour asked for.
#pragma once

#include "ui/theme.h"

#include <QIcon>

#include <span>

class QPainter;
class QRectF;

namespace gradewise {

enum class Icon {
    Run,
    Pause,
    Step, ///< one epoch
    FinishGrade,
    Stop,
    New,
    Open,
    Save,
    Export,
    Copy,
    Add,
    Remove,
    Duplicate,
    Undo,
    Redo,
    Lock, ///< frozen
    Sun,
    Moon,
    FollowData,
    Warning,
    Error,
    Check, ///< finished
    More,
    Help,
    Back,
    Forward,
};

std::span<const Icon> allIcons();
/// The file's name in resources/icons, without ending: "finish-grade".
QString iconName(Icon icon);

/// In the theme's text colour, grey while disabled. Ask again after a change of theme.
QIcon makeIcon(Icon icon, const Theme& theme);
/// In a colour of one's own choice: on a primary button the accent's text colour, a warning in its colour.
QIcon makeIcon(Icon icon, const QColor& colour, const QColor& disabled);
/// The program's own icon, for windows and the About dialog.
QIcon applicationIcon();
/// The id of the menu entry, for QGuiApplication::setDesktopFileName.
QString applicationId();
/// Draws the icon into a square of a picture, as vectors.
void paintIcon(QPainter& painter, const QRectF& square, Icon icon, const QColor& colour);

} // namespace gradewise
