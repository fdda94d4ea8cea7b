// The map of the house: which room may include which.
#include "tests/architecture/walls.h"

namespace gradewise {

const std::vector<Room>& rooms() {
    static const std::vector<Room> all = {
        {"core/numbers", {}},
        {"core/numerics", {"core/numbers"}},
        {"core/formula", {"core/numbers", "core/numerics"}},
        {"core/target", {"core/numbers", "core/formula"}},
        {"core/manual", {"core/numbers"}},
        {"core/files", {"core/numbers"}},
        {"core/network", {"core/numbers"}},
        {"core/onevariable", {"core/numbers", "core/numerics", "core/network"}},
        {"core/construction", {"core/numbers", "core/network"}},
        {"core/exact", {"core/numbers", "core/numerics", "core/formula", "core/target", "core/network"}},
        {"core/team", {}},
        {"core/sampled", {"core/numbers", "core/numerics", "core/network"}},
        {"core/settings", {"core/numbers", "core/files"}},
        {"core/solver", {"core/numbers", "core/numerics", "core/target", "core/files", "core/settings", "core/network", "core/onevariable", "core/construction", "core/team", "core/sampled"}},
        {"core/audit", {"core/numbers", "core/network", "core/solver"}},
        {"core/configuration", {"core/target", "core/network", "core/settings", "core/solver"}},
        {"core/cost", {"core/network", "core/solver", "core/configuration"}},
        {"core/experiment", {"core/target", "core/files", "core/settings", "core/network", "core/construction", "core/solver", "core/configuration", "core/cost"}},
        {"core/record", {"core/numbers", "core/target", "core/files", "core/network", "core/exact", "core/solver", "core/audit", "core/configuration", "core/cost", "core/experiment"}},
        {"core/training", {"core/numbers", "core/target", "core/network", "core/solver", "core/audit", "core/configuration", "core/cost", "core/experiment", "core/record"}},
        {"core/study", {"core/numbers", "core/numerics", "core/files", "core/network", "core/solver", "core/audit", "core/configuration", "core/cost", "core/experiment", "core/record", "core/training"}},
        {"core/checkpoint", {"core/numbers", "core/files", "core/experiment", "core/record", "core/training"}},
        {"core/session", {"core/target", "core/files", "core/configuration", "core/record", "core/training", "core/study", "core/checkpoint"}},
        {"core/commandline", {"core/numbers", "core/formula", "core/target", "core/manual", "core/files", "core/solver", "core/cost", "core/experiment", "core/record", "core/training", "core/study", "core/checkpoint"}},
        // Every room of the window may know all of core.
        {"ui/theme", {}},
        {"ui/icons", {"ui/theme"}},
        {"ui/models", {}},
        {"ui/help", {}},
        {"ui/manual", {"ui/theme", "ui/icons"}},
        {"ui/charts", {"ui/theme"}},
        {"ui/panels", {"ui/theme", "ui/icons", "ui/models", "ui/help", "ui/charts"}},
        {"ui/widgets", {"ui/theme", "ui/models", "ui/help"}},
        {"ui/controls", {"ui/theme", "ui/icons", "ui/models", "ui/help", "ui/widgets"}},
        {"ui/export", {"ui/theme", "ui/models", "ui/help", "ui/charts", "ui/panels"}},
        {"ui/studies", {"ui/theme", "ui/icons", "ui/models", "ui/help", "ui/charts", "ui/export"}},
        {"ui/files", {"ui/models", "ui/widgets"}},
        {"ui/running", {"ui/models"}},
        {"ui/window",
         {"ui/theme", "ui/icons", "ui/models", "ui/help", "ui/manual", "ui/charts", "ui/panels", "ui/widgets",
          "ui/controls", "ui/export", "ui/studies", "ui/files", "ui/running"}},
        {"ui",
         {"ui/theme", "ui/icons", "ui/models", "ui/help", "ui/charts", "ui/panels", "ui/widgets",
          "ui/controls", "ui/export", "ui/files", "ui/running", "ui/window"}},
    };
    return all;
}

} // namespace gradewise
