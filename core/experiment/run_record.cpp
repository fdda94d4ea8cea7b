#include "core/experiment/run_record.h"

namespace gradewise {

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
