#include "core/training/past_grades.h"

#include "core/solver/solver.h"

#include <stdexcept>

namespace gradewise {

void passGrades(const RunRecord& before, std::size_t planned, RunRecord& run, PointSets& points,
                Settling& settling, Watchers& watchers) {
    for (const GradeRecord& record : before.grades) {
        const std::size_t index = run.grades.size();
        watchers.passing(index, before);
        run.model.append(before.model.grade(index));
        settling.pass(run.model.grade(index), points.train.residual());
        points.advance(run.model.grade(index), index + 1 == planned);
        watchers.passed(record, points);
    }
    run.seconds = before.seconds;
}

void requireFit(const BegunRun& begun, const ExperimentConfig& config) {
    const std::vector<GradeConfig> planned = expandedGrades(config);
    const std::vector<GradeRecord>& grades = begun.run.grades;
    bool fits = grades.size() <= planned.size() && begun.run.model.grades() == grades.size() &&
                (!begun.grade ||
                 (grades.size() < planned.size() && solverOf(planned[grades.size()].solver).descends()));
    for (std::size_t i = 0; fits && i < grades.size(); ++i)
        fits = grades[i].config == planned[i];
    if (!fits)
        throw std::invalid_argument("The run that was begun is not one of this experiment.");
}

} // namespace gradewise
