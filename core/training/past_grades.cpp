#include "core/training/past_grades.h"

#include "core/solver/solver.h"
#include "core/training/judgement.h"

#include <stdexcept>

namespace gradewise {

void passGrades(const RunRecord& before, std::size_t planned, const Travellers& travellers) {
    RunRecord& run = travellers.run;
    for (GradeRecord record : before.grades) {
        const std::size_t index = run.grades.size();
        travellers.observer.gradeBegun(index, run.model);
        travellers.monitor.passGrade(index, before);
        run.model.append(before.model.grade(index));
        travellers.between.pass(run.model.grade(index), travellers.points.train.residual());
        travellers.points.advance(run.model.grade(index), index + 1 == planned);
        travellers.auditor.pass(run.model, index, travellers.points.grid);
        judgeKinks(travellers.kinks, run, record);
        run.grades.push_back(record);
        travellers.observer.gradeDone(index, record, run.model);
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
