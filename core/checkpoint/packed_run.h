// What the frames of a checkpoint say, as bytes. Internal to checkpoints.
#pragma once

#include "core/training/begun_run.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace gradewise {

/// What the first frame says: which run this is.
struct PackedHeader {
    std::uint64_t id = 0;
    std::string program;
    std::string note;
    std::string experiment; ///< as an experiment file
};
std::string pack(const PackedHeader& header);
std::optional<PackedHeader> unpackHeader(std::string_view bytes);

/// Grade `grade` of a run, with its history.
std::string packGrade(std::uint64_t id, const RunRecord& run, std::size_t grade);
/// Appends the next grade to a run of that experiment; false, and nothing changed, where it does not fit.
bool unpackGrade(std::string_view bytes, std::uint64_t id, const GradeConfig& config, const Domain& domain,
                 RunRecord& run);

/// The grade in progress on top of those of the run, with its history.
std::string packState(std::uint64_t id, const RunRecord& run, const GradeInProgress& grade);
/// False, and nothing changed, where it is of another run or of another grade than the next.
bool unpackState(std::string_view bytes, std::uint64_t id, BegunRun& begun);

} // namespace gradewise
