#include "core/solver/textbook/textbook_fit.h"

#include "core/solver/built_fit.h"

namespace gradewise {

FitResult textbook(const FitTask& task, const FitData& data, FitMonitor& monitor) {
    const double begun = monitor.trainingSeconds();
    const auto& options = std::get<TextbookOptions>(task.solver);
    return reported(
        textbookBlock(options.construction, options.ratio, task.shape, static_cast<Index>(task.grade)),
        StopReason::Constructed, begun, data, monitor);
}

} // namespace gradewise
