// Foreign text in the window: titles, names of files, what a file says. Qt takes a text that looks like HTML
// for HTML where it is not told otherwise, in tool tips always.
#pragma once

#include <QString>

namespace gradewise {

/// The text with what has no shape of its own as escapes (core/numbers/printable.h). For widgets that know it
/// is plain text, and for titles of windows.
QString shownText(const QString& text);

/// The same for a tool tip: never HTML.
QString plainTip(const QString& text);

} // namespace gradewise
