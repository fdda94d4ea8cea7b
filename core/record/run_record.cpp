#include "core/record/run_record.h"

#include "core/cost/memory.h"

namespace gradewise {

static_assert(sizeof(HistoryPoint) == bytesOfEpoch);

std::string_view name(RunStatus status) {
    switch (status) {
    case RunStatus::Finished:
        return "finished";
    case RunStatus::Stopped:
        return "stopped";
    case RunStatus::Diverged:
        return "diverged";
    case RunStatus::Failed:
        return "failed";
    }
    return {};
}

} // namespace gradewise
