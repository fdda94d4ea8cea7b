// How the left column differs from the rest of the window: values without boxes until one points at them.
#pragma once

#include "ui/theme.h"

namespace gradewise {

QString formStyleSheet(const Theme& theme);

} // namespace gradewise
