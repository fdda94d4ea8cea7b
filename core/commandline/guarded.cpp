#include "core/commandline/guarded.h"

#include "core/numbers/printable.h"

#include <fmt/core.h>
#include <fmt/ranges.h>

namespace gradewise {

std::string describe(const OutFolder::Outcome& outcome) {
    return fmt::format("{}{}Written to {}: {}.", outcome.trouble, outcome.trouble.empty() ? "" : "\n",
                       printablePath(outcome.folder), fmt::join(outcome.files, ", "));
}

ExitCode writeOut(const OutFolder& out, const std::vector<OutFile>& files, ExitCode code,
                  const Console& console) {
    if (!out.given())
        return code;
    const OutFolder::Outcome outcome = out.write(files);
    console.error << describe(outcome) << '\n' << std::flush;
    return outcome.trouble.empty() ? code : ExitCode::Failure;
}

} // namespace gradewise
