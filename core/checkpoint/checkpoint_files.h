// Names in a checkpoint. Internal to checkpoints.
#pragma once

#include <string_view>

namespace gradewise {

inline constexpr std::string_view gradesFile = "grades";
inline constexpr std::string_view stateFile = "state";
inline constexpr std::string_view runFrame = "run"; ///< the first one of `grades`
inline constexpr std::string_view gradeFrame = "grade";
inline constexpr std::string_view stateFrame = "state";

} // namespace gradewise
