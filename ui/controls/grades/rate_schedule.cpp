#include "ui/controls/grades/rate_schedule.h"

#include <algorithm>

namespace gradewise {

template <>
Names<RateSchedule> namesOf<RateSchedule>() {
    static constexpr auto schedules = nameTable<RateSchedule>({
        {RateSchedule::Constant, "constant", "constant"},
        {RateSchedule::Exponential, "exponential", "exponential"},
        {RateSchedule::Steps, "steps", "in steps"},
    });
    static_assert(schedules.isWhole());
    return schedules;
}

RateSchedule scheduleOf(const LearningRate& rate) {
    return rate.final         ? RateSchedule::Exponential
           : rate.decayFactor ? RateSchedule::Steps
                              : RateSchedule::Constant;
}

void setSchedule(GradeConfig& grade, RateSchedule schedule) {
    if (descentOf(grade.solver) == nullptr || scheduleOf(rateOf(grade.solver)) == schedule)
        return;
    LearningRate& rate = rateOf(grade.solver);
    rate = LearningRate{rate.initial, {}, {}, 1};
    if (schedule == RateSchedule::Exponential)
        rate.final = rate.initial / 100.0;
    if (schedule == RateSchedule::Steps) {
        rate.decayFactor = 0.5;
        rate.decayEvery = std::max<Index>(1, grade.stop.epochs / 5);
    }
}

} // namespace gradewise
