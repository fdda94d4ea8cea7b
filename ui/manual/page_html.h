// A page of the manual as the rich text that QTextDocument draws.
#pragma once

#include "core/manual/pages.h"
#include "ui/theme.h"

namespace gradewise {

/// In the theme's colours; `points` is the size of running text. Links within the manual lead to "manual:"
/// and a topic.
QString pageHtml(const ManualPage& page, const Theme& theme, double points);

/// "manual:solvers#varpro"
QUrl manualUrl(const QString& topic);
/// The topic of such an address; empty for others.
QString topicOf(const QUrl& url);

} // namespace gradewise
