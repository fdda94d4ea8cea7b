// How the learning rate falls, as one choice: in files it is which of its settings are there.
#pragma once

#include "core/solver/grade.h"

#include <array>
#include <string_view>

namespace gradewise {

enum class RateSchedule { Constant, Exponential, Steps };

template <>
Names<RateSchedule> namesOf<RateSchedule>();

/// The settings that say so.
inline constexpr std::array<std::string_view, 3> scheduleSettings = {
    "solver.finalLearningRate", "solver.decayFactor", "solver.decayEvery"};

RateSchedule scheduleOf(const LearningRate& rate);
/// Gives the grade's solver that schedule, with settings to begin with; nothing happens where it has no
/// learning rate, or has that schedule.
void setSchedule(GradeConfig& grade, RateSchedule schedule);

} // namespace gradewise
