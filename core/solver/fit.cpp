#include "core/solver/fit.h"

#include "core/solver/descent.h"
#include "core/solver/varpro.h"

#include <stdexcept>

namespace gradewise {

FitResult fit(const FitTask& task, const FitData& data, FitMonitor& monitor) {
    switch (task.solver.kind) {
    case SolverKind::Adam:
    case SolverKind::GradientDescent:
        return descend(task, data, monitor);
    case SolverKind::VarPro:
        return varpro(task, data, monitor);
    }
    throw std::logic_error("This solver is not known.");
}

} // namespace gradewise
