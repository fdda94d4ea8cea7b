#include "core/solver/descent/descent.h"

#include "core/solver/descent/descent_fit.h"

#include <stdexcept>

namespace gradewise {

FitResult descend(const FitTask& task, const FitData& data, FitMonitor& monitor) {
    const auto run = [&](auto descent) {
        if (task.begun != nullptr)
            descent.putBack(*task.begun);
        return descent.run();
    };
    switch (descentOf(task.solver)->precision) {
    case Precision::Double:
        return run(DescentFit<double>(task, data, monitor));
    case Precision::Float:
        return run(DescentFit<float>(task, data, monitor));
    }
    throw std::logic_error("Not a precision.");
}

} // namespace gradewise
