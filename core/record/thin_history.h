// Long histories, thinned for the files: nine million epochs would be a file that nobody can open.
#pragma once

#include "core/record/run_record.h"

#include <cstddef>
#include <vector>

namespace gradewise {

/// So many epochs of a run stand in run.json and history.csv at most.
inline constexpr std::size_t maximumHistory = 200'000;

/// At most `most` points of the history, in order, all of them where there are no more. Of each grade stay
/// the first and the last epoch, and between them, in stretches of equally many epochs, those with the
/// smallest and the largest error on the training and on the validation samples, and the one with the
/// smallest gap: no peak and no best epoch is lost. Grades share
/// the room in proportion to their epochs, but each has seven points, or two where there are so many grades
/// that only the ends find room. The same history gives the same points, and thinning twice is thinning once.
std::vector<HistoryPoint> thinned(const std::vector<HistoryPoint>& history,
                                  std::size_t most = maximumHistory);

} // namespace gradewise
