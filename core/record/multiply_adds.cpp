#include "core/record/multiply_adds.h"

#include "core/cost/multiply_adds.h"
#include "core/network/multiply_adds.h"

namespace gradewise {

double multiplyAdds(const RunRecord& run) {
    const double samples = trainingSamples(run.config);
    double sum = 0.0;
    for (std::size_t i = 0; i < run.grades.size(); ++i) {
        const GradeRecord& grade = run.grades[i];
        const BlockShape& shape = run.model.grade(i).block.shape();
        sum += samples * passMultiplyAdds(shape) +
               grade.multiplyAdds.value_or(static_cast<double>(grade.epochs) * samples *
                                           epochMultiplyAdds(grade.config, shape));
    }
    return sum;
}

} // namespace gradewise
