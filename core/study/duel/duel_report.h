// What a duel comes to, the same in the window and on the command line.
#pragma once

#include "core/study/duel/duel.h"

namespace gradewise {

/// One side over its seeds.
struct DuelSummary {
    Spread parameters;
    Spread multiplyAdds;
    Spread seconds;
    Spread trainMse;
    Spread testMse;
    Spread testSup;
};
/// For one run at least.
DuelSummary summaryOf(const std::vector<DuelRun>& runs);

/// Which side has the smaller median test MSE, and by what factor: a sentence that takes no side. There is
/// no winner where both are one network trained alike, or come to the same. Empty where there is no pair, or
/// a median is 0 or not finite.
std::string duelVerdict(const DuelRecord& record);

/// "Diverged: end to end with the seeds 3 and 5." Empty where no run did.
std::string duelDivergence(const DuelRecord& record);

/// {"equal", "title", "gradewise": {"median", "least", "largest", "runs"}, "endToEnd": …}, with a final
/// newline. Of one pair of runs at least.
std::string duelJson(const DuelRecord& record);
/// side,seed,parameters,multiplyAdds,seconds,diverged,trainMse,testMse,testSup; a row a run.
std::string duelCsv(const DuelRecord& record);

} // namespace gradewise
