// Numbers for people that err on the safe side.
#pragma once

namespace gradewise {

/// Not negative, rounded to four significant digits, upwards or downwards.
double roundedUp(double value);
double roundedDown(double value);

} // namespace gradewise
