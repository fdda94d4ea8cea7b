#include "core/record/run_record.h"

#include "core/cost/memory.h"

namespace gradewise {

static_assert(sizeof(HistoryPoint) == bytesOfEpoch);

template <>
Names<RunStatus> namesOf<RunStatus>() {
    static constexpr auto statuses = nameTable<RunStatus>({
        {RunStatus::Finished, "finished"},
        {RunStatus::Stopped, "stopped"},
        {RunStatus::Diverged, "diverged"},
        {RunStatus::Failed, "failed"},
    });
    static_assert(statuses.isWhole());
    return statuses;
}

} // namespace gradewise
