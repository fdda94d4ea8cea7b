// Foreign text in the window: titles, names of files, what a file says. Qt takes a text that looks like HTML
// for HTML where it is not told otherwise, in tool tips always.
#pragma once

#include "core/configuration/config.h"

#include <QString>

namespace gradewise {

/// The text with what has no shape of its own as escapes (core/numbers/printable.h). For widgets that know it
/// is plain text, and for titles of windows.
QString shownText(const QString& text);

/// The same of several sentences, each of which has lines of its own.
QString shownLines(const QString& text);

/// The same for a tool tip: never HTML.
QString plainTip(const QString& text);

/// The same for the title of a window, where "[*]" stands for the mark of what is unsaved.
QString titleOfWindow(const QString& text);

/// The name of a file without its folder.
QString shownName(const QString& path);
/// The whole path, as the system writes it.
QString shownPath(const QString& path);
/// What the author called an experiment; nothing where there is no title.
QString shownTitle(const ExperimentConfig& config);

} // namespace gradewise
